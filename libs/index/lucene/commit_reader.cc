#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "libs/base/file_identity.h"
#include "libs/base/status_macros.h"
#include "libs/index/index_fields.h"
#include "libs/index/lucene/durable_directory.h"
#include "libs/index/lucene/guard.h"
#include "libs/index/lucene/lucene.h"
#include "libs/index/reading/deletions.h"
#include "libs/index/reading/mapped_segment.h"
#include "libs/index/segment_files.h"

namespace trialdex {
namespace {

using Lucene::newLucene;

// Commits that the writer may make while we map the files of one.
constexpr int kMaxOvertakings = 10;

absl::Status ReadUserData(Lucene::MapStringString data, IndexCommit& commit) {
  const auto get = [&data](absl::string_view key) {
    const Lucene::String wide(key.begin(), key.end());
    return data && data.contains(wide) ? lucene::FromWide(data.get(wide)) : std::string();
  };
  commit.log_id = get(index_fields::kLogId);
  commit.fingerprint = get(index_fields::kFingerprint);
  if (!absl::SimpleAtoi(get(index_fields::kPosition), &commit.position)) {
    return absl::DataLossError("the commit has no position");
  }
  return absl::OkStatus();
}

class LuceneCommitReader final : public CommitReader {
 public:
  explicit LuceneCommitReader(std::string directory) : directory_(std::move(directory)) {}

  absl::StatusOr<std::unique_ptr<IndexCommit>> ReadNewest() override {
    std::unique_ptr<IndexCommit> commit;
    const auto read = [&] {
      return lucene::Guard("open " + directory_, [&] { return Read(commit); });
    };
    absl::Status status = read();
    // Files of a commit go when there is a newer one.
    for (int i = 0; absl::IsNotFound(status) && i < kMaxOvertakings; ++i) status = read();
    RETURN_IF_ERROR(status);
    return commit;
  }

 private:
  // What the last commit knew of a segment. Names are given again to others after a commit
  // that the disk has refused, which may have been read all the same.
  struct Known {
    std::string name;
    FileIdentity file;
    FileIdentity deletions;
    IndexCommit::Segment segment;
  };

  // May throw.
  absl::Status Read(std::unique_ptr<IndexCommit>& commit) {
    const auto files = newLucene<lucene::DurableDirectory>(directory_);
    const int64_t newest = Lucene::SegmentInfos::getCurrentSegmentGeneration(files);
    if (newest < 0) return absl::NotFoundError("there is no commit");
    const FileIdentity file = IdentityOf(PathOf(lucene::FromWide(
        Lucene::IndexFileNames::fileNameFromGeneration(L"segments", L"", newest))));
    if (newest == generation_ && file == file_) return absl::OkStatus();
    const auto infos = newLucene<Lucene::SegmentInfos>();
    infos->read(files);
    auto found = std::make_unique<IndexCommit>();
    RETURN_IF_ERROR(ReadUserData(infos->getUserData(), *found));
    found->version = infos->getVersion();
    std::vector<Known> now;
    for (int32_t i = 0; i < infos->size(); ++i) {
      ASSIGN_OR_RETURN(Known known, Describe(*infos->info(i)));
      found->segments.push_back(known.segment);
      now.push_back(std::move(known));
    }
    known_ = std::move(now);
    generation_ = infos->getLastGeneration();
    file_ = file;
    commit = std::move(found);
    return absl::OkStatus();
  }

  // May throw.
  absl::StatusOr<Known> Describe(Lucene::SegmentInfo& info) const {
    const auto doc_count = static_cast<uint32_t>(info.docCount);
    const bool compound = info.getUseCompoundFile();
    Known known;
    known.name = lucene::FromWide(info.name);
    known.file = IdentityOf(PathOf(absl::StrCat(known.name, compound ? ".cfs" : ".tis")));
    std::string deletions;
    if (info.hasDeletions()) {
      deletions = PathOf(lucene::FromWide(info.getDelFileName()));
      known.deletions = IdentityOf(deletions);
    }
    for (const Known& before : known_) {
      if (before.name != known.name || before.file != known.file) continue;
      known.segment.files = before.segment.files;
      if (before.deletions == known.deletions) known.segment.deleted = before.segment.deleted;
    }
    if (known.segment.files == nullptr) {
      ASSIGN_OR_RETURN(known.segment.files,
                       OpenMappedSegment(directory_, known.name, compound, doc_count));
    }
    if (known.segment.deleted == nullptr && !deletions.empty()) {
      ASSIGN_OR_RETURN(known.segment.deleted, ReadDeletions(deletions, doc_count));
    }
    return known;
  }

  std::string PathOf(const std::string& name) const { return absl::StrCat(directory_, "/", name); }

  const std::string directory_;
  // Of the commit that was returned last.
  int64_t generation_ = -1;
  FileIdentity file_;
  std::vector<Known> known_;
};

}  // namespace

std::unique_ptr<CommitReader> OpenCommits(const std::string& directory) {
  return std::make_unique<LuceneCommitReader>(directory);
}

}  // namespace trialdex
