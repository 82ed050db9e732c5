// Our side of the comparison: the index and the search of this project, in one process.
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/synchronization/mutex.h"
#include "libs/base/status_macros.h"
#include "libs/index/index_directory.h"
#include "libs/index/index_fingerprint.h"
#include "libs/index/index_search.h"
#include "libs/index/index_writer.h"
#include "libs/index/snapshot_source.h"
#include "libs/query/filter_parser.h"
#include "libs/query/order_parser.h"
#include "libs/query/query_parser.h"
#include "libs/search/facets/facet_counter.h"
#include "tests/benchmark/peers/peer_engine.h"

namespace trialdex {
namespace {

// What Lucene counts exactly when it is not asked to count.
constexpr int64_t kUncounted = 1000;

// More than the cache adds to a value for keeping it.
constexpr size_t kEntryBytes = 1024;

std::string QueryText(const PeerQuery& query) {
  switch (query.op) {
    case PeerOperator::kAnd:
      return absl::StrJoin(query.words, " AND ");
    case PeerOperator::kOr:
      return absl::StrJoin(query.words, " OR ");
    case PeerOperator::kPhrase:
      return absl::StrCat("\"", absl::StrJoin(query.words, " "), "\"");
  }
  return "";
}

// As the indexer writes and the query service reads.
class TrialdexPeer final : public PeerEngine {
 public:
  absl::Status Create(const std::string& root, int threads) override {
    ASSIGN_OR_RETURN(directory_, IndexDirectory::Open(root));
    ASSIGN_OR_RETURN(const IndexName name, directory_->NextName(IndexFingerprint()));
    ASSIGN_OR_RETURN(writer_, OpenIndexWriter({.directory = directory_->Path(name),
                                               .fingerprint = IndexFingerprint(),
                                               .threads = threads}));
    return directory_->SetCurrent(name);
  }

  absl::Status Upsert(PeerDocument& document) override {
    v1::PackedTrial trial;
    trial.set_id(document.id);
    trial.mutable_frames()->swap(document.trial);
    return writer_->Upsert(std::move(trial));
  }

  // As the indexer does while it is behind its log.
  absl::Status Commit(uint64_t count) override { return writer_->StartCommit({"peers", count}); }

  absl::Status Close() override {
    RETURN_IF_ERROR(writer_->WaitForMerges());
    if (!writer_->HasUncommittedMerge()) return absl::OkStatus();
    return writer_->Commit(writer_->committed());
  }

  absl::Status Open(const std::string& root) override {
    source_ = std::make_unique<SnapshotSource>(
        SnapshotSourceOptions{.index_dir = root, .fingerprint = IndexFingerprint()});
    ASSIGN_OR_RETURN(snapshot_, source_->Current());
    google::protobuf::RepeatedPtrField<v1::FacetRequest> requests;
    for (const absl::string_view field : kPeerKeywords) {
      requests.Add()->set_field(std::string(field));
    }
    ASSIGN_OR_RETURN(facets_, ParseFacets(requests));
    return absl::OkStatus();
  }

  // What is as large as the cache takes the place of everything else in it.
  void Forget() override {
    struct Filling {
      size_t byte_size() const { return SnapshotSourceOptions().cache_bytes - kEntryBytes; }
    };
    const auto make = [] { return absl::StatusOr<Filling>(Filling()); };
    snapshot_->cache()
        .FindOrMake<Filling>(snapshot_->cache().NewOwner(), "", make)
        .status()
        .IgnoreError();
  }

  absl::StatusOr<PeerAnswer> Search(const PeerQuery& query, const PeerMode& mode) override {
    const bool facets = query.name == "facets";
    ASSIGN_OR_RETURN(const ParsedSearch search, Parse(query));
    PageRange range;
    range.limit = mode.limit;
    if (!mode.counted) range.count_limit = kUncounted;
    range.keep_query_matches = facets;
    ASSIGN_OR_RETURN(FoundPage page, SearchIndex(*snapshot_, search, range, RealClock()));
    if (facets) {
      const auto counted = CountFacets(*snapshot_, search.filter, facets_,
                                       std::move(page.query_matches), [] { return false; });
      RETURN_IF_ERROR(counted.status());
    }
    PeerAnswer answer;
    answer.hits = page.total;
    answer.ids.reserve(page.trials.size());
    for (FoundTrial& trial : page.trials) answer.ids.push_back(std::move(trial.place.id));
    return answer;
  }

 private:
  absl::StatusOr<ParsedSearch> Parse(const PeerQuery& query) {
    ParsedSearch search;
    ASSIGN_OR_RETURN(search.query, ParseQuery(QueryText(query), analyzer_));
    search.ranked = true;
    ASSIGN_OR_RETURN(search.order, ParseOrder("", search.ranked));
    if (query.filter.empty()) return search;
    const std::pair<std::string, std::string> filter = absl::StrSplit(query.filter, '=');
    ASSIGN_OR_RETURN(search.filter,
                     ParseFilter(absl::StrCat(filter.first, " = \"", filter.second, "\"")));
    return search;
  }

  std::unique_ptr<IndexDirectory> directory_;
  std::unique_ptr<IndexWriter> writer_;
  std::unique_ptr<SnapshotSource> source_;
  std::shared_ptr<const IndexSnapshot> snapshot_;
  std::vector<FacetSpec> facets_;
  Analyzer analyzer_;
};

}  // namespace
}  // namespace trialdex

int main(int argc, char** argv) {
  // As the services do: Debian's abseil looks for deadlocks at every lock.
  absl::SetMutexDeadlockDetectionMode(absl::OnDeadlockCycle::kIgnore);
  trialdex::TrialdexPeer peer;
  return trialdex::PeerMain(argc, argv, peer);
}
