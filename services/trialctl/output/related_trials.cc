#include "services/trialctl/output/related_trials.h"

#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "libs/trial/enum_names.h"
#include "libs/trial/page/page_writer.h"
#include "services/trialctl/output/printing.h"

namespace trialdex {
namespace {

// "conditions 42% (Breast Cancer)"
std::string FormatReason(const v1::RelatedReason& reason) {
  std::string text = absl::StrFormat("%s %.0f%%", absl::AsciiStrToLower(EnumWord(reason.by())),
                                     reason.share() * 100);
  if (reason.common_values_size() > 0) {
    absl::StrAppend(&text, " (", absl::StrJoin(reason.common_values(), ", "), ")");
  }
  return text;
}

std::string FormatReasons(const v1::RelatedTrial& trial) {
  std::vector<std::string> reasons;
  for (const v1::RelatedReason& reason : trial.reasons()) reasons.push_back(FormatReason(reason));
  return absl::StrJoin(reasons, ", ");
}

}  // namespace

std::string FormatRelatedTrial(const v1::RelatedTrial& trial, bool terminal) {
  v1::TrialHit hit;
  hit.set_id(trial.summary().id());
  *hit.mutable_summary() = trial.summary();
  std::string text = absl::StrFormat("%.2f  %s", trial.score(), FormatHit(hit, terminal));
  absl::StrAppend(&text, "      ", FormatReasons(trial), "\n");
  if (trial.has_distance_km()) {
    absl::StrAppendFormat(&text, "      nearest site %.0f km away\n", trial.distance_km());
  }
  if (trial.duplicate_ids_size() > 0) {
    absl::StrAppend(&text, "      nearly the same: ", absl::StrJoin(trial.duplicate_ids(), ", "),
                    "\n");
  }
  return text;
}

std::string FormatRelatedSection(const v1::FindRelatedTrialsResponse& response) {
  if (response.trials().empty()) return "";
  PageWriter page;
  page.Begin(PageSection::kRelatedTrials);
  for (const v1::RelatedTrial& trial : response.trials()) {
    page.Lines({absl::StrCat(trial.summary().id(), "  ", trial.summary().brief_title()),
                FormatReasons(trial)});
  }
  return std::move(page).Take();
}

}  // namespace trialdex
