// One committed state of the index.
#ifndef TRIALDEX_LIBS_INDEX_SNAPSHOT_H_
#define TRIALDEX_LIBS_INDEX_SNAPSHOT_H_

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/index/byte_cache.h"
#include "libs/index/matching/recent_searches.h"
#include "libs/index/segment.h"
#include "libs/schema/text_fields.h"
#include "trialdex/v1/trial.pb.h"
#include "trialdex/v1/trial_hit.pb.h"

namespace trialdex {

// A segment as of one commit. Thread-safe.
class SegmentView {
 public:
  // `deleted` may be null: none.
  SegmentView(std::shared_ptr<const Segment> segment, std::shared_ptr<const DocSet> deleted);

  const Segment& segment() const { return *segment_; }
  // Trials that are not deleted.
  const DocSet& live() const { return live_; }
  uint32_t trial_count() const { return trial_count_; }
  // Of live trials.
  const FieldTotals& totals() const { return totals_; }

  // True if it is a view of these.
  bool IsOf(const SegmentFiles* files, const DocSet* deleted) const {
    return &segment_->files() == files && deleted_.get() == deleted;
  }
  const std::shared_ptr<const Segment>& shared_segment() const { return segment_; }

 private:
  const std::shared_ptr<const Segment> segment_;
  const std::shared_ptr<const DocSet> deleted_;
  DocSet live_;
  uint32_t trial_count_ = 0;
  FieldTotals totals_;
};

// A trial of a snapshot: index into segments(), document in it.
struct DocAddress {
  uint32_t segment = 0;
  uint32_t doc = 0;
};

// One commit, never changing. Its files stay readable for as long as somebody
// holds it, whatever the indexer does. Thread-safe.
class IndexSnapshot {
 public:
  // Loads what `previous` (may be null) does not have already. `cache` must
  // outlive the snapshot. Errors as Segment::Load.
  static absl::StatusOr<std::shared_ptr<const IndexSnapshot>> Load(const IndexCommit& commit,
                                                                   const IndexSnapshot* previous,
                                                                   ByteCache& cache);

  // Position and log that it stands for.
  uint64_t position() const { return position_; }
  const std::string& log_id() const { return log_id_; }
  const std::string& fingerprint() const { return fingerprint_; }
  // See IndexCommit::version.
  int64_t version() const { return version_; }

  int64_t trial_count() const { return trial_count_; }
  const std::vector<std::shared_ptr<const SegmentView>>& segments() const { return segments_; }

  // Average tokens of each field, over live trials in which it is not empty; 1 for fields
  // that are empty everywhere. Those of the snapshot before, as long as they are about
  // right: what is kept in memory of words depends on them.
  const std::array<double, kTextFieldCount>& average_lengths() const { return average_lengths_; }

  // Of this snapshot and the ones before.
  RecentSearches& recent_searches() const { return *recent_searches_; }

  // For what belongs to this snapshot alone.
  ByteCache& cache() const { return cache_; }
  ByteCache::OwnerId cache_owner() const { return cache_owner_; }

  // The live trial with that canonical id, or else the first by id with that alias.
  // NOT_FOUND if there is none.
  absl::StatusOr<DocAddress> Find(absl::string_view id) const;

  absl::string_view id(DocAddress address) const {
    return segments_[address.segment]->segment().columns().id(address.doc);
  }
  // What is stored of a trial. DATA_LOSS if it is damaged.
  absl::StatusOr<v1::TrialSummary> ReadSummary(DocAddress address) const;
  absl::StatusOr<v1::Trial> ReadTrial(DocAddress address) const;
  // The same in wire form, unread: the summary lives as long as the snapshot.
  absl::StatusOr<absl::string_view> SummaryBytes(DocAddress address) const;
  absl::StatusOr<std::string> TrialBytes(DocAddress address) const;

 private:
  explicit IndexSnapshot(ByteCache& cache) : cache_(cache), cache_owner_(cache.NewOwner()) {}

  // The view of `wanted` that `previous` has; if it has none, a new one, of its segment if
  // that is there.
  static absl::StatusOr<std::shared_ptr<const SegmentView>> LoadView(
      const IndexCommit::Segment& wanted, const IndexSnapshot* previous, ByteCache& cache);

  // `previous` may be null.
  void CountLengths(const IndexSnapshot* previous);

  ByteCache& cache_;
  const ByteCache::OwnerId cache_owner_;
  std::shared_ptr<RecentSearches> recent_searches_;
  uint64_t position_ = 0;
  std::string log_id_;
  std::string fingerprint_;
  int64_t version_ = 0;
  int64_t trial_count_ = 0;
  std::vector<std::shared_ptr<const SegmentView>> segments_;
  std::array<double, kTextFieldCount> average_lengths_ = {};
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_SNAPSHOT_H_
