// What the factors of a search make of scores.
#ifndef TRIALDEX_LIBS_INDEX_SCORING_SCORE_FACTORS_H_
#define TRIALDEX_LIBS_INDEX_SCORING_SCORE_FACTORS_H_

#include <cstdint>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/index/columns/segment_columns.h"
#include "libs/index/snapshot.h"
#include "libs/query/plan.h"

namespace trialdex {

// What is left of a score at `distance` (days or km, not negative): 1 up to the
// offset, `decay` at offset + scale.
double DecayAt(const Decay& decay, double distance);

// The product of a search's factors for each trial. Thread-safe.
class ScoreFactors {
 public:
  // `factors` must outlive this. Errors as Segment.
  static absl::StatusOr<ScoreFactors> Over(const std::vector<ScoreFactor>& factors,
                                           const IndexSnapshot& snapshot);

  bool empty() const { return factors_.empty(); }

  // 0 to 1.
  double Of(const SegmentColumns& columns, uint32_t doc) const;
  // That of factor `i` alone.
  double Of(size_t i, const SegmentColumns& columns, uint32_t doc) const;

 private:
  struct Factor {
    const ScoreFactor* factor;
    // Of trials without a value: the farthest that there is.
    double farthest;
  };

  std::vector<Factor> factors_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_SCORING_SCORE_FACTORS_H_
