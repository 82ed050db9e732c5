#include "libs/index/matching/composite_evaluators.h"

#include <algorithm>

namespace trialdex {

size_t SumEvaluator::Cost() const {
  size_t cost = 0;
  for (const auto& child : children_) cost += child->Cost();
  return cost;
}

bool SumEvaluator::Match(uint32_t window, const WindowBits& within, WindowBits& matches) {
  bool found = false;
  for (const auto& child : children_) {
    WindowBits of_child;
    if (!child->Match(window, within, of_child)) continue;
    if (found) {
      UniteWith(matches, of_child);
    } else {
      matches = of_child;
    }
    found = true;
  }
  return found;
}

void SumEvaluator::AddBounds(uint32_t window, float factor, BlockBounds& bounds) {
  for (const auto& child : children_) child->AddBounds(window, factor, bounds);
}

void SumEvaluator::AddScores(uint32_t window, double factor, Candidates candidates, double,
                             double* scores) {
  for (const auto& child : children_) {
    child->AddScores(window, factor, candidates, kNoNeed, scores);
  }
}

void BestEvaluator::AddBounds(uint32_t window, float factor, BlockBounds& bounds) {
  BlockBounds best = {};
  for (const auto& child : children()) {
    BlockBounds of_child = {};
    child->AddBounds(window, factor, of_child);
    for (size_t block = 0; block < kWindowBlocks; ++block) {
      best[block] = std::max(best[block], of_child[block]);
    }
  }
  for (size_t block = 0; block < kWindowBlocks; ++block) bounds[block] += best[block];
}

void BestEvaluator::AddScores(uint32_t window, double factor, Candidates candidates, double,
                              double* scores) {
  best_.assign(candidates.size(), 0);
  for (const auto& child : children()) {
    of_child_.assign(candidates.size(), 0);
    child->AddScores(window, factor, candidates, kNoNeed, of_child_.data());
    for (size_t i = 0; i < candidates.size(); ++i) best_[i] = std::max(best_[i], of_child_[i]);
  }
  for (size_t i = 0; i < candidates.size(); ++i) scores[i] += best_[i];
}

void ScaledEvaluator::AddScores(uint32_t window, double factor, Candidates candidates, double need,
                                double* scores) {
  if (scale_ == nullptr) {
    child_->AddScores(window, factor * highest_, candidates, need, scores);
    return;
  }
  // A part that only shrinks, and that nothing has been added to, needs what the whole needs.
  const bool is_whole =
      std::all_of(scores, scores + candidates.size(), [](double score) { return score == 0; });
  of_child_.assign(candidates.size(), 0);
  child_->AddScores(window, factor * highest_, candidates, is_whole ? need : kNoNeed,
                    of_child_.data());
  for (size_t i = 0; i < candidates.size(); ++i) {
    if (of_child_[i] <= 0) continue;
    scores[i] += scale_((window << kWindowShift) + candidates[i]) * of_child_[i];
  }
}

}  // namespace trialdex
