#include "libs/schema/columns.h"

#include "absl/strings/match.h"

namespace trialdex {
namespace {

constexpr std::array<ColumnInfo, kColumnCount> kColumns = {{
    {Column::kStartDate, ColumnType::kDay, "start_date", "StartDate"},
    {Column::kPrimaryCompletionDate, ColumnType::kDay, "primary_completion_date",
     "PrimaryCompletionDate"},
    {Column::kCompletionDate, ColumnType::kDay, "completion_date", "CompletionDate"},
    {Column::kFirstPostDate, ColumnType::kDay, "first_post_date", "StudyFirstPostDate",
     "StudyFirstPostYear"},
    {Column::kLastUpdatePostDate, ColumnType::kDay, "last_update_post_date", "LastUpdatePostDate",
     "LastUpdatePostYear"},
    {Column::kResultsFirstPostDate, ColumnType::kDay, "results_first_post_date",
     "ResultsFirstPostDate", "ResultsFirstPostYear"},
    {Column::kFirstSubmitDate, ColumnType::kDay, "first_submit_date", "StudyFirstSubmitDate",
     "StudyFirstSubmitYear"},
    {Column::kLastUpdateSubmitDate, ColumnType::kDay, "last_update_submit_date",
     "LastUpdateSubmitDate", "LastUpdateSubmitYear"},
    {Column::kStatusVerifiedDate, ColumnType::kDay, "status_verified_date", "StatusVerifiedDate"},
    {Column::kEnrollment, ColumnType::kInteger, "enrollment", "EnrollmentCount"},
    {Column::kLocationCount, ColumnType::kCount, "location_count", "NumLocations"},
    {Column::kMinimumAge, ColumnType::kReal, "minimum_age", "MinimumAge"},
    {Column::kMaximumAge, ColumnType::kReal, "maximum_age", "MaximumAge"},
    {Column::kFirstSubmitQcDate, ColumnType::kDay, "first_submit_qc_date",
     "StudyFirstSubmitQCDate"},
    {Column::kResultsFirstSubmitDate, ColumnType::kDay, "results_first_submit_date",
     "ResultsFirstSubmitDate", "ResultsFirstSubmitYear"},
    {Column::kResultsFirstSubmitQcDate, ColumnType::kDay, "results_first_submit_qc_date",
     "ResultsFirstSubmitQCDate"},
    {Column::kEstimatedResultsFirstSubmitDate, ColumnType::kDay,
     "estimated_results_first_submit_date", "EstimatedResultsFirstSubmitDate"},
    {Column::kDispositionFirstSubmitDate, ColumnType::kDay, "disposition_first_submit_date",
     "DispFirstSubmitDate", "DispFirstSubmitYear"},
    {Column::kDispositionFirstSubmitQcDate, ColumnType::kDay, "disposition_first_submit_qc_date",
     "DispFirstSubmitQCDate"},
    {Column::kDispositionFirstPostDate, ColumnType::kDay, "disposition_first_post_date",
     "DispFirstPostDate", "DispFirstPostYear"},
    {Column::kFirstMcpPostDate, ColumnType::kDay, "first_mcp_post_date", "FirstMCPPostDate"},
    {Column::kVersionDate, ColumnType::kDay, "version_date", "VersionHolder"},
    {Column::kTargetDuration, ColumnType::kReal, "target_duration", "TargetDuration"},
    {Column::kExpandedAccessPointerCount, ColumnType::kCount, "expanded_access_pointer_count",
     "NPtrsToThisExpAccNCTId"},
    {Column::kAliasCount, ColumnType::kCount, "alias_count", "NumNCTAliases"},
    {Column::kSecondaryIdCount, ColumnType::kCount, "secondary_id_count", "NumSecondaryIds"},
    {Column::kCollaboratorCount, ColumnType::kCount, "collaborator_count", "NumCollaborators"},
    {Column::kSponsorCount, ColumnType::kCount, "sponsor_count", "NumCollaboratorsPlusLead"},
    {Column::kConditionCount, ColumnType::kCount, "condition_count", "NumConditions"},
    {Column::kKeywordCount, ColumnType::kCount, "keyword_count", "NumKeywords"},
    {Column::kPhaseCount, ColumnType::kCount, "phase_count", "NumPhases"},
    {Column::kWhoMaskedCount, ColumnType::kCount, "who_masked_count", "NumDesignWhoMaskeds"},
    {Column::kArmCount, ColumnType::kCount, "arm_count", "NumArmGroups"},
    {Column::kInterventionCount, ColumnType::kCount, "intervention_count", "NumInterventions"},
    {Column::kPrimaryOutcomeCount, ColumnType::kCount, "primary_outcome_count",
     "NumPrimaryOutcomes"},
    {Column::kSecondaryOutcomeCount, ColumnType::kCount, "secondary_outcome_count",
     "NumSecondaryOutcomes"},
    {Column::kOtherOutcomeCount, ColumnType::kCount, "other_outcome_count", "NumOtherOutcomes"},
    {Column::kOutcomeCount, ColumnType::kCount, "outcome_count", "NumOutcomes"},
    {Column::kStandardAgeCount, ColumnType::kCount, "standard_age_count", "NumStdAges"},
    {Column::kCentralContactCount, ColumnType::kCount, "central_contact_count",
     "NumCentralContacts"},
    {Column::kOfficialCount, ColumnType::kCount, "official_count", "NumOverallOfficials"},
    {Column::kCountryCount, ColumnType::kCount, "country_count", "NumUniqueLocationCountries"},
    {Column::kRemovedCountryCount, ColumnType::kCount, "removed_country_count",
     "NumRemovedCountries"},
    {Column::kReferenceCount, ColumnType::kCount, "reference_count", "NumReferences"},
    {Column::kRetractionCount, ColumnType::kCount, "retraction_count", "NumRetractionsAllRefs"},
    {Column::kSeeAlsoLinkCount, ColumnType::kCount, "see_also_link_count", "NumSeeAlsoLinks"},
    {Column::kAvailableIpdCount, ColumnType::kCount, "available_ipd_count", "NumAvailIPDs"},
    {Column::kIpdSharingInfoTypeCount, ColumnType::kCount, "ipd_sharing_info_type_count",
     "NumIPDSharingInfoTypes"},
    {Column::kFlowGroupCount, ColumnType::kCount, "flow_group_count", "NumFlowGroups"},
    {Column::kFlowPeriodCount, ColumnType::kCount, "flow_period_count", "NumFlowPeriods"},
    {Column::kBaselineGroupCount, ColumnType::kCount, "baseline_group_count", "NumBaselineGroups"},
    {Column::kBaselineMeasureCount, ColumnType::kCount, "baseline_measure_count",
     "NumBaselineMeasures"},
    {Column::kOutcomeMeasureCount, ColumnType::kCount, "outcome_measure_count",
     "NumOutcomeMeasures"},
    {Column::kEventGroupCount, ColumnType::kCount, "event_group_count", "NumEventGroups"},
    {Column::kSeriousEventCount, ColumnType::kCount, "serious_event_count", "NumSeriousEvents"},
    {Column::kOtherEventCount, ColumnType::kCount, "other_event_count", "NumOtherEvents"},
    {Column::kEventCount, ColumnType::kCount, "event_count", "NumEvents"},
    {Column::kUnpostedEventCount, ColumnType::kCount, "unposted_event_count", "NumUnpostedEvents"},
    {Column::kViolationEventCount, ColumnType::kCount, "violation_event_count",
     "NumViolationEvents"},
    {Column::kDocumentCount, ColumnType::kCount, "document_count", "NumLargeDocs"},
    {Column::kConditionMeshCount, ColumnType::kCount, "condition_mesh_count", "NumConditionMeshes"},
    {Column::kInterventionMeshCount, ColumnType::kCount, "intervention_mesh_count",
     "NumInterventionMeshes"},
}};

constexpr bool IsInOrder() {
  for (size_t i = 0; i < kColumns.size(); ++i) {
    if (static_cast<size_t>(kColumns[i].column) != i) return false;
  }
  return true;
}
static_assert(IsInOrder(), "a column's row must stand at its ordinal");
static_assert(kColumnCount <= 64, "a row's `present` bits are 64");

}  // namespace

absl::Span<const ColumnInfo> AllColumns() { return kColumns; }

const ColumnInfo& InfoOf(Column column) { return kColumns[static_cast<size_t>(column)]; }

std::optional<Column> FindColumn(absl::string_view name) {
  for (const ColumnInfo& info : kColumns) {
    if (absl::EqualsIgnoreCase(info.name, name) || absl::EqualsIgnoreCase(info.piece, name) ||
        (!info.year_piece.empty() && absl::EqualsIgnoreCase(info.year_piece, name))) {
      return info.column;
    }
  }
  return std::nullopt;
}

}  // namespace trialdex
