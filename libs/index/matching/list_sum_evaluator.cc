#include "libs/index/matching/list_sum_evaluator.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace trialdex {
namespace {

// All weights together: what AddApproximately adds beyond them stays below 16 bits, too.
constexpr double kUnits = 60000;

// The bits of 64 sums that are at least `lowest`.
uint64_t AtLeast(const uint16_t* sums, uint16_t lowest) {
  std::array<uint8_t, kBlockDocs> reach;
  for (size_t i = 0; i < kBlockDocs; ++i) reach[i] = sums[i] >= lowest ? 1 : 0;
  return BitsOfBytes(reach);
}

}  // namespace

ListSumEvaluator::ListSumEvaluator(std::vector<ScoredList> lists) : lists_(std::move(lists)) {
  double highest = 0;
  for (const ScoredList& scored : lists_) highest += scored.factor;
  // Each weight is rounded up by less than 1.
  units_ = (kUnits - static_cast<double>(lists_.size())) / highest;
  if (!std::isfinite(units_)) return;
  for (const ScoredList& scored : lists_) {
    weights_.push_back(static_cast<uint16_t>(std::ceil(scored.factor * units_)));
  }
}

size_t ListSumEvaluator::Cost() const {
  size_t cost = 0;
  for (const ScoredList& scored : lists_) cost += scored.list->size();
  return cost;
}

bool ListSumEvaluator::Match(uint32_t window, const WindowBits& within, WindowBits& matches) {
  static_cast<void>(within);
  matches.fill(0);
  for (const ScoredList& scored : lists_) scored.list->UniteInto(window, matches);
  return !IsEmpty(matches);
}

void ListSumEvaluator::AddBounds(uint32_t window, float factor, BlockBounds& bounds) {
  for (const ScoredList& scored : lists_) {
    scored.list->AddBounds(window, factor * static_cast<float>(scored.factor), bounds);
  }
}

void ListSumEvaluator::KeepReaching(uint32_t window, double factor, double need, WindowBits& docs) {
  if (weights_.empty() || factor <= 0 || IsEmpty(docs)) return;
  // Each list may have added up to 1 less than its due.
  const double lowest =
      std::floor(need / factor * units_ / kAllowance) - static_cast<double>(lists_.size());
  if (lowest <= 0) return;
  if (lowest > std::numeric_limits<uint16_t>::max()) {
    docs.fill(0);
    return;
  }
  sums_ = {};
  for (size_t i = 0; i < lists_.size(); ++i) {
    lists_[i].list->AddApproximately(window, weights_[i], docs, sums_);
  }
  for (size_t block = 0; block < kWindowBlocks; ++block) {
    if (docs[block] == 0) continue;
    docs[block] &= AtLeast(&sums_[block * kBlockDocs], static_cast<uint16_t>(lowest));
  }
}

void ListSumEvaluator::AddScores(uint32_t window, double factor, Candidates candidates, double need,
                                 double* scores) {
  static_cast<void>(need);
  for (const ScoredList& scored : lists_) {
    scored.list->AddScores(window, factor * scored.factor, candidates, scores);
  }
}

}  // namespace trialdex
