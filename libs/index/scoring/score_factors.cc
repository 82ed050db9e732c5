#include "libs/index/scoring/score_factors.h"

#include <algorithm>
#include <cmath>

#include "libs/base/status_macros.h"
#include "libs/index/scoring/column_tilt.h"
#include "libs/index/sites/distance.h"
#include "libs/index/sites/nearest_site.h"

namespace trialdex {

double DecayAt(const Decay& decay, double distance) {
  const double beyond = std::max(0.0, distance - decay.offset);
  switch (decay.shape) {
    case Decay::Shape::kExponential:
      return std::pow(decay.decay, beyond / decay.scale);
    case Decay::Shape::kGauss:
      return std::pow(decay.decay, beyond * beyond / (decay.scale * decay.scale));
    case Decay::Shape::kLinear:
      break;
  }
  return std::max(0.0, 1 - beyond * (1 - decay.decay) / decay.scale);
}

absl::StatusOr<ScoreFactors> ScoreFactors::Over(const std::vector<ScoreFactor>& factors,
                                                const IndexSnapshot& snapshot) {
  ScoreFactors made;
  for (const ScoreFactor& factor : factors) {
    double farthest = kFarthestKm;
    if (factor.kind == ScoreFactor::Kind::kRecency) {
      ASSIGN_OR_RETURN(const ColumnBounds bounds, BoundsOf(factor.column, snapshot));
      farthest = std::max(0.0, factor.today - bounds.lowest);
    }
    made.factors_.push_back({&factor, farthest});
  }
  return made;
}

double ScoreFactors::Of(size_t i, const SegmentColumns& columns, uint32_t doc) const {
  const ScoreFactor& factor = *factors_[i].factor;
  double distance = factors_[i].farthest;
  if (factor.kind == ScoreFactor::Kind::kDistance) {
    distance = NearestSiteKm(columns, doc, DistanceFrom(factor.center)).value_or(distance);
  } else if (const auto day = ColumnNumber(columns, factor.column, doc)) {
    distance = std::max(0.0, factor.today - *day);
  }
  return DecayAt(factor.decay, distance);
}

double ScoreFactors::Of(const SegmentColumns& columns, uint32_t doc) const {
  double product = 1;
  for (size_t i = 0; i < factors_.size(); ++i) product *= Of(i, columns, doc);
  return product;
}

}  // namespace trialdex
