#include "libs/sources/ctgov_v2/fields.h"
#include "libs/sources/ctgov_v2/modules.h"

namespace trialdex::ctgov_v2 {
namespace {

constexpr Field<v1::ExpandedAccess> kExpandedAccess[] = {
    {"hasExpandedAccess", V2_SET(ExpandedAccess, has_expanded_access)},
    {"nctId", V2_INTO(ExpandedAccess, trial_id)},
    {"statusForNctId", V2_SET(ExpandedAccess, status)},
};

constexpr Field<v1::Status> kStatus[] = {
    {"statusVerifiedDate", V2_INTO(Status, status_verified_date)},
    {"overallStatus", V2_SET(Status, overall_status)},
    {"lastKnownStatus", V2_SET(Status, last_known_status)},
    {"delayedPosting", V2_SET(Status, delayed_posting)},
    {"whyStopped", V2_INTO(Status, why_stopped)},
    {"expandedAccessInfo", V2_OBJECT(Status, expanded_access, kExpandedAccess)},
    {"startDateStruct", V2_OBJECT(Status, start_date, kTrialDate)},
    {"primaryCompletionDateStruct", V2_OBJECT(Status, primary_completion_date, kTrialDate)},
    {"completionDateStruct", V2_OBJECT(Status, completion_date, kTrialDate)},
    {"studyFirstSubmitDate", V2_INTO(Status, first_submit_date)},
    {"studyFirstSubmitQcDate", V2_INTO(Status, first_submit_qc_date)},
    {"studyFirstPostDateStruct", V2_OBJECT(Status, first_post_date, kTrialDate)},
    {"resultsWaived", V2_SET(Status, results_waived)},
    {"resultsFirstSubmitDate", V2_INTO(Status, results_first_submit_date)},
    {"resultsFirstSubmitQcDate", V2_INTO(Status, results_first_submit_qc_date)},
    {"resultsFirstPostDateStruct", V2_OBJECT(Status, results_first_post_date, kTrialDate)},
    {"dispFirstSubmitDate", V2_INTO(Status, disposition_first_submit_date)},
    {"dispFirstSubmitQcDate", V2_INTO(Status, disposition_first_submit_qc_date)},
    {"dispFirstPostDateStruct", V2_OBJECT(Status, disposition_first_post_date, kTrialDate)},
    {"lastUpdateSubmitDate", V2_INTO(Status, last_update_submit_date)},
    {"lastUpdatePostDateStruct", V2_OBJECT(Status, last_update_post_date, kTrialDate)},
};

}  // namespace

absl::Status ReadStatus(JsonReader& reader, JsonValue& value, v1::Trial& trial) {
  return Object<&v1::Trial::mutable_status, kStatus>(reader, value, trial);
}

}  // namespace trialdex::ctgov_v2
