// Evaluators of what joins other parts of a query.
#ifndef TRIALDEX_LIBS_INDEX_MATCHING_COMPOSITE_EVALUATORS_H_
#define TRIALDEX_LIBS_INDEX_MATCHING_COMPOSITE_EVALUATORS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "libs/index/matching/evaluator.h"

namespace trialdex {

using Evaluators = std::vector<std::unique_ptr<Evaluator>>;

// kOr: scores add up.
class SumEvaluator : public Evaluator {
 public:
  // At least one child.
  explicit SumEvaluator(Evaluators children)
      : children_(std::move(children)), matches_(children_.size()), bounds_(children_.size()) {}

  size_t Cost() const override;
  bool Match(uint32_t window, const WindowBits& within, WindowBits& matches) override;
  void AddBounds(uint32_t window, float factor, BlockBounds& bounds) override;
  void AddScores(uint32_t window, double factor, Candidates candidates, double need,
                 double* scores) override;

 protected:
  const Evaluators& children() const { return children_; }

 private:
  // Takes those out of `docs`, all of the last Match, that stay below `need`: a document scores in
  // the children that have it, most in one or two of many.
  void KeepReachingMatches(uint32_t window, double factor, double need, WindowBits& docs);

  const Evaluators children_;
  // Of the last Match, by child.
  std::vector<WindowBits> matches_;
  std::vector<BlockBounds> bounds_;
  // Scores of a window, by place; those of one child's candidates, and these.
  std::array<double, kWindowDocs> sums_;
  OffsetList offsets_;
  std::vector<double> scores_of_child_;
};

// kBest: the highest score counts.
class BestEvaluator final : public SumEvaluator {
 public:
  using SumEvaluator::SumEvaluator;

  void AddBounds(uint32_t window, float factor, BlockBounds& bounds) override;
  void AddScores(uint32_t window, double factor, Candidates candidates, double need,
                 double* scores) override;

 private:
  std::vector<double> best_;
  std::vector<double> of_child_;
};

// The scores of another part, made larger or smaller: boosts, kTilt, kSink.
class ScaledEvaluator final : public Evaluator {
 public:
  // 0 to 1.
  using Scale = std::function<double(uint32_t doc)>;

  // Scores are multiplied by `highest`, and by what `scale` says of the document unless
  // it is null.
  ScaledEvaluator(std::unique_ptr<Evaluator> child, double highest, Scale scale = nullptr)
      : child_(std::move(child)), highest_(highest), scale_(std::move(scale)) {}

  size_t Cost() const override { return child_->Cost(); }
  bool Match(uint32_t window, const WindowBits& within, WindowBits& matches) override {
    return child_->Match(window, within, matches);
  }
  void AddBounds(uint32_t window, float factor, BlockBounds& bounds) override {
    child_->AddBounds(window, factor * static_cast<float>(highest_), bounds);
  }
  void KeepReaching(uint32_t window, double factor, double need, WindowBits& docs) override {
    child_->KeepReaching(window, factor * highest_, need, docs);
  }
  void AddScores(uint32_t window, double factor, Candidates candidates, double need,
                 double* scores) override;

 private:
  const std::unique_ptr<Evaluator> child_;
  const double highest_;
  const Scale scale_;
  std::vector<double> of_child_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_MATCHING_COMPOSITE_EVALUATORS_H_
