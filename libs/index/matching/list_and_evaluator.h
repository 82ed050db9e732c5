// The evaluator of kAnd over words and phrases that are known for the whole segment.
#ifndef TRIALDEX_LIBS_INDEX_MATCHING_LIST_AND_EVALUATOR_H_
#define TRIALDEX_LIBS_INDEX_MATCHING_LIST_AND_EVALUATOR_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "absl/container/inlined_vector.h"
#include "libs/index/matching/evaluator.h"

namespace trialdex {

// All of some lists: scores add up. What is left of a window after the shortest list is looked up
// in the others, and is then known to be in each of them: a score takes a few instructions, and no
// branch.
class ListAndEvaluator final : public Evaluator {
 public:
  // At least one list.
  explicit ListAndEvaluator(std::vector<ScoredList> lists);

  size_t Cost() const override { return by_size_.front()->size(); }
  bool Match(uint32_t window, const WindowBits& within, WindowBits& matches) override;
  void AddBounds(uint32_t window, float factor, BlockBounds& bounds) override;
  void KeepReaching(uint32_t window, double factor, double need, WindowBits& docs) override;
  void AddScores(uint32_t window, double factor, Candidates candidates, double need,
                 double* scores) override;
  void FindReaching(uint32_t window, double need, const WindowBits& docs,
                    ScoredOffsets& found) override;

 private:
  // What one list adds to scores in a window.
  struct Scorer {
    // Of the document of bit `bit` in block `block`.
    double ScoreOf(size_t block, uint64_t bit) const {
      return factor * static_cast<double>(parts.Of(block, bit - 1));
    }

    double factor;
    PartList::WindowParts parts;
  };

  // Makes scorers_ those of window `window`, whose scores count `factor` times.
  void OpenWindow(uint32_t window, double factor);

  // In the order of the query.
  const std::vector<ScoredList> lists_;
  // The shortest first.
  absl::InlinedVector<const PartList*, 5> by_size_;
  // By list.
  absl::InlinedVector<Scorer, 5> scorers_;
  // For the parts of a window, by list; null where none is sparse.
  std::unique_ptr<float[]> room_;
  // Of the last Match.
  WindowBits matches_ = {};
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_MATCHING_LIST_AND_EVALUATOR_H_
