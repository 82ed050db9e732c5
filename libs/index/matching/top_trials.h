// Keeps the best of many trials, in any order of any search.
#ifndef TRIALDEX_LIBS_INDEX_MATCHING_TOP_TRIALS_H_
#define TRIALDEX_LIBS_INDEX_MATCHING_TOP_TRIALS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "absl/strings/string_view.h"
#include "libs/index/columns/segment_columns.h"
#include "libs/index/matching/evaluator.h"
#include "libs/index/matching/score_floor.h"
#include "libs/index/sites/distance.h"
#include "libs/index/snapshot.h"
#include "libs/query/plan.h"

namespace trialdex {

// A place in the order of a search: the values of its keys, smaller first, down
// to the id, which no two trials share. What a page token remembers.
struct SortPlace {
  // One for each key before kId; most orders have one or two.
  absl::InlinedVector<SortValue, 2> values;
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

  // The trials offered from now on are of segment `segment`, whose columns are `columns`;
  // they must outlive the collector.
  void EnterSegment(uint32_t segment, const SegmentColumns& columns);

  // Offers a trial of the segment entered last. `score` is looked at only where the order does.
  Offered Offer(uint32_t doc, double score);

  // The score without which a trial would be kBehind, if the search is for the best scores;
  // below all scores while any may be taken.
  double NeededScore() const { return needed_score_; }

  // True if a trial would be kBehind whose value of `order[key]`, of a kColumn, is
  // `value` (DirectedValue), and those of the keys before are the same as all others'.
  bool IsBehind(size_t key, SortValue value) const {
    return worst_.has_value() && value > ValueOf(*worst_, key);
  }

  // Brings NeededScore and IsBehind up to date if they lag behind by many offers.
  void CatchUp() {
    if (!floor_.has_value() && best_.size() > limit_ + 1 + limit_ / 2) KeepBest();
  }

  // True if there are more after the place than are wanted.
  bool has_more() const { return best_.size() > limit_; }

  // The best, first one first, with their scores if the order looks at them. The collector is
  // then empty.
  std::vector<FoundTrial> Take();

 private:
  // A trial that may come onto the page: small, as they are moved about. Its id stays where
  // it is until the page is made.
  struct Entry {
    // The value of the first key; 0 if there is none but the id.
    SortValue first;
    DocAddress address;
    // The row of `others_` with the values of the other keys.
    uint32_t row;
  };

  // Of so many the best are picked out.
  size_t most_kept() const;
  size_t other_keys() const { return keys_.empty() ? 0 : keys_.size() - 1; }

  SortValue Compute(size_t key, uint32_t doc, double score) const;
  SortValue ValueOf(const Entry& entry, size_t key) const {
    return key == 0 ? entry.first : others_[entry.row * other_keys() + key - 1];
  }
  absl::string_view IdOf(const Entry& entry) const {
    return columns_[entry.address.segment]->id(entry.address.doc);
  }
  int CompareIds(absl::string_view a, absl::string_view b) const;
  bool Before(const Entry& a, const Entry& b) const {
    return a.first != b.first ? a.first < b.first : BeforeByOthers(a, b);
  }
  // The same of trials with one value of the first key.
  bool BeforeByOthers(const Entry& a, const Entry& b) const;
  bool IsAfter(const Entry& entry, const SortPlace& place) const;
  // Adds `offered` to `best_` if it belongs there.
  Offered Take(const Entry& offered);
  // Leaves as many as are wanted, and the one behind them as `worst_`.
  void KeepBest();
  // Leaves what has the needed score: enough, and hardly any more.
  void DropBelowNeeded();
  double ScoreOf(const Entry& entry) const;

  // Keys before kId.
  const std::vector<SortKey> keys_;
  // By key; of kDistance only it means something.
  std::vector<DistanceFrom> from_;
  const bool ids_descend_;
  const bool best_first_;
  const size_t limit_;
  // Of those taken; only where scores are all there is to the order but the id.
  std::optional<ScoreFloor> floor_;
  const SortPlace* const after_;
  // By segment, as far as they were entered. Few indexes have more segments than that.
  absl::InlinedVector<const SegmentColumns*, 16> columns_;
  uint32_t segment_ = 0;
  // In no order: the best so far, as many as are wanted and one that tells if there are more, and
  // others that have come since they were picked out, or that were the best then. Picking from many
  // costs less than keeping them in order.
  std::vector<Entry> best_;
  // What trials must come before; none while any may be taken.
  std::optional<Entry> worst_;
  double needed_score_ = kNoNeed;
  // Rows of the values of other keys, and those that no entry has.
  std::vector<SortValue> others_;
  std::vector<uint32_t> free_rows_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_MATCHING_TOP_TRIALS_H_
