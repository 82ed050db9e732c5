// The evaluator of kAnd.
#ifndef TRIALDEX_LIBS_INDEX_MATCHING_AND_EVALUATOR_H_
#define TRIALDEX_LIBS_INDEX_MATCHING_AND_EVALUATOR_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "libs/index/matching/composite_evaluators.h"

namespace trialdex {

// All of `required` and none of `excluded`; the scores of `required` and `optional` add up.
class AndEvaluator final : public Evaluator {
 public:
  // `required` has at least one.
  AndEvaluator(Evaluators required, Evaluators excluded, Evaluators optional);

  size_t Cost() const override;
  bool Match(uint32_t window, const WindowBits& within, WindowBits& matches) override;
  void AddBounds(uint32_t window, float factor, BlockBounds& bounds) override;
  void AddScores(uint32_t window, double factor, Candidates candidates, double need,
                 double* scores) override;

 private:
  // The same of candidates that match.
  void AddScoresOfMatches(uint32_t window, double factor, Candidates candidates, double need,
                          double* scores);
  // `candidates` is not empty.
  void AddOptionalScores(uint32_t window, double factor, Candidates candidates, double need,
                         double* scores);

  const Evaluators required_;
  const Evaluators excluded_;
  const Evaluators optional_;
  // `required_`, the one with the fewest documents first.
  std::vector<Evaluator*> by_cost_;
  // Of the last Match.
  WindowBits matches_ = {};
  // The candidates that match, where not all do.
  std::vector<uint16_t> matching_;
  std::vector<double> of_matching_;
  // By optional part, what it and those after it may add to each candidate; all 0 at the end.
  std::vector<double> may_add_;
  // The candidates that a part may help to reach what is needed, by their number, and their sums.
  std::vector<size_t> places_;
  std::vector<uint16_t> offsets_;
  std::vector<double> sums_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_MATCHING_AND_EVALUATOR_H_
