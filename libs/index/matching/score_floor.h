// A score that enough of the scores so far reach.
#ifndef TRIALDEX_LIBS_INDEX_MATCHING_SCORE_FLOOR_H_
#define TRIALDEX_LIBS_INDEX_MATCHING_SCORE_FLOOR_H_

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>

namespace trialdex {

// Tells after each score, for the price of a counter, what the `wanted` best of all so far
// reach: at most a hundredth less, if the scores of a search are no more than four octaves
// from the first one. Keeping the best in order would tell it exactly, and costs branches that
// cannot be foreseen. Not thread-safe.
class ScoreFloor {
 public:
  // `wanted` is above 0.
  explicit ScoreFloor(size_t wanted) : wanted_(wanted) {}

  void Add(double score) {
    if (!(score > 0)) return;
    const int64_t step = StepOf(score);
    if (!first_step_.has_value()) first_step_ = std::max<int64_t>(step - kSteps / 2, 0);
    const auto at = static_cast<size_t>(std::clamp<int64_t>(step - *first_step_, 0, kSteps - 1));
    ++counts_[at];
    if (at <= floor_) return;
    ++above_;
    while (above_ >= wanted_) above_ -= counts_[++floor_];
  }

  // Below all scores while there are not enough.
  double Get() const {
    if (floor_ == 0) return -std::numeric_limits<double>::infinity();
    return std::bit_cast<double>((*first_step_ + static_cast<int64_t>(floor_)) << kStepBits);
  }

 private:
  // 128 steps to the octave.
  static constexpr int kStepBits = 52 - 7;
  static constexpr int64_t kSteps = 1024;

  // The bits of a positive number grow with it.
  static int64_t StepOf(double score) { return std::bit_cast<int64_t>(score) >> kStepBits; }

  const size_t wanted_;
  // The step of counts_[0], which has all lower ones, too.
  std::optional<int64_t> first_step_;
  std::array<uint32_t, kSteps> counts_ = {};
  // The highest step such that enough scores are on it or above, and scores above.
  size_t floor_ = 0;
  size_t above_ = 0;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_MATCHING_SCORE_FLOOR_H_
