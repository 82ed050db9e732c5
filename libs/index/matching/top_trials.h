// Keeps the best of many trials, in any order of any search.
#ifndef TRIALDEX_LIBS_INDEX_MATCHING_TOP_TRIALS_H_
#define TRIALDEX_LIBS_INDEX_MATCHING_TOP_TRIALS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "absl/strings/string_view.h"
#include "libs/index/distance.h"
#include "libs/index/matching/evaluator.h"
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

  // What became of an offer.
  enum class Offered : uint8_t {
    kTaken,   // is among the best so far
    kBefore,  // comes before the place
    kBehind,  // comes behind enough others
  };

  // Offers a trial of segment `segment`, whose columns are `columns`; they must outlive the
  // collector.
  Offered Offer(uint32_t segment, const SegmentColumns& columns, uint32_t doc, double score);

  // The score without which a trial would be kBehind, if the search is for the best scores;
  // below all scores while any may be taken.
  double NeededScore() const { return best_first_ && full() ? best_.front().score : kNoNeed; }

  // True if a trial would be kBehind whose value of `order[key]`, of a kColumn, is
  // `value` (DirectedValue), and those of the keys before are the same as all others'.
  bool IsBehind(size_t key, SortValue value) const {
    return full() && value > best_.front().values[key];
  }

  // True if there are more after the place than are wanted.
  bool has_more() const { return best_.size() > limit_; }

  // The best, first one first. The collector is then empty.
  std::vector<FoundTrial> Take();

 private:
  using Values = absl::InlinedVector<SortValue, 2>;
  // A trial that may come onto the page. Its id stays where it is until the page is made.
  struct Entry {
    Values values;
    const SegmentColumns* columns;
    DocAddress address;
    double score;

    absl::string_view id() const { return columns->id(address.doc); }
  };

  bool full() const { return best_.size() > limit_; }

  SortValue ValueOf(size_t key, const SegmentColumns& columns, uint32_t doc, double score) const;
  int CompareIds(absl::string_view a, absl::string_view b) const;
  bool Before(const Entry& a, const Entry& b) const;
  // True if `offered_` comes after the place that pages begin at.
  bool IsAfter(const SortPlace& place) const;

  // Keys before kId.
  const std::vector<SortKey> keys_;
  // By key; of kDistance only it means something.
  std::vector<DistanceFrom> from_;
  const bool ids_descend_;
  const bool best_first_;
  const size_t limit_;
  const SortPlace* const after_;
  // A heap, the worst on top: as many as are wanted, and one that tells if there are more.
  std::vector<Entry> best_;
  // The trial that is being offered.
  Entry offered_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_MATCHING_TOP_TRIALS_H_
