#include "libs/index/matching/and_evaluator.h"

#include <algorithm>
#include <utility>

namespace trialdex {

AndEvaluator::AndEvaluator(Evaluators required, Evaluators excluded, Evaluators optional)
    : required_(std::move(required)),
      excluded_(std::move(excluded)),
      optional_(std::move(optional)) {
  for (const auto& part : required_) by_cost_.push_back(part.get());
  std::stable_sort(by_cost_.begin(), by_cost_.end(),
                   [](const Evaluator* a, const Evaluator* b) { return a->Cost() < b->Cost(); });
}

size_t AndEvaluator::Cost() const { return by_cost_.front()->Cost(); }

bool AndEvaluator::Match(uint32_t window, const WindowBits& within, WindowBits& matches) {
  matches_ = within;
  WindowBits of_part;
  for (Evaluator* part : by_cost_) {
    if (part->Match(window, matches_, of_part)) {
      IntersectWith(matches_, of_part);
      if (!IsEmpty(matches_)) continue;
    }
    matches_.fill(0);
    return false;
  }
  for (const auto& part : excluded_) {
    if (part->Match(window, matches_, of_part)) Subtract(matches_, of_part);
  }
  matches = matches_;
  return !IsEmpty(matches);
}

void AndEvaluator::AddBounds(uint32_t window, float factor, BlockBounds& bounds) {
  for (const auto& part : required_) part->AddBounds(window, factor, bounds);
  for (const auto& part : optional_) part->AddBounds(window, factor, bounds);
}

void AndEvaluator::AddScores(uint32_t window, double factor, Candidates candidates, double need,
                             double* scores) {
  const auto matches = [this](uint16_t offset) { return HasBit(matches_, offset); };
  if (std::all_of(candidates.begin(), candidates.end(), matches)) {
    AddScoresOfMatches(window, factor, candidates, need, scores);
    return;
  }
  matching_.clear();
  of_matching_.clear();
  for (size_t i = 0; i < candidates.size(); ++i) {
    if (!matches(candidates[i])) continue;
    matching_.push_back(candidates[i]);
    of_matching_.push_back(scores[i]);
  }
  AddScoresOfMatches(window, factor, matching_, need, of_matching_.data());
  auto next = of_matching_.begin();
  for (size_t i = 0; i < candidates.size(); ++i) {
    if (matches(candidates[i])) scores[i] = *next++;
  }
}

void AndEvaluator::AddScoresOfMatches(uint32_t window, double factor, Candidates candidates,
                                      double need, double* scores) {
  for (const auto& part : required_) {
    part->AddScores(window, factor, candidates, kNoNeed, scores);
  }
  if (!optional_.empty() && !candidates.empty())
    AddOptionalScores(window, factor, candidates, need, scores);
}

void AndEvaluator::AddOptionalScores(uint32_t window, double factor, Candidates candidates,
                                     double need, double* scores) {
  const size_t count = candidates.size();
  may_add_.assign((optional_.size() + 1) * count, 0);
  for (size_t part = optional_.size(); part-- > 0;) {
    double* const own = &may_add_[part * count];
    std::copy_n(own + count, count, own);
    optional_[part]->AddDocBounds(window, factor, candidates, own);
  }
  for (size_t part = 0; part < optional_.size(); ++part) {
    const double* const may_add = &may_add_[part * count];
    WindowBits wanted = {};
    places_.clear();
    offsets_.clear();
    sums_.clear();
    for (size_t i = 0; i < count; ++i) {
      if (!MayReach(scores[i] + may_add[i], need)) continue;
      places_.push_back(i);
      offsets_.push_back(candidates[i]);
      sums_.push_back(scores[i]);
      SetBit(wanted, candidates[i]);
    }
    WindowBits found;
    if (places_.empty() || !optional_[part]->Match(window, wanted, found)) continue;
    optional_[part]->AddScores(window, factor, offsets_, kNoNeed, sums_.data());
    for (size_t i = 0; i < places_.size(); ++i) scores[places_[i]] = sums_[i];
  }
}

}  // namespace trialdex
