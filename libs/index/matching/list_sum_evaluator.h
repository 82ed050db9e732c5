// The evaluator of kOr over words and phrases that are known for the whole segment.
#ifndef TRIALDEX_LIBS_INDEX_MATCHING_LIST_SUM_EVALUATOR_H_
#define TRIALDEX_LIBS_INDEX_MATCHING_LIST_SUM_EVALUATOR_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "libs/index/matching/evaluator.h"

namespace trialdex {

// Any of some lists: scores add up. Frequent words leave hardly a block without a document that
// has several of them, so a sum is bounded for each document, in whole numbers of 16 bits:
// a few instructions for eight documents, a fraction of what their scores cost.
class ListSumEvaluator final : public Evaluator {
 public:
  // At least one list.
  explicit ListSumEvaluator(std::vector<ScoredList> lists);

  size_t Cost() const override;
  bool Match(uint32_t window, const WindowBits& within, WindowBits& matches) override;
  void AddBounds(uint32_t window, float factor, BlockBounds& bounds) override;
  void KeepReaching(uint32_t window, double factor, double need, WindowBits& docs) override;
  void AddScores(uint32_t window, double factor, Candidates candidates, double need,
                 double* scores) override;

 private:
  const std::vector<ScoredList> lists_;
  // Units of a whole number in a score of 1; not finite if there are no scores.
  double units_ = 0;
  // What a part of 1 counts in each list, in units, rounded up.
  std::vector<uint16_t> weights_;
  WindowSums sums_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_MATCHING_LIST_SUM_EVALUATOR_H_
