// Says how a trial comes to its score.
#ifndef TRIALDEX_LIBS_INDEX_SCORING_SCORE_EXPLAINER_H_
#define TRIALDEX_LIBS_INDEX_SCORING_SCORE_EXPLAINER_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/index/matching/phrase_reader.h"
#include "libs/index/snapshot.h"
#include "libs/query/plan.h"
#include "trialdex/v1/explain.pb.h"

namespace trialdex {

// Does for one trial what QueryMatcher does for all, and keeps the arithmetic. Not
// thread-safe.
class ScoreExplainer {
 public:
  // `text` is what the query was parsed from: descriptions quote it. All must
  // outlive the explainer.
  ScoreExplainer(const IndexSnapshot& snapshot, DocAddress address, absl::string_view text)
      : snapshot_(snapshot),
        address_(address),
        segment_(snapshot.segments()[address.segment]->segment()),
        text_(text) {}

  // The tree of `search.query` with the factors of `search` on top: its value is the
  // score that SearchIndex gives the trial, but for the filter. Errors as Segment.
  absl::StatusOr<v1::ScoreExplanation> Explain(const ParsedSearch& search) const;

  // True if `filter` selects the trial. Errors as Segment.
  absl::StatusOr<bool> IsSelected(const FilterNode& filter) const;

 private:
  using Result = absl::StatusOr<v1::ScoreExplanation>;

  Result ExplainNode(const QueryNode& node) const;
  Result ExplainUnboosted(const QueryNode& node) const;
  Result ExplainWord(const QueryNode& node) const;
  Result ExplainPhrase(const QueryNode& node) const;
  Result ExplainAnd(const QueryNode& node) const;
  Result ExplainOr(const QueryNode& node) const;
  Result ExplainFilter(const QueryNode& node) const;
  Result ExplainSameSite(const QueryNode& node) const;
  Result ExplainTilt(const QueryNode& node) const;
  Result ExplainSink(const QueryNode& node) const;

  // Adds what `node`, a word or phrase, has in each field; `term` is how it is shown.
  absl::Status AddFields(const QueryNode& node, absl::string_view term,
                         v1::ScoreExplanation& explanation) const;
  // Value and rarity of a word or phrase whose fields are known.
  absl::Status FinishTerms(const QueryNode& node, v1::ScoreExplanation& explanation) const;
  std::string Quoted(const QueryNode& node) const;

  const IndexSnapshot& snapshot_;
  const DocAddress address_;
  const Segment& segment_;
  const absl::string_view text_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_SCORING_SCORE_EXPLAINER_H_
