// The evaluator of a phrase that is looked for in each document that is wanted.
#ifndef TRIALDEX_LIBS_INDEX_MATCHING_PHRASE_EVALUATOR_H_
#define TRIALDEX_LIBS_INDEX_MATCHING_PHRASE_EVALUATOR_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "libs/index/matching/evaluator.h"
#include "libs/index/matching/part_list.h"
#include "libs/index/matching/phrase_reader.h"
#include "libs/index/scoring/relevance.h"

namespace trialdex {

// A phrase that only adds to scores.
//
// No document scores more on it than on each of its words alone: an occurrence of the
// phrase counts as much as its least exact word, at most, and no two begin at the same
// place, nor, without slop, have any word in common. So its weighted frequency in a field
// is at most that of its first word there, without slop of each word. This bounds it
// before a position is read. What was found in a document is kept with the segment: the same
// words, asked for again, want about the same documents looked at.
class PhraseEvaluator final : public Evaluator {
 public:
  // `node` is a kPhrase without patterns, `places` the lists of its places as words of
  // the same weights that may stand anywhere; `key` is the PhraseKey of `node`. Scores are
  // `factor` times the part. All references must outlive the evaluator.
  PhraseEvaluator(const QueryNode& node, const CacheKey& key,
                  std::vector<std::shared_ptr<const PartList>> places, double factor,
                  const Segment& segment, const FieldNormalizer& normalizer,
                  EvaluationState& state);
  ~PhraseEvaluator() override;

  size_t Cost() const override;
  bool Match(uint32_t window, const WindowBits& within, WindowBits& matches) override;
  void AddBounds(uint32_t window, float factor, BlockBounds& bounds) override;
  void AddDocBounds(uint32_t window, double factor, Candidates candidates, double* bounds) override;
  void AddScores(uint32_t window, double factor, Candidates candidates, double need,
                 double* scores) override;

 private:
  // Documents that were looked at, ascending, with their parts, 0 included.
  struct LookedAt;
  struct Found {
    uint16_t offset;
    float part;
  };

  // Takes out of `docs` of window `window` those that do not have all words.
  void Restrict(uint32_t window, WindowBits& docs) const;
  // The frequency part of the phrase in `doc`; 0 if it does not stand there.
  float PartIn(uint32_t doc);
  // The same, from the positions.
  float Look(uint32_t doc);

  // The lists that bound the score.
  size_t bounding() const { return node_.slop == 0 ? places_.size() : 1; }

  const QueryNode& node_;
  const std::vector<std::shared_ptr<const PartList>> places_;
  const Segment& segment_;
  const double factor_;
  const FieldNormalizer& normalizer_;
  EvaluationState& state_;
  const CacheKey kept_under_;
  // Of earlier searches; never null. Documents before next_known_ are behind.
  std::shared_ptr<const LookedAt> known_;
  size_t next_known_ = 0;
  // Of this search.
  const std::unique_ptr<LookedAt> added_;
  // Of the last Match.
  std::vector<Found> found_;
  // Opened for the first document: often there is none.
  std::optional<PhraseReader> reader_;
  std::vector<Occurrence> occurrences_;
  std::vector<double> lowest_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_MATCHING_PHRASE_EVALUATOR_H_
