#include "libs/search/free_text/free_text_plan.h"

#include <utility>
#include <vector>

#include "libs/base/status_macros.h"
#include "libs/eligibility/note/patient_note.h"
#include "libs/index/index_search.h"
#include "libs/query/free_text.h"
#include "libs/query/plan.h"
#include "libs/search/free_text/condition_feedback.h"
#include "libs/search/free_text/patient_filter.h"
#include "libs/search/free_text/told_words.h"

namespace trialdex {
namespace {

QueryNode WordNode(const ToldWord& word, const std::shared_ptr<const FieldWeights>& weights) {
  QueryNode node;
  node.kind = QueryNode::Kind::kWord;
  node.places.push_back(word.word.place);
  node.weights = weights;
  node.boost = static_cast<float>(word.weight);
  node.begin = word.word.begin;
  node.end = word.word.end;
  node.origin = word.from_feedback ? NodeOrigin::kFeedback : NodeOrigin::kWritten;
  return node;
}

QueryNode AnyOf(const std::vector<ToldWord>& words,
                const std::shared_ptr<const FieldWeights>& weights) {
  QueryNode any;
  any.kind = words.empty() ? QueryNode::Kind::kNone : QueryNode::Kind::kOr;
  for (const ToldWord& word : words) any.children.push_back(WordNode(word, weights));
  return any;
}

// `query` with the trials of `sunk` below the others.
QueryNode Sunk(QueryNode query, const FilterNode& sunk, float factor) {
  if (sunk.kind == FilterNode::Kind::kNone || query.kind == QueryNode::Kind::kNone) return query;
  QueryNode sink;
  sink.kind = QueryNode::Kind::kSink;
  sink.sink = factor;
  sink.filter.push_back(sunk);
  sink.children.push_back(std::move(query));
  return sink;
}

}  // namespace

absl::StatusOr<QueryNode> PlanFreeText(absl::string_view text, const IndexSnapshot& snapshot,
                                       const std::shared_ptr<const FieldWeights>& weights,
                                       Analyzer& analyzer, absl::Time deadline, const Clock& clock,
                                       const FreeTextOptions& options) {
  ASSIGN_OR_RETURN(std::vector<ToldWord> words,
                   WeighWords(FreeTextWords(text, analyzer), snapshot, options));
  const FilterNode sunk = TrialsForOthers(ReadPatientNote(text));
  QueryNode plan = Sunk(AnyOf(words, weights), sunk, options.contradiction_factor);
  if (plan.kind == QueryNode::Kind::kNone || options.feedback_trials == 0) return plan;

  ParsedSearch first;
  first.query = std::move(plan);
  first.ranked = true;
  first.order = {{SortKey::Kind::kRelevance, {}, true}, {SortKey::Kind::kId}};
  PageRange best;
  best.limit = options.feedback_trials;
  best.deadline = deadline;
  ASSIGN_OR_RETURN(const FoundPage page, SearchIndex(snapshot, first, best, clock));
  if (page.out_of_time) return std::move(first.query);
  RETURN_IF_ERROR(AddFeedback(page.trials, snapshot, analyzer, options, words));
  return Sunk(AnyOf(words, weights), sunk, options.contradiction_factor);
}

}  // namespace trialdex
