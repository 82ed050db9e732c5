// What of a trial is looked for in others by its words.
#ifndef TRIALDEX_LIBS_SEARCH_RELATED_RELATED_QUERY_H_
#define TRIALDEX_LIBS_SEARCH_RELATED_RELATED_QUERY_H_

#include <vector>

#include "absl/status/statusor.h"
#include "libs/index/snapshot.h"
#include "libs/query/query_node.h"
#include "libs/search/related/trial_words.h"
#include "libs/text/analyzer.h"
#include "trialdex/v1/trial.pb.h"

namespace trialdex {

// One part of a trial as a query: any of its words in the fields of that part. What
// another trial scores, as a share of what the trial itself scores, is how alike they are.
struct WordPart {
  // kNone if there is no word.
  QueryNode query;
  // Its words, the most significant first.
  std::vector<TrialWord> words;
};

struct RelatedQuery {
  // Own conditions, MeSH terms and their ancestors.
  WordPart conditions;
  // Names, other names and MeSH terms.
  WordPart interventions;
  // Title, summary, keywords, primary outcomes, criteria.
  WordPart text;
};

// The parts of `trial`, with the words that are rare in `snapshot`. Errors as
// SegmentFiles.
absl::StatusOr<RelatedQuery> MakeRelatedQuery(const v1::Trial& trial, const IndexSnapshot& snapshot,
                                              Analyzer& analyzer);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_RELATED_RELATED_QUERY_H_
