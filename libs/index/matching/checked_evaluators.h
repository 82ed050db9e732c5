// Evaluators of what has to be looked for in each document: only where all else fits.
#ifndef TRIALDEX_LIBS_INDEX_MATCHING_CHECKED_EVALUATORS_H_
#define TRIALDEX_LIBS_INDEX_MATCHING_CHECKED_EVALUATORS_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "libs/index/matching/evaluator.h"
#include "libs/index/matching/part_list.h"
#include "libs/index/phrase_reader.h"
#include "libs/index/relevance.h"
#include "libs/index/same_site_reader.h"

namespace trialdex {

// Looks into the documents that are wanted, one by one.
class CheckedEvaluator : public Evaluator {
 public:
  bool Match(uint32_t window, const WindowBits& within, WindowBits& matches) override;
  void AddScores(uint32_t window, double factor, Candidates candidates, double need,
                 double* scores) override;

 protected:
  // Scores are `factor` times what Check says.
  CheckedEvaluator(double factor, EvaluationState& state) : factor_(factor), state_(state) {}

  double own_factor() const { return factor_; }
  EvaluationState& state() { return state_; }

  // Takes out of `docs` of window `window` those that cannot match.
  virtual void Restrict(uint32_t window, WindowBits& docs) = 0;
  // What `doc` scores without the factor; nullopt if it does not match. Documents come in ascending
  // order.
  virtual std::optional<double> Check(uint32_t doc) = 0;

 private:
  struct Found {
    uint16_t offset;
    double score;
  };

  const double factor_;
  EvaluationState& state_;
  // Of the last Match.
  std::vector<Found> found_;
};

// A phrase that only adds to scores.
//
// No document scores more on it than on each of its words alone: an occurrence of the
// phrase counts as much as its least exact word, at most, and no two begin at the same
// place, nor, without slop, have any word in common. So its weighted frequency in a field
// is at most that of its first word there, without slop of each word. This bounds it
// before a position is read.
class PhraseEvaluator final : public CheckedEvaluator {
 public:
  // `node` is a kPhrase without patterns, `places` the lists of its places as words of
  // the same weights that may stand anywhere; scores are `factor` times the part. All
  // references must outlive the evaluator.
  PhraseEvaluator(const QueryNode& node, std::vector<std::shared_ptr<const PartList>> places,
                  double factor, const Segment& segment, const FieldNormalizer& normalizer,
                  EvaluationState& state);

  size_t Cost() const override;
  void AddBounds(uint32_t window, float factor, BlockBounds& bounds) override;
  void AddDocBounds(uint32_t window, double factor, Candidates candidates, double* bounds) override;

 private:
  void Restrict(uint32_t window, WindowBits& docs) override;
  std::optional<double> Check(uint32_t doc) override;

  // The lists that bound the score.
  size_t bounding() const { return node_.slop == 0 ? places_.size() : 1; }

  const QueryNode& node_;
  const std::vector<std::shared_ptr<const PartList>> places_;
  const Segment& segment_;
  const FieldNormalizer& normalizer_;
  // Opened for the first document: often there is none.
  std::optional<PhraseReader> reader_;
  std::vector<Occurrence> occurrences_;
  std::vector<double> lowest_;
};

// A clause that one and the same site must fit.
class SameSiteEvaluator final : public CheckedEvaluator {
 public:
  // Scores are `boost` times those of the best site.
  SameSiteEvaluator(SameSiteReader reader, double boost, EvaluationState& state)
      : CheckedEvaluator(boost, state),
        reader_(std::move(reader)),
        candidates_(reader_.Candidates()) {}

  // Looked for after all else.
  size_t Cost() const override { return candidates_.doc_count(); }
  // Nothing is known before the sites are read.
  void AddBounds(uint32_t window, float factor, BlockBounds& bounds) override;

 private:
  void Restrict(uint32_t window, WindowBits& docs) override;
  std::optional<double> Check(uint32_t doc) override;

  SameSiteReader reader_;
  const DocSet candidates_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_MATCHING_CHECKED_EVALUATORS_H_
