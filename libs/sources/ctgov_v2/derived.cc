// What the registry adds to a record: annotationSection and derivedSection.
#include "libs/sources/ctgov_v2/fields.h"
#include "libs/sources/ctgov_v2/modules.h"

namespace trialdex::ctgov_v2 {
namespace {

constexpr Field<v1::UnpostedEvent> kUnpostedEvent[] = {
    {"type", V2_SET(UnpostedEvent, type)},
    {"date", V2_INTO(UnpostedEvent, date)},
    {"dateUnknown", V2_SET(UnpostedEvent, date_unknown)},
};

constexpr Field<v1::Annotations> kUnpostedAnnotation[] = {
    {"unpostedResponsibleParty", V2_INTO(Annotations, unposted_responsible_party)},
    {"unpostedEvents", V2_LIST(Annotations, unposted_events, kUnpostedEvent)},
};

constexpr Field<v1::ViolationEvent> kViolationEvent[] = {
    {"type", V2_SET(ViolationEvent, type)},
    {"description", V2_INTO(ViolationEvent, description)},
    {"creationDate", V2_INTO(ViolationEvent, creation_date)},
    {"issuedDate", V2_INTO(ViolationEvent, issued_date)},
    {"releaseDate", V2_INTO(ViolationEvent, release_date)},
    {"postedDate", V2_INTO(ViolationEvent, posted_date)},
};

constexpr Field<v1::Annotations> kViolationAnnotation[] = {
    {"violationEvents", V2_LIST(Annotations, violation_events, kViolationEvent)},
};

constexpr Field<v1::Annotations> kAnnotations[] = {
    {"unpostedAnnotation", V2_SAME(Annotations, kUnpostedAnnotation)},
    {"violationAnnotation", V2_SAME(Annotations, kViolationAnnotation)},
};

constexpr Field<v1::Trial> kAnnotationSection[] = {
    {"annotationModule", V2_OBJECT(Trial, annotations, kAnnotations)},
};

constexpr Field<v1::SubmissionInfo> kSubmissionInfo[] = {
    {"releaseDate", V2_INTO(SubmissionInfo, release_date)},
    {"unreleaseDate", V2_INTO(SubmissionInfo, unrelease_date)},
    {"unreleaseDateUnknown", V2_SET(SubmissionInfo, unrelease_date_unknown)},
    {"resetDate", V2_INTO(SubmissionInfo, reset_date)},
    {"mcpReleaseN", V2_SET(SubmissionInfo, mcp_release_number)},
};

constexpr Field<v1::Miscellaneous> kFirstMcpInfo[] = {
    {"postDateStruct", V2_OBJECT(Miscellaneous, first_mcp_post_date, kTrialDate)},
};

constexpr Field<v1::Miscellaneous> kSubmissionTracking[] = {
    {"estimatedResultsFirstSubmitDate",
     V2_INTO(Miscellaneous, estimated_results_first_submit_date)},
    {"firstMcpInfo", V2_SAME(Miscellaneous, kFirstMcpInfo)},
    {"submissionInfos", V2_LIST(Miscellaneous, submission_infos, kSubmissionInfo)},
};

constexpr Field<v1::Miscellaneous> kBmiLimits[] = {
    {"minBmi", V2_SET(Miscellaneous, minimum_bmi)},
    {"maxBmi", V2_SET(Miscellaneous, maximum_bmi)},
};

constexpr Field<v1::Miscellaneous> kModelPredictions[] = {
    {"bmiLimits", V2_SAME(Miscellaneous, kBmiLimits)},
};

constexpr Field<v1::Miscellaneous> kMiscInfo[] = {
    {"versionHolder", V2_INTO(Miscellaneous, version_holder)},
    {"removedCountries", V2_INTO(Miscellaneous, removed_countries)},
    {"submissionTracking", V2_SAME(Miscellaneous, kSubmissionTracking)},
    {"modelPredictions", V2_SAME(Miscellaneous, kModelPredictions)},
};

constexpr Field<v1::MeshTerm> kMeshTerm[] = {
    {"id", V2_INTO(MeshTerm, id)},
    {"term", V2_INTO(MeshTerm, term)},
};

constexpr Field<v1::BrowseLeaf> kBrowseLeaf[] = {
    {"id", V2_INTO(BrowseLeaf, id)},
    {"name", V2_INTO(BrowseLeaf, name)},
    {"asFound", V2_INTO(BrowseLeaf, as_found)},
    {"relevance", V2_SET(BrowseLeaf, relevance)},
};

constexpr Field<v1::BrowseBranch> kBrowseBranch[] = {
    {"abbrev", V2_INTO(BrowseBranch, abbreviation)},
    {"name", V2_INTO(BrowseBranch, name)},
};

constexpr Field<v1::Browse> kBrowse[] = {
    {"meshes", V2_LIST(Browse, meshes, kMeshTerm)},
    {"ancestors", V2_LIST(Browse, ancestors, kMeshTerm)},
    {"browseLeaves", V2_LIST(Browse, leaves, kBrowseLeaf)},
    {"browseBranches", V2_LIST(Browse, branches, kBrowseBranch)},
};

absl::Status ReadConditionBrowse(JsonReader& reader, JsonValue& value, v1::Trial& trial) {
  return reader.ReadObject(value, absl::Span<const Field<v1::Browse>>(kBrowse),
                           [&trial]() -> v1::Browse& {
                             return *trial.mutable_conditions()->mutable_condition_browse();
                           });
}

absl::Status ReadInterventionBrowse(JsonReader& reader, JsonValue& value, v1::Trial& trial) {
  return reader.ReadObject(value, absl::Span<const Field<v1::Browse>>(kBrowse),
                           [&trial]() -> v1::Browse& {
                             return *trial.mutable_conditions()->mutable_intervention_browse();
                           });
}

constexpr Field<v1::Trial> kDerivedSection[] = {
    {"miscInfoModule", V2_OBJECT(Trial, miscellaneous, kMiscInfo)},
    {"conditionBrowseModule", "conditions.condition_browse", &ReadConditionBrowse},
    {"interventionBrowseModule", "conditions.intervention_browse", &ReadInterventionBrowse},
};

}  // namespace

absl::Status ReadAnnotationSection(JsonReader& reader, JsonValue& value, v1::Trial& trial) {
  return Same<v1::Trial, kAnnotationSection>(reader, value, trial);
}

absl::Status ReadDerivedSection(JsonReader& reader, JsonValue& value, v1::Trial& trial) {
  return Same<v1::Trial, kDerivedSection>(reader, value, trial);
}

}  // namespace trialdex::ctgov_v2
