#include <algorithm>

#include "absl/container/flat_hash_set.h"
#include "libs/schema/columns.h"
#include "libs/trial/age.h"
#include "libs/trial/partial_date.h"

namespace trialdex {
namespace {

using enum Column;

std::optional<ColumnValue> Days(const v1::PartialDate& date) {
  if (date.year() == 0) return std::nullopt;
  return DayRange{EarliestDay(date), LatestDay(date)};
}

std::optional<ColumnValue> Days(const v1::TrialDate& date) { return Days(date.date()); }

// Fills one row.
class Extractor {
 public:
  explicit Extractor(ColumnValues& values) : values_(values) {}

  void Set(Column column, std::optional<ColumnValue> value) {
    values_[static_cast<size_t>(column)] = value;
  }

  void Count(Column column, int64_t count) {
    Set(column, std::clamp<int64_t>(count, 0, kMaxCount));
  }

 private:
  ColumnValues& values_;
};

void ExtractStatus(const v1::Status& status, Extractor& out) {
  out.Set(kStartDate, Days(status.start_date()));
  out.Set(kPrimaryCompletionDate, Days(status.primary_completion_date()));
  out.Set(kCompletionDate, Days(status.completion_date()));
  out.Set(kFirstPostDate, Days(status.first_post_date()));
  out.Set(kLastUpdatePostDate, Days(status.last_update_post_date()));
  out.Set(kResultsFirstPostDate, Days(status.results_first_post_date()));
  out.Set(kFirstSubmitDate, Days(status.first_submit_date()));
  out.Set(kLastUpdateSubmitDate, Days(status.last_update_submit_date()));
  out.Set(kStatusVerifiedDate, Days(status.status_verified_date()));
  out.Set(kFirstSubmitQcDate, Days(status.first_submit_qc_date()));
  out.Set(kResultsFirstSubmitDate, Days(status.results_first_submit_date()));
  out.Set(kResultsFirstSubmitQcDate, Days(status.results_first_submit_qc_date()));
  out.Set(kDispositionFirstSubmitDate, Days(status.disposition_first_submit_date()));
  out.Set(kDispositionFirstSubmitQcDate, Days(status.disposition_first_submit_qc_date()));
  out.Set(kDispositionFirstPostDate, Days(status.disposition_first_post_date()));
}

std::optional<ColumnValue> Years(const std::string& duration) {
  const absl::StatusOr<std::optional<v1::Age>> age = ParseAge(duration);
  if (!age.ok() || !age->has_value()) return std::nullopt;
  return AgeInYears(**age);
}

void ExtractDesign(const v1::Trial& trial, Extractor& out) {
  const v1::Design& design = trial.design();
  if (design.enrollment().has_count()) {
    out.Set(kEnrollment, int64_t{design.enrollment().count()});
  }
  const v1::Eligibility& eligibility = trial.eligibility();
  if (eligibility.has_minimum_age()) {
    out.Set(kMinimumAge, AgeInYears(eligibility.minimum_age()));
  }
  if (eligibility.has_maximum_age()) {
    out.Set(kMaximumAge, AgeInYears(eligibility.maximum_age()));
  }
  out.Set(kTargetDuration, Years(design.target_duration()));
  if (design.has_expanded_access_pointer_count()) {
    out.Count(kExpandedAccessPointerCount, design.expanded_access_pointer_count());
  }
  out.Count(kPhaseCount, design.phases_size());
  out.Count(kWhoMaskedCount, design.who_masked_size());
  out.Count(kArmCount, trial.arms_size());
  out.Count(kInterventionCount, trial.interventions_size());
  out.Count(kStandardAgeCount, eligibility.standard_ages_size());
  const v1::Outcomes& outcomes = trial.outcomes();
  out.Count(kPrimaryOutcomeCount, outcomes.primary_size());
  out.Count(kSecondaryOutcomeCount, outcomes.secondary_size());
  out.Count(kOtherOutcomeCount, outcomes.other_size());
  out.Count(kOutcomeCount,
            outcomes.primary_size() + outcomes.secondary_size() + outcomes.other_size());
}

void CountNames(const v1::Trial& trial, Extractor& out) {
  out.Count(kAliasCount, trial.identification().aliases_size());
  out.Count(kSecondaryIdCount, trial.identification().secondary_ids_size());
  const v1::Sponsorship& sponsorship = trial.sponsorship();
  out.Count(kCollaboratorCount, sponsorship.collaborators_size());
  out.Count(kSponsorCount,
            sponsorship.collaborators_size() + (sponsorship.has_lead_sponsor() ? 1 : 0));
  const v1::Conditions& conditions = trial.conditions();
  out.Count(kConditionCount, conditions.conditions_size());
  out.Count(kKeywordCount, conditions.keywords_size());
  out.Count(kConditionMeshCount, conditions.condition_browse().meshes_size());
  out.Count(kInterventionMeshCount, conditions.intervention_browse().meshes_size());
}

void CountPlaces(const v1::Trial& trial, Extractor& out) {
  const v1::ContactsLocations& places = trial.contacts_locations();
  out.Count(kLocationCount, places.locations_size());
  out.Count(kCentralContactCount, places.central_contacts_size());
  out.Count(kOfficialCount, places.officials_size());
  absl::flat_hash_set<absl::string_view> countries;
  for (const v1::Location& location : places.locations()) {
    if (!location.country().empty()) countries.insert(location.country());
  }
  out.Count(kCountryCount, static_cast<int64_t>(countries.size()));
  const v1::Miscellaneous& miscellaneous = trial.miscellaneous();
  out.Count(kRemovedCountryCount, miscellaneous.removed_countries_size());
  out.Set(kEstimatedResultsFirstSubmitDate,
          Days(miscellaneous.estimated_results_first_submit_date()));
  out.Set(kFirstMcpPostDate, Days(miscellaneous.first_mcp_post_date()));
  out.Set(kVersionDate, Days(miscellaneous.version_holder()));
}

void CountReferences(const v1::Trial& trial, Extractor& out) {
  const v1::References& references = trial.references();
  out.Count(kReferenceCount, references.references_size());
  int64_t retractions = 0;
  for (const v1::Reference& reference : references.references()) {
    retractions += reference.retractions_size();
  }
  out.Count(kRetractionCount, retractions);
  out.Count(kSeeAlsoLinkCount, references.see_also_links_size());
  out.Count(kAvailableIpdCount, references.available_ipds_size());
  out.Count(kIpdSharingInfoTypeCount, trial.ipd_sharing().info_types_size());
  out.Count(kDocumentCount, trial.documents().documents_size());
  if (!trial.has_annotations()) return;
  out.Count(kUnpostedEventCount, trial.annotations().unposted_events_size());
  out.Count(kViolationEventCount, trial.annotations().violation_events_size());
}

void CountResults(const v1::Results& results, Extractor& out) {
  out.Count(kFlowGroupCount, results.participant_flow().groups_size());
  out.Count(kFlowPeriodCount, results.participant_flow().periods_size());
  out.Count(kBaselineGroupCount, results.baseline().groups_size());
  out.Count(kBaselineMeasureCount, results.baseline().measures_size());
  out.Count(kOutcomeMeasureCount, results.outcome_measures_size());
  const v1::AdverseEvents& events = results.adverse_events();
  out.Count(kEventGroupCount, events.groups_size());
  out.Count(kSeriousEventCount, events.serious_events_size());
  out.Count(kOtherEventCount, events.other_events_size());
  out.Count(kEventCount, events.serious_events_size() + events.other_events_size());
}

}  // namespace

ColumnValues ExtractColumns(const v1::Trial& trial) {
  ColumnValues values;
  Extractor out(values);
  ExtractStatus(trial.status(), out);
  ExtractDesign(trial, out);
  CountNames(trial, out);
  CountPlaces(trial, out);
  CountReferences(trial, out);
  if (trial.has_results()) CountResults(trial.results(), out);
  return values;
}

}  // namespace trialdex
