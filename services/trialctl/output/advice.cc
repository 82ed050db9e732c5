#include "services/trialctl/output/advice.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace trialdex {

std::string FormatAdvice(const v1::SearchTrialsResponse& response) {
  std::string text;
  for (const v1::QuerySuggestion& suggestion : response.suggestions()) {
    absl::StrAppendFormat(&text, "Did you mean: %s   (%d trials)\n", suggestion.query(),
                          suggestion.total_size());
  }
  if (response.funnel().empty()) return text;
  absl::StrAppend(&text, "Why nothing is found:\n   alone    left  without\n");
  for (const v1::FunnelStep& step : response.funnel()) {
    absl::StrAppendFormat(&text, "%8d%8d%9d  %s%s\n", step.alone_count(), step.remaining_count(),
                          step.without_count(), step.in_filter() ? "filter: " : "", step.clause());
  }
  return text;
}

}  // namespace trialdex
