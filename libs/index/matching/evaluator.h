// How the parts of a query are evaluated in one segment.
#ifndef TRIALDEX_LIBS_INDEX_MATCHING_EVALUATOR_H_
#define TRIALDEX_LIBS_INDEX_MATCHING_EVALUATOR_H_

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <vector>

#include "absl/status/status.h"
#include "libs/index/matching/part_list.h"
#include "libs/index/matching/scored_offsets.h"
#include "libs/index/matching/window.h"
#include "libs/index/out_of_time.h"

namespace trialdex {

// No score is too low to matter.
inline constexpr double kNoNeed = -std::numeric_limits<double>::infinity();

// What may go wrong in the middle of an evaluation. From then on its answers mean nothing.
class EvaluationState {
 public:
  explicit EvaluationState(const OutOfTime& out_of_time) : out_of_time_(out_of_time) {}

  const absl::Status& status() const { return status_; }
  void Fail(absl::Status status) { status_.Update(status); }
  // To be called for every document that is looked into. False once something failed, a
  // used-up time limit included.
  bool GoOn() {
    if (++looked_into_ % kDocsBetweenChecks == 0 && out_of_time_()) Fail(OutOfTimeError());
    return status_.ok();
  }

 private:
  static constexpr size_t kDocsBetweenChecks = 1024;

  const OutOfTime& out_of_time_;
  absl::Status status_;
  size_t looked_into_ = 0;
};

// A list of documents that score `factor` times their part.
struct ScoredList {
  std::shared_ptr<const PartList> list;
  double factor = 0;
};

// A node of a query over one segment, window by window. For a window it says what the
// scores can be at most, which documents match, and, of some of these, the scores: each
// only when asked, so that documents that nobody wants cost a bit and no arithmetic.
// Scores of a document are added up in the query's own order: they do not depend on
// its neighbours, and so neither on the segment nor on what was passed over.
//
// Windows are asked for in ascending order. Not thread-safe.
class Evaluator {
 public:
  virtual ~Evaluator() = default;

  // Documents that match, about: the part with the fewest is asked first.
  virtual size_t Cost() const = 0;

  // Finds the documents of window `window` that match. Of documents out of `within` the
  // answer may be either, and finding out is spared. Deleted ones may be among them. False
  // if there are none; `matches` is then undefined.
  virtual bool Match(uint32_t window, const WindowBits& within, WindowBits& matches) = 0;

  // Adds to `bounds` what the documents of each block score at most, times `factor`. Does
  // not need a Match.
  virtual void AddBounds(uint32_t window, float factor, BlockBounds& bounds) = 0;

  // Takes out of `docs`, documents of window `window`, some that score, times `factor`, less
  // than `need`: most of them if that is soon found out. Does not need a Match.
  virtual void KeepReaching(uint32_t window, double factor, double need, WindowBits& docs);

  // Adds to `bounds` what each of `candidates` scores at most, times `factor`.
  virtual void AddDocBounds(uint32_t window, double factor, Candidates candidates, double* bounds);

  // Adds to `scores` the score, times `factor`, of each of `candidates` that matches. They
  // are documents of the last Match's window and `within`. Those that stay below `need`
  // may be left with less than is theirs.
  virtual void AddScores(uint32_t window, double factor, Candidates candidates, double need,
                         double* scores) = 0;

  // Makes `found` those of `docs` that score `need` or more, and maybe some others, with a score
  // that stays below. `docs` are among the matches of the last Match.
  virtual void FindReaching(uint32_t window, double need, const WindowBits& docs,
                            ScoredOffsets& found);

  // The list that this is the evaluator of, and of nothing else; null if there is none.
  virtual const ScoredList* AsList() const { return nullptr; }
};

// Bounds are floats, added up in any order: a ten-thousandth is far above what that may lose.
inline constexpr double kAllowance = 1.0001;

// True if a score that is bounded by `bound` may reach `need`.
inline bool MayReach(double bound, double need) { return bound * kAllowance >= need; }

inline void Evaluator::KeepReaching(uint32_t window, double factor, double need, WindowBits& docs) {
  BlockBounds bounds = {};
  AddBounds(window, static_cast<float>(factor), bounds);
  for (size_t block = 0; block < kWindowBlocks; ++block) {
    // A mask: which blocks reach cannot be foreseen.
    docs[block] &= MayReach(static_cast<double>(bounds[block]), need) ? ~uint64_t{0} : 0;
  }
}

inline void Evaluator::AddDocBounds(uint32_t window, double factor, Candidates candidates,
                                    double* bounds) {
  BlockBounds of_blocks = {};
  AddBounds(window, static_cast<float>(factor), of_blocks);
  for (size_t i = 0; i < candidates.size(); ++i) {
    bounds[i] += static_cast<double>(of_blocks[candidates[i] / kBlockDocs]);
  }
}

inline void Evaluator::FindReaching(uint32_t window, double need, const WindowBits& docs,
                                    ScoredOffsets& found) {
  found.Assign(docs);
  if (found.size() > 0) AddScores(window, 1, found.offsets(), need, found.scores());
}

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_MATCHING_EVALUATOR_H_
