#include "libs/index/document/summary.h"

#include "absl/strings/ascii.h"
#include "absl/strings/string_view.h"
#include "libs/base/utf8.h"

namespace trialdex {
namespace {

constexpr int kMaxListed = 10;
constexpr size_t kMaxBriefSummaryBytes = 300;

// At most kMaxBriefSummaryBytes of `text`, up to the end of a word unless one
// word fills them all.
absl::string_view CutAtWord(absl::string_view text) {
  if (text.size() <= kMaxBriefSummaryBytes) return text;
  const absl::string_view cut = TruncateUtf8(text, kMaxBriefSummaryBytes);
  if (absl::ascii_isspace(static_cast<unsigned char>(text[cut.size()]))) return cut;
  const size_t space = cut.find_last_of(" \t\r\n");
  if (space == absl::string_view::npos) return cut;
  return absl::StripTrailingAsciiWhitespace(cut.substr(0, space));
}

template <typename List>
int CountListed(const List& list) {
  return list.size() < kMaxListed ? list.size() : kMaxListed;
}

}  // namespace

v1::TrialSummary MakeTrialSummary(const v1::Trial& trial) {
  v1::TrialSummary summary;
  summary.set_id(trial.id());
  summary.set_brief_title(trial.identification().brief_title());
  summary.set_acronym(trial.identification().acronym());
  summary.set_results_state(trial.results_state());

  const v1::Status& status = trial.status();
  summary.set_overall_status(status.overall_status());
  if (status.has_start_date()) *summary.mutable_start_date() = status.start_date();
  if (status.has_completion_date()) *summary.mutable_completion_date() = status.completion_date();
  if (status.has_last_update_post_date()) {
    *summary.mutable_last_update_post_date() = status.last_update_post_date();
  }

  const v1::Design& design = trial.design();
  summary.set_study_type(design.study_type());
  *summary.mutable_phases() = design.phases();
  if (design.has_enrollment()) *summary.mutable_enrollment() = design.enrollment();

  const auto& conditions = trial.conditions().conditions();
  for (int i = 0; i < CountListed(conditions); ++i) summary.add_conditions(conditions[i]);
  for (int i = 0; i < CountListed(trial.interventions()); ++i) {
    summary.add_interventions(trial.interventions(i).name());
  }

  if (trial.sponsorship().has_lead_sponsor()) {
    *summary.mutable_lead_sponsor() = trial.sponsorship().lead_sponsor();
  }
  const absl::string_view brief = CutAtWord(trial.description().brief_summary());
  summary.set_brief_summary(brief.data(), brief.size());

  const auto& countries = trial.contacts_locations().countries();
  for (int i = 0; i < CountListed(countries); ++i) *summary.add_countries() = countries[i];
  summary.set_location_count(trial.contacts_locations().locations_size());

  const v1::Eligibility& eligibility = trial.eligibility();
  summary.set_sex(eligibility.sex());
  if (eligibility.has_minimum_age()) *summary.mutable_minimum_age() = eligibility.minimum_age();
  if (eligibility.has_maximum_age()) *summary.mutable_maximum_age() = eligibility.maximum_age();
  return summary;
}

}  // namespace trialdex
