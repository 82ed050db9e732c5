// Evaluators of the leaves of a query that are known for the whole segment beforehand.
#ifndef TRIALDEX_LIBS_INDEX_MATCHING_LEAF_EVALUATORS_H_
#define TRIALDEX_LIBS_INDEX_MATCHING_LEAF_EVALUATORS_H_

#include <memory>
#include <utility>

#include "libs/index/doc_set.h"
#include "libs/index/matching/evaluator.h"

namespace trialdex {

// A word, or a phrase that was looked for in the whole segment.
class ListEvaluator final : public Evaluator {
 public:
  explicit ListEvaluator(ScoredList scored) : scored_(std::move(scored)) {}

  size_t Cost() const override { return scored_.list->size(); }
  bool Match(uint32_t window, const WindowBits& within, WindowBits& matches) override {
    static_cast<void>(within);
    return scored_.list->Match(window, matches);
  }
  void AddBounds(uint32_t window, float factor, BlockBounds& bounds) override {
    scored_.list->AddBounds(window, factor * static_cast<float>(scored_.factor), bounds);
  }
  void KeepReaching(uint32_t window, double factor, double need, WindowBits& docs) override {
    const double of_one = factor * scored_.factor * kAllowance;
    if (of_one > 0) scored_.list->KeepReaching(window, static_cast<float>(need / of_one), docs);
  }
  void AddScores(uint32_t window, double factor, Candidates candidates, double need,
                 double* scores) override {
    static_cast<void>(need);
    scored_.list->AddScores(window, factor * scored_.factor, candidates, scores);
  }
  const ScoredList* AsList() const override { return &scored_; }

 private:
  const ScoredList scored_;
};

// Documents that match without a score: all, none, a filter's.
class SetEvaluator final : public Evaluator {
 public:
  // `count` is the number of `docs`.
  SetEvaluator(std::shared_ptr<const DocSet> docs, size_t count)
      : docs_(std::move(docs)), count_(count) {}

  size_t Cost() const override { return count_; }
  bool Match(uint32_t window, const WindowBits& within, WindowBits& matches) override {
    static_cast<void>(within);
    matches = BitsOf(*docs_, window);
    return count_ > 0;
  }
  void AddBounds(uint32_t, float, BlockBounds&) override {}
  void AddScores(uint32_t, double, Candidates, double, double*) override {}

 private:
  const std::shared_ptr<const DocSet> docs_;
  const size_t count_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_MATCHING_LEAF_EVALUATORS_H_
