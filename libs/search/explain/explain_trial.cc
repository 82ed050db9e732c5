#include "libs/search/explain/explain_trial.h"

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "libs/base/status_macros.h"
#include "libs/index/scoring/score_explainer.h"
#include "libs/search/find_trial.h"

namespace trialdex {
namespace {

// Adds the clauses that keep a trial without `part` from being found.
void AddMissing(const v1::ScoreExplanation& part, absl::string_view query,
                v1::ExplainTrialResponse& response) {
  if (part.matched()) return;
  const bool all_of = absl::StartsWith(part.description(), "sum, all");
  const bool product = absl::StartsWith(part.description(), "product");
  if (all_of || product) {
    for (const v1::ScoreExplanation& child : part.children()) AddMissing(child, query, response);
    return;
  }
  const auto begin = static_cast<size_t>(part.begin());
  const auto end = static_cast<size_t>(part.end());
  if (begin < end && end <= query.size()) {
    response.add_missing_clauses(std::string(query.substr(begin, end - begin)));
  } else {
    response.add_missing_clauses(part.description());
  }
}

}  // namespace

absl::StatusOr<v1::ExplainTrialResponse> ExplainTrial(const v1::ExplainTrialRequest& request,
                                                      const ParsedSearch& parsed,
                                                      const IndexSnapshot& snapshot) {
  ASSIGN_OR_RETURN(const std::string id, ReadTrialId("id", request.id()));
  ASSIGN_OR_RETURN(const DocAddress address, FindTrial(id, snapshot));
  const v1::SearchTrialsRequest& search = request.search();
  const std::string& text = search.text().empty() ? search.query() : search.text();
  const ScoreExplainer explainer(snapshot, address, text);
  v1::ExplainTrialResponse response;
  response.set_id(std::string(snapshot.id(address)));
  response.set_position(snapshot.position());
  response.set_log_id(snapshot.log_id());
  ASSIGN_OR_RETURN(*response.mutable_explanation(), explainer.Explain(parsed));
  ASSIGN_OR_RETURN(const bool selected, explainer.IsSelected(parsed.filter));
  response.set_matched(selected && response.explanation().matched());
  if (response.matched()) response.set_score(response.explanation().value());
  AddMissing(response.explanation(), text, response);
  if (!selected) response.add_missing_clauses(absl::StrCat("filter: ", search.filter()));
  return response;
}

}  // namespace trialdex
