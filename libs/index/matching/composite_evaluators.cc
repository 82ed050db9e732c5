#include "libs/index/matching/composite_evaluators.h"

#include <algorithm>

#include "absl/types/span.h"

namespace trialdex {
namespace {

// So few candidates are looked up in every child.
constexpr size_t kFewCandidates = 32;

// Of more children all sets may have to be tried.
constexpr size_t kMostBounded = 8;

// A child in one block.
struct BlockChild {
  uint64_t docs;
  // What it adds to the score of any of them at most, and what it and those after it do.
  float bound;
  float rest;
};

// Those of `docs` to which the children that have them may add `need` in all.
uint64_t Reaching(absl::Span<const BlockChild> children, double need, uint64_t docs) {
  if (docs == 0 || need <= 0) return docs;
  if (children.empty() || !MayReach(static_cast<double>(children.front().rest), need)) return 0;
  const BlockChild& child = children.front();
  const double without = need - static_cast<double>(child.bound) * kAllowance;
  const uint64_t with = Reaching(children.subspan(1), without, docs & child.docs);
  return with | Reaching(children.subspan(1), need, docs & ~with);
}

}  // namespace

size_t SumEvaluator::Cost() const {
  size_t cost = 0;
  for (const auto& child : children_) cost += child->Cost();
  return cost;
}

bool SumEvaluator::Match(uint32_t window, const WindowBits& within, WindowBits& matches) {
  bool found = false;
  for (size_t i = 0; i < children_.size(); ++i) {
    if (!children_[i]->Match(window, within, matches_[i])) {
      matches_[i].fill(0);
      continue;
    }
    if (found) {
      UniteWith(matches, matches_[i]);
    } else {
      matches = matches_[i];
    }
    found = true;
  }
  return found;
}

void SumEvaluator::AddBounds(uint32_t window, float factor, BlockBounds& bounds) {
  for (const auto& child : children_) child->AddBounds(window, factor, bounds);
}

void SumEvaluator::KeepReachingMatches(uint32_t window, double factor, double need,
                                       WindowBits& docs) {
  for (size_t child = 0; child < children_.size(); ++child) {
    bounds_[child].fill(0);
    children_[child]->AddBounds(window, static_cast<float>(factor), bounds_[child]);
  }
  std::array<BlockChild, kMostBounded> of_block;
  for (size_t block = 0; block < kWindowBlocks; ++block) {
    if (docs[block] == 0) continue;
    float rest = 0;
    for (size_t child = children_.size(); child-- > 0;) {
      rest += bounds_[child][block];
      of_block[child] = {matches_[child][block], bounds_[child][block], rest};
    }
    docs[block] = Reaching({of_block.data(), children_.size()}, need, docs[block]);
  }
}

void SumEvaluator::AddScores(uint32_t window, double factor, Candidates candidates, double need,
                             double* scores) {
  if (candidates.size() <= kFewCandidates) {
    for (const auto& child : children_) {
      child->AddScores(window, factor, candidates, kNoNeed, scores);
    }
    return;
  }
  WindowBits wanted = {};
  double highest = 0;
  for (size_t i = 0; i < candidates.size(); ++i) {
    SetBit(wanted, candidates[i]);
    sums_[candidates[i]] = scores[i];
    highest = std::max(highest, scores[i]);
  }
  if (need > highest && children_.size() <= kMostBounded) {
    KeepReachingMatches(window, factor, need - highest, wanted);
  }
  // Most candidates are of one child or two: each is asked for its own only.
  for (size_t child = 0; child < children_.size(); ++child) {
    WindowBits of_child = matches_[child];
    IntersectWith(of_child, wanted);
    offsets_.Assign(of_child);
    scores_of_child_.resize(offsets_.size());
    for (size_t i = 0; i < offsets_.size(); ++i) scores_of_child_[i] = sums_[offsets_[i]];
    children_[child]->AddScores(window, factor, offsets_.all(), kNoNeed, scores_of_child_.data());
    for (size_t i = 0; i < offsets_.size(); ++i) sums_[offsets_[i]] = scores_of_child_[i];
  }
  for (size_t i = 0; i < candidates.size(); ++i) scores[i] = sums_[candidates[i]];
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
