#include "libs/sources/ctgov_v2/fields.h"
#include "libs/sources/ctgov_v2/modules.h"

namespace trialdex::ctgov_v2 {
namespace {

// The registry's number for a count that nobody knows.
constexpr int64_t kUnknownCount = 99999999;

absl::Status ReadCount(JsonReader& reader, JsonValue& value, v1::Enrollment& enrollment) {
  return reader.ReadInteger(value, 0, std::numeric_limits<int64_t>::max(), [&](int64_t count) {
    if (count != kUnknownCount) enrollment.set_count(count);
  });
}

constexpr Field<v1::Enrollment> kEnrollment[] = {
    {"count", "count", &ReadCount},
    {"type", V2_SET(Enrollment, type)},
};

constexpr Field<v1::ExpandedAccessTypes> kExpandedAccessTypes[] = {
    {"individual", V2_SET(ExpandedAccessTypes, individual)},
    {"intermediate", V2_SET(ExpandedAccessTypes, intermediate)},
    {"treatment", V2_SET(ExpandedAccessTypes, treatment)},
};

constexpr Field<v1::Biospecimen> kBiospecimen[] = {
    {"retention", V2_SET(Biospecimen, retention)},
    {"description", V2_INTO(Biospecimen, description)},
};

constexpr Field<v1::Design> kMaskingInfo[] = {
    {"masking", V2_SET(Design, masking)},
    {"maskingDescription", V2_INTO(Design, masking_description)},
    {"whoMasked", V2_ADD_EACH(Design, who_masked)},
};

constexpr Field<v1::Design> kDesignInfo[] = {
    {"allocation", V2_SET(Design, allocation)},
    {"interventionModel", V2_SET(Design, intervention_model)},
    {"interventionModelDescription", V2_INTO(Design, intervention_model_description)},
    {"primaryPurpose", V2_SET(Design, primary_purpose)},
    {"observationalModel", V2_SET(Design, observational_model)},
    {"timePerspective", V2_ADD(Design, time_perspectives)},
    {"maskingInfo", V2_SAME(Design, kMaskingInfo)},
};

constexpr Field<v1::Design> kDesign[] = {
    {"studyType", V2_SET(Design, study_type)},
    {"nPtrsToThisExpAccNctId", V2_SET(Design, expanded_access_pointer_count)},
    {"expandedAccessTypes", V2_OBJECT(Design, expanded_access_types, kExpandedAccessTypes)},
    {"patientRegistry", V2_SET(Design, patient_registry)},
    {"targetDuration", V2_INTO(Design, target_duration)},
    {"phases", V2_ADD_EACH(Design, phases)},
    {"designInfo", V2_SAME(Design, kDesignInfo)},
    {"bioSpec", V2_OBJECT(Design, biospecimen, kBiospecimen)},
    {"enrollmentInfo", V2_OBJECT(Design, enrollment, kEnrollment)},
};

}  // namespace

absl::Status ReadDesign(JsonReader& reader, JsonValue& value, v1::Trial& trial) {
  return Object<&v1::Trial::mutable_design, kDesign>(reader, value, trial);
}

}  // namespace trialdex::ctgov_v2
