#include "libs/index/sites/same_site_evaluator.h"

#include <algorithm>

namespace trialdex {

bool SameSiteEvaluator::Match(uint32_t window, const WindowBits& within, WindowBits& matches) {
  matches = BitsOf(matches_->docs, window);
  IntersectWith(matches, within);
  return !IsEmpty(matches);
}

void SameSiteEvaluator::AddBounds(uint32_t window, float factor, BlockBounds& bounds) {
  for (size_t leaf = 0; leaf < matches_->leaves.size(); ++leaf) {
    const double product = boost_ * clause_.leaves()[leaf].boosted_factor;
    matches_->leaves[leaf].highest.AddBounds(window, factor * static_cast<float>(product), bounds);
  }
}

void SameSiteEvaluator::AddDocBounds(uint32_t window, double factor, Candidates candidates,
                                     double* bounds) {
  for (size_t leaf = 0; leaf < matches_->leaves.size(); ++leaf) {
    const double product = boost_ * clause_.leaves()[leaf].boosted_factor;
    matches_->leaves[leaf].highest.AddScores(window, factor * product, candidates, bounds);
  }
}

void SameSiteEvaluator::AddScores(uint32_t window, double factor, Candidates candidates,
                                  double need, double* scores) {
  highest_.assign(scores, scores + candidates.size());
  AddDocBounds(window, factor, candidates, highest_.data());
  for (size_t i = 0; i < candidates.size(); ++i) {
    if (!MayReach(highest_[i], need)) continue;
    const uint32_t doc = (window << kWindowShift) + candidates[i];
    if (!matches_->docs.Contains(doc)) continue;
    if (clause_.IsSum() && matches_->highest_together.Contains(doc)) {
      scores[i] = highest_[i];
      continue;
    }
    double best = 0;
    for (const SiteScore& site : ScoreSites(clause_, *matches_, columns_, doc)) {
      best = std::max(best, site.score);
    }
    scores[i] += factor * boost_ * best;
  }
}

}  // namespace trialdex
