// What the words of a free text tell.
#ifndef TRIALDEX_LIBS_SEARCH_FREE_TEXT_TOLD_WORDS_H_
#define TRIALDEX_LIBS_SEARCH_FREE_TEXT_TOLD_WORDS_H_

#include <vector>

#include "absl/status/statusor.h"
#include "libs/index/snapshot.h"
#include "libs/query/free_text.h"
#include "libs/search/free_text/free_text_options.h"

namespace trialdex {

// A word and what it counts.
struct ToldWord {
  FreeTextWord word;
  // How rare it is (relevance.h).
  double idf = 0;
  // Factor of its score.
  double weight = 0;
  // Not in the text, but among the conditions of the best trials.
  bool from_feedback = false;
};

// How rare `place` is among the trials of `snapshot`, by the most frequent of its
// forms; 0 if no trial has it. Looks into the term dictionaries only. Errors as Segment.
absl::StatusOr<double> IdfOf(const Place& place, const IndexSnapshot& snapshot);

// Those of `words` that some trial has, weighted by how rare they are and how often they
// are said; the most telling ones if there are too many. Errors as Segment.
absl::StatusOr<std::vector<ToldWord>> WeighWords(std::vector<FreeTextWord> words,
                                                 const IndexSnapshot& snapshot,
                                                 const FreeTextOptions& options);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_FREE_TEXT_TOLD_WORDS_H_
