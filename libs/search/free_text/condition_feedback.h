// Learns the patient's conditions from the trials that fit best.
#ifndef TRIALDEX_LIBS_SEARCH_FREE_TEXT_CONDITION_FEEDBACK_H_
#define TRIALDEX_LIBS_SEARCH_FREE_TEXT_CONDITION_FEEDBACK_H_

#include <vector>

#include "absl/status/status.h"
#include "libs/index/matching/top_trials.h"
#include "libs/index/snapshot.h"
#include "libs/search/free_text/free_text_options.h"
#include "libs/search/free_text/told_words.h"
#include "libs/text/analyzer.h"

namespace trialdex {

// Adds to `words` those that say best what the conditions of the trials `best` are, or
// raises them if they are there: a note that tells of tremor and levodopa means
// Parkinson's disease even where it does not say so. The words together get
// `options.feedback_share` of all weight. Errors as IndexSnapshot::ReadSummary.
absl::Status AddFeedback(const std::vector<FoundTrial>& best, const IndexSnapshot& snapshot,
                         Analyzer& analyzer, const FreeTextOptions& options,
                         std::vector<ToldWord>& words);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_FREE_TEXT_CONDITION_FEEDBACK_H_
