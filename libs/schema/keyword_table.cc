#include "libs/schema/keyword_table.h"

#include <optional>

#include "absl/strings/match.h"
#include "google/protobuf/descriptor.h"
#include "libs/trial/enum_names.h"
#include "trialdex/v1/trial.pb.h"

namespace trialdex {
namespace {

using enum KeywordField;
using enum KeywordType;

template <typename Enum>
absl::string_view FindWord(absl::string_view value) {
  const std::optional<Enum> found = ParseEnum<Enum>(value);
  return found.has_value() ? EnumWord(*found) : absl::string_view();
}

template <typename Enum>
const KeywordWords& EnumWords() {
  static const KeywordWords& words = *[] {
    auto* list = new KeywordWords;
    const google::protobuf::EnumDescriptor* descriptor =
        google::protobuf::GetEnumDescriptor<Enum>();
    for (int i = 0; i < descriptor->value_count(); ++i) {
      const absl::string_view word = EnumWord(static_cast<Enum>(descriptor->value(i)->number()));
      if (!word.empty()) list->all.push_back(word);
    }
    list->find = &FindWord<Enum>;
    return list;
  }();
  return words;
}

absl::string_view FindBool(absl::string_view value) {
  for (const absl::string_view word : {"true", "false"}) {
    if (absl::EqualsIgnoreCase(word, value)) return word;
  }
  return {};
}

const KeywordWords& BoolWords() {
  static const KeywordWords& words = *new KeywordWords{{"true", "false"}, &FindBool};
  return words;
}

constexpr std::array<KeywordRow, kKeywordFieldCount> kRows = {{
    {{kOverallStatus, kEnum, "overall_status", "OverallStatus"}, &EnumWords<v1::OverallStatus>},
    {{kPhase, kEnum, "phase", "Phase"}, &EnumWords<v1::Phase>},
    {{kStudyType, kEnum, "study_type", "StudyType"}, &EnumWords<v1::StudyType>},
    {{kSex, kEnum, "sex", "Sex"}, &EnumWords<v1::Sex>},
    {{kStandardAge, kEnum, "standard_age", "StdAge"}, &EnumWords<v1::StandardAge>},
    {{kHealthyVolunteers, kBool, "healthy_volunteers", "HealthyVolunteers"}, &BoolWords},
    {{kHasResults, kBool, "has_results", "HasResults"}, &BoolWords},
    {{kAllocation, kEnum, "allocation", "DesignAllocation"}, &EnumWords<v1::Allocation>},
    {{kInterventionModel, kEnum, "intervention_model", "DesignInterventionModel"},
     &EnumWords<v1::InterventionModel>},
    {{kPrimaryPurpose, kEnum, "primary_purpose", "DesignPrimaryPurpose"},
     &EnumWords<v1::PrimaryPurpose>},
    {{kObservationalModel, kEnum, "observational_model", "DesignObservationalModel"},
     &EnumWords<v1::ObservationalModel>},
    {{kTimePerspective, kEnum, "time_perspective", "DesignTimePerspective"},
     &EnumWords<v1::TimePerspective>},
    {{kMasking, kEnum, "masking", "DesignMasking"}, &EnumWords<v1::Masking>},
    {{kWhoMasked, kEnum, "who_masked", "DesignWhoMasked"}, &EnumWords<v1::MaskedRole>},
    {{kInterventionType, kEnum, "intervention_type", "InterventionType"},
     &EnumWords<v1::InterventionType>},
    {{kArmType, kEnum, "arm_type", "ArmGroupType"}, &EnumWords<v1::ArmType>},
    {{kLocationStatus, kEnum, "location_status", "LocationStatus"},
     &EnumWords<v1::RecruitmentStatus>},
    {{kLeadSponsorClass, kEnum, "lead_sponsor_class", "LeadSponsorClass"},
     &EnumWords<v1::AgencyClass>},
    {{kSponsorClass, kEnum, "sponsor_class", ""}, &EnumWords<v1::AgencyClass>},
    {{kLeadSponsor, kText, "lead_sponsor", ""}, nullptr},
    {{kSponsor, kText, "sponsor", ""}, nullptr},
    {{kCountry, kText, "country", ""}, nullptr},
    {{kState, kText, "state", ""}, nullptr},
    {{kCity, kText, "city", ""}, nullptr},
    {{kFacility, kText, "facility", ""}, nullptr},
    {{kCondition, kText, "condition", ""}, nullptr},
    {{kKeyword, kText, "keyword", ""}, nullptr},
    {{kIntervention, kText, "intervention", ""}, nullptr},
    {{kConditionMesh, kText, "condition_mesh", ""}, nullptr},
    {{kInterventionMesh, kText, "intervention_mesh", ""}, nullptr},
    {{kOfficial, kText, "official", ""}, nullptr},
    {{kRegistry, kEnum, "registry", ""}, &EnumWords<v1::Registry>},
    {{kOrgStudyIdType, kEnum, "org_study_id_type", "OrgStudyIdType"},
     &EnumWords<v1::IdentifierType>},
    {{kOrgStudyIdLink, kText, "org_study_id_link", "OrgStudyIdLink"}, nullptr},
    {{kSecondaryIdType, kEnum, "secondary_id_type", "SecondaryIdType"},
     &EnumWords<v1::IdentifierType>},
    {{kSecondaryIdLink, kText, "secondary_id_link", "SecondaryIdLink"}, nullptr},
    {{kOrgClass, kEnum, "org_class", "OrgClass"}, &EnumWords<v1::AgencyClass>},
    {{kLastKnownStatus, kEnum, "last_known_status", "LastKnownStatus"},
     &EnumWords<v1::OverallStatus>},
    {{kDelayedPosting, kBool, "delayed_posting", "DelayedPosting"}, &BoolWords},
    {{kHasExpandedAccess, kBool, "has_expanded_access", "HasExpandedAccess"}, &BoolWords},
    {{kExpandedAccessId, kText, "expanded_access_id", "ExpandedAccessNCTId"}, nullptr},
    {{kExpandedAccessStatus, kEnum, "expanded_access_status", "ExpandedAccessStatusForNCTId"},
     &EnumWords<v1::ExpandedAccessStatus>},
    {{kStartDateType, kEnum, "start_date_type", "StartDateType"}, &EnumWords<v1::DateType>},
    {{kPrimaryCompletionDateType, kEnum, "primary_completion_date_type",
      "PrimaryCompletionDateType"},
     &EnumWords<v1::DateType>},
    {{kCompletionDateType, kEnum, "completion_date_type", "CompletionDateType"},
     &EnumWords<v1::DateType>},
    {{kFirstPostDateType, kEnum, "first_post_date_type", "StudyFirstPostDateType"},
     &EnumWords<v1::DateType>},
    {{kResultsFirstPostDateType, kEnum, "results_first_post_date_type", "ResultsFirstPostDateType"},
     &EnumWords<v1::DateType>},
    {{kDispositionFirstPostDateType, kEnum, "disposition_first_post_date_type",
      "DispFirstPostDateType"},
     &EnumWords<v1::DateType>},
    {{kLastUpdatePostDateType, kEnum, "last_update_post_date_type", "LastUpdatePostDateType"},
     &EnumWords<v1::DateType>},
    {{kResultsWaived, kBool, "results_waived", "ResultsWaived"}, &BoolWords},
    {{kResponsiblePartyType, kEnum, "responsible_party_type", "ResponsiblePartyType"},
     &EnumWords<v1::ResponsiblePartyType>},
    {{kCollaboratorClass, kEnum, "collaborator_class", "CollaboratorClass"},
     &EnumWords<v1::AgencyClass>},
    {{kHasDmc, kBool, "has_dmc", "OversightHasDMC"}, &BoolWords},
    {{kIsFdaRegulatedDrug, kBool, "is_fda_regulated_drug", "IsFDARegulatedDrug"}, &BoolWords},
    {{kIsFdaRegulatedDevice, kBool, "is_fda_regulated_device", "IsFDARegulatedDevice"}, &BoolWords},
    {{kIsUnapprovedDevice, kBool, "is_unapproved_device", "IsUnapprovedDevice"}, &BoolWords},
    {{kIsPediatricPostmarketSurveillance, kBool, "is_pediatric_postmarket_surveillance", "IsPPSD"},
     &BoolWords},
    {{kIsUsExport, kBool, "is_us_export", "IsUSExport"}, &BoolWords},
    {{kFdaaa801Violation, kBool, "fdaaa801_violation", "FDAAA801Violation"}, &BoolWords},
    {{kExpandedAccessIndividual, kBool, "expanded_access_individual", "ExpAccTypeIndividual"},
     &BoolWords},
    {{kExpandedAccessIntermediate, kBool, "expanded_access_intermediate", "ExpAccTypeIntermediate"},
     &BoolWords},
    {{kExpandedAccessTreatment, kBool, "expanded_access_treatment", "ExpAccTypeTreatment"},
     &BoolWords},
    {{kPatientRegistry, kBool, "patient_registry", "PatientRegistry"}, &BoolWords},
    {{kBiospecimenRetention, kEnum, "biospecimen_retention", "BioSpecRetention"},
     &EnumWords<v1::BiospecimenRetention>},
    {{kEnrollmentType, kEnum, "enrollment_type", "EnrollmentType"}, &EnumWords<v1::EnrollmentType>},
    {{kGenderBased, kBool, "gender_based", "GenderBased"}, &BoolWords},
    {{kSamplingMethod, kEnum, "sampling_method", "SamplingMethod"}, &EnumWords<v1::SamplingMethod>},
    {{kCentralContactRole, kEnum, "central_contact_role", "CentralContactRole"},
     &EnumWords<v1::ContactRole>},
    {{kCentralContactPhone, kText, "central_contact_phone", "CentralContactPhone"}, nullptr},
    {{kCentralContactEmail, kText, "central_contact_email", "CentralContactEMail"}, nullptr},
    {{kOfficialRole, kEnum, "official_role", "OverallOfficialRole"}, &EnumWords<v1::OfficialRole>},
    {{kCountryCode, kText, "country_code", "LocationCountryCode"}, nullptr},
    {{kLocationContactRole, kEnum, "location_contact_role", "LocationContactRole"},
     &EnumWords<v1::ContactRole>},
    {{kLocationContactPhone, kText, "location_contact_phone", "LocationContactPhone"}, nullptr},
    {{kLocationContactEmail, kText, "location_contact_email", "LocationContactEMail"}, nullptr},
    {{kReferencePmid, kText, "reference_pmid", "ReferencePMID"}, nullptr},
    {{kReferenceType, kEnum, "reference_type", "ReferenceType"}, &EnumWords<v1::ReferenceType>},
    {{kRetractionPmid, kText, "retraction_pmid", "RetractionPMID"}, nullptr},
    {{kRetractionSource, kText, "retraction_source", "RetractionSource"}, nullptr},
    {{kSeeAlsoUrl, kText, "see_also_url", "SeeAlsoLinkURL"}, nullptr},
    {{kAvailableIpdId, kText, "available_ipd_id", "AvailIPDId"}, nullptr},
    {{kAvailableIpdType, kText, "available_ipd_type", "AvailIPDType"}, nullptr},
    {{kAvailableIpdUrl, kText, "available_ipd_url", "AvailIPDURL"}, nullptr},
    {{kIpdSharing, kEnum, "ipd_sharing", "IPDSharing"}, &EnumWords<v1::IpdSharing>},
    {{kIpdSharingInfoType, kEnum, "ipd_sharing_info_type", "IPDSharingInfoType"},
     &EnumWords<v1::IpdSharingInfoType>},
    {{kIpdSharingUrl, kText, "ipd_sharing_url", "IPDSharingURL"}, nullptr},
    {{kOutcomeMeasureType, kEnum, "outcome_measure_type", "OutcomeMeasureType"},
     &EnumWords<v1::OutcomeMeasureType>},
    {{kOutcomeMeasureStatus, kEnum, "outcome_measure_status", "OutcomeMeasureReportingStatus"},
     &EnumWords<v1::ReportingStatus>},
    {{kOutcomeMeasureParam, kEnum, "outcome_measure_param", "OutcomeMeasureParamType"},
     &EnumWords<v1::MeasureParam>},
    {{kOutcomeMeasureUnit, kText, "outcome_measure_unit", "OutcomeMeasureUnitOfMeasure"}, nullptr},
    {{kStatisticalMethod, kText, "statistical_method", "OutcomeAnalysisStatisticalMethod"},
     nullptr},
    {{kNonInferiorityType, kEnum, "non_inferiority_type", "OutcomeAnalysisNonInferiorityType"},
     &EnumWords<v1::NonInferiorityType>},
    {{kBaselineMeasure, kText, "baseline_measure", "BaselineMeasureTitle"}, nullptr},
    {{kBaselineMeasureParam, kEnum, "baseline_measure_param", "BaselineMeasureParamType"},
     &EnumWords<v1::MeasureParam>},
    {{kDropoutReason, kText, "dropout_reason", "FlowDropWithdrawType"}, nullptr},
    {{kSeriousEvent, kText, "serious_event", "SeriousEventTerm"}, nullptr},
    {{kSeriousEventOrganSystem, kText, "serious_event_organ_system", "SeriousEventOrganSystem"},
     nullptr},
    {{kOtherEvent, kText, "other_event", "OtherEventTerm"}, nullptr},
    {{kOtherEventOrganSystem, kText, "other_event_organ_system", "OtherEventOrganSystem"}, nullptr},
    {{kPiSponsorEmployee, kBool, "pi_sponsor_employee", "AgreementPISponsorEmployee"}, &BoolWords},
    {{kRestrictiveAgreement, kBool, "restrictive_agreement", "AgreementRestrictiveAgreement"},
     &BoolWords},
    {{kAgreementRestriction, kEnum, "agreement_restriction", "AgreementRestrictionType"},
     &EnumWords<v1::AgreementRestriction>},
    {{kPointOfContactOrganization, kText, "point_of_contact_organization",
      "PointOfContactOrganization"},
     nullptr},
    {{kPointOfContactEmail, kText, "point_of_contact_email", "PointOfContactEMail"}, nullptr},
    {{kPointOfContactPhone, kText, "point_of_contact_phone", "PointOfContactPhone"}, nullptr},
    {{kUnpostedResponsibleParty, kText, "unposted_responsible_party", "UnpostedResponsibleParty"},
     nullptr},
    {{kUnpostedEventType, kEnum, "unposted_event_type", "UnpostedEventType"},
     &EnumWords<v1::UnpostedEventType>},
    {{kViolationEventType, kEnum, "violation_event_type", "ViolationEventType"},
     &EnumWords<v1::ViolationEventType>},
    {{kNoSap, kBool, "no_sap", "LargeDocNoSAP"}, &BoolWords},
    {{kHasProtocolDocument, kBool, "has_protocol_document", "LargeDocHasProtocol"}, &BoolWords},
    {{kHasSapDocument, kBool, "has_sap_document", "LargeDocHasSAP"}, &BoolWords},
    {{kHasIcfDocument, kBool, "has_icf_document", "LargeDocHasICF"}, &BoolWords},
    {{kDocumentLabel, kText, "document_label", "LargeDocLabel"}, nullptr},
    {{kDocumentType, kText, "document_type", "LargeDocTypeAbbrev"}, nullptr},
    {{kDocumentFilename, kText, "document_filename", "LargeDocFilename"}, nullptr},
    {{kConditionMeshId, kText, "condition_mesh_id", "ConditionMeshId"}, nullptr},
    {{kConditionAncestorId, kText, "condition_ancestor_id", "ConditionAncestorId"}, nullptr},
    {{kConditionLeaf, kText, "condition_leaf", "ConditionBrowseLeafName"}, nullptr},
    {{kConditionLeafId, kText, "condition_leaf_id", "ConditionBrowseLeafId"}, nullptr},
    {{kConditionLeafAsFound, kText, "condition_leaf_as_found", "ConditionBrowseLeafAsFound"},
     nullptr},
    {{kConditionBranch, kText, "condition_branch", "ConditionBrowseBranchName"}, nullptr},
    {{kConditionBranchCode, kText, "condition_branch_code", "ConditionBrowseBranchAbbrev"},
     nullptr},
    {{kInterventionMeshId, kText, "intervention_mesh_id", "InterventionMeshId"}, nullptr},
    {{kInterventionAncestorId, kText, "intervention_ancestor_id", "InterventionAncestorId"},
     nullptr},
    {{kInterventionLeaf, kText, "intervention_leaf", "InterventionBrowseLeafName"}, nullptr},
    {{kInterventionLeafId, kText, "intervention_leaf_id", "InterventionBrowseLeafId"}, nullptr},
    {{kInterventionLeafAsFound, kText, "intervention_leaf_as_found",
      "InterventionBrowseLeafAsFound"},
     nullptr},
    {{kInterventionBranch, kText, "intervention_branch", "InterventionBrowseBranchName"}, nullptr},
    {{kInterventionBranchCode, kText, "intervention_branch_code", "InterventionBrowseBranchAbbrev"},
     nullptr},
}};

constexpr bool IsInOrder() {
  for (size_t i = 0; i < kRows.size(); ++i) {
    if (static_cast<size_t>(kRows[i].info.field) != i) return false;
  }
  return true;
}
static_assert(IsInOrder(), "a field's row must stand at its ordinal");

constexpr std::array<KeywordInfo, kKeywordFieldCount> MakeInfos() {
  std::array<KeywordInfo, kKeywordFieldCount> infos = {};
  for (size_t i = 0; i < kRows.size(); ++i) infos[i] = kRows[i].info;
  return infos;
}

constexpr std::array<KeywordInfo, kKeywordFieldCount> kInfos = MakeInfos();

}  // namespace

absl::Span<const KeywordInfo> AllKeywordFields() { return kInfos; }

const KeywordInfo& InfoOf(KeywordField field) { return kInfos[static_cast<size_t>(field)]; }

const KeywordWords* WordsOf(KeywordField field) {
  const KeywordRow& row = kRows[static_cast<size_t>(field)];
  return row.words == nullptr ? nullptr : &row.words();
}

}  // namespace trialdex
