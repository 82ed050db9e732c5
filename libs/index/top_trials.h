// Keeps the best of many trials, in any order of any search.
#ifndef TRIALDEX_LIBS_INDEX_TOP_TRIALS_H_
#define TRIALDEX_LIBS_INDEX_TOP_TRIALS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "libs/index/distance.h"
#include "libs/index/segment_columns.h"
#include "libs/index/snapshot.h"
#include "libs/query/plan.h"

namespace trialdex {

// A place in the order of a search: the values of its keys, smaller first, down
// to the id, which no two trials share. What a page token remembers.
struct SortPlace {
  // One for each key before kId.
  std::vector<SortValue> values;
  std::string id;
};

// A trial found.
struct FoundTrial {
  DocAddress address;
  // 0 if the search ranks nothing.
  double score = 0;
  SortPlace place;
};

// Collects the first `limit` trials, in the order given, that come after a
// place. Not thread-safe.
class TopTrials {
 public:
  // `order` as ParsedSearch::order; it and `after` (may be null: from the
  // beginning) must outlive the collector.
  TopTrials(const std::vector<SortKey>& order, size_t limit, const SortPlace* after);

  // Offers a trial of segment `segment`, whose columns are `columns`.
  void Offer(uint32_t segment, const SegmentColumns& columns, uint32_t doc, double score);

  // Trials offered that come after the place.
  uint64_t count_after() const { return count_after_; }

  // The best, first one first. The collector is then empty.
  std::vector<FoundTrial> Take();

 private:
  // Negative if (values of `scratch_`, id) comes before `place`.
  int CompareScratch(const SortPlace& place, absl::string_view id) const;
  int CompareIds(absl::string_view a, absl::string_view b) const;
  bool Before(const FoundTrial& a, const FoundTrial& b) const;

  SortValue ValueOf(size_t key, const SegmentColumns& columns, uint32_t doc, double score) const;

  // Keys before kId.
  const std::vector<SortKey> keys_;
  // By key; of kDistance only it means something.
  std::vector<DistanceFrom> from_;
  const bool ids_descend_;
  const size_t limit_;
  const SortPlace* const after_;
  uint64_t count_after_ = 0;
  // A heap, the worst on top.
  std::vector<FoundTrial> best_;
  // Values of the trial that is being offered.
  std::vector<SortValue> scratch_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_TOP_TRIALS_H_
