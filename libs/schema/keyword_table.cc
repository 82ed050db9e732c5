#include "libs/schema/keyword_table.h"

#include <optional>

#include "absl/strings/match.h"
#include "google/protobuf/descriptor.h"
#include "libs/trial/enum_names.h"
#include "trialdex/v1/trial.pb.h"

namespace trialdex {
namespace {

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
    {{KeywordField::kOverallStatus, KeywordType::kEnum, "overall_status", "OverallStatus"},
     &EnumWords<v1::OverallStatus>},
    {{KeywordField::kPhase, KeywordType::kEnum, "phase", "Phase"}, &EnumWords<v1::Phase>},
    {{KeywordField::kStudyType, KeywordType::kEnum, "study_type", "StudyType"},
     &EnumWords<v1::StudyType>},
    {{KeywordField::kSex, KeywordType::kEnum, "sex", "Sex"}, &EnumWords<v1::Sex>},
    {{KeywordField::kStandardAge, KeywordType::kEnum, "standard_age", "StdAge"},
     &EnumWords<v1::StandardAge>},
    {{KeywordField::kHealthyVolunteers, KeywordType::kBool, "healthy_volunteers",
      "HealthyVolunteers"},
     &BoolWords},
    {{KeywordField::kHasResults, KeywordType::kBool, "has_results", "HasResults"}, &BoolWords},
    {{KeywordField::kAllocation, KeywordType::kEnum, "allocation", "DesignAllocation"},
     &EnumWords<v1::Allocation>},
    {{KeywordField::kInterventionModel, KeywordType::kEnum, "intervention_model",
      "DesignInterventionModel"},
     &EnumWords<v1::InterventionModel>},
    {{KeywordField::kPrimaryPurpose, KeywordType::kEnum, "primary_purpose", "DesignPrimaryPurpose"},
     &EnumWords<v1::PrimaryPurpose>},
    {{KeywordField::kObservationalModel, KeywordType::kEnum, "observational_model",
      "DesignObservationalModel"},
     &EnumWords<v1::ObservationalModel>},
    {{KeywordField::kTimePerspective, KeywordType::kEnum, "time_perspective",
      "DesignTimePerspective"},
     &EnumWords<v1::TimePerspective>},
    {{KeywordField::kMasking, KeywordType::kEnum, "masking", "DesignMasking"},
     &EnumWords<v1::Masking>},
    {{KeywordField::kWhoMasked, KeywordType::kEnum, "who_masked", "DesignWhoMasked"},
     &EnumWords<v1::MaskedRole>},
    {{KeywordField::kInterventionType, KeywordType::kEnum, "intervention_type", "InterventionType"},
     &EnumWords<v1::InterventionType>},
    {{KeywordField::kArmType, KeywordType::kEnum, "arm_type", "ArmGroupType"},
     &EnumWords<v1::ArmType>},
    {{KeywordField::kLocationStatus, KeywordType::kEnum, "location_status", "LocationStatus"},
     &EnumWords<v1::RecruitmentStatus>},
    {{KeywordField::kLeadSponsorClass, KeywordType::kEnum, "lead_sponsor_class",
      "LeadSponsorClass"},
     &EnumWords<v1::AgencyClass>},
    {{KeywordField::kSponsorClass, KeywordType::kEnum, "sponsor_class", ""},
     &EnumWords<v1::AgencyClass>},
    {{KeywordField::kLeadSponsor, KeywordType::kText, "lead_sponsor", ""}, nullptr},
    {{KeywordField::kSponsor, KeywordType::kText, "sponsor", ""}, nullptr},
    {{KeywordField::kCountry, KeywordType::kText, "country", ""}, nullptr},
    {{KeywordField::kState, KeywordType::kText, "state", ""}, nullptr},
    {{KeywordField::kCity, KeywordType::kText, "city", ""}, nullptr},
    {{KeywordField::kFacility, KeywordType::kText, "facility", ""}, nullptr},
    {{KeywordField::kCondition, KeywordType::kText, "condition", ""}, nullptr},
    {{KeywordField::kKeyword, KeywordType::kText, "keyword", ""}, nullptr},
    {{KeywordField::kIntervention, KeywordType::kText, "intervention", ""}, nullptr},
    {{KeywordField::kConditionMesh, KeywordType::kText, "condition_mesh", ""}, nullptr},
    {{KeywordField::kInterventionMesh, KeywordType::kText, "intervention_mesh", ""}, nullptr},
    {{KeywordField::kOfficial, KeywordType::kText, "official", ""}, nullptr},
    {{KeywordField::kRegistry, KeywordType::kEnum, "registry", ""}, &EnumWords<v1::Registry>},
    {{KeywordField::kOrgStudyIdType, KeywordType::kEnum, "org_study_id_type", "OrgStudyIdType"},
     &EnumWords<v1::IdentifierType>},
    {{KeywordField::kOrgStudyIdLink, KeywordType::kText, "org_study_id_link", "OrgStudyIdLink"},
     nullptr},
    {{KeywordField::kSecondaryIdType, KeywordType::kEnum, "secondary_id_type", "SecondaryIdType"},
     &EnumWords<v1::IdentifierType>},
    {{KeywordField::kSecondaryIdLink, KeywordType::kText, "secondary_id_link", "SecondaryIdLink"},
     nullptr},
    {{KeywordField::kOrgClass, KeywordType::kEnum, "org_class", "OrgClass"},
     &EnumWords<v1::AgencyClass>},
    {{KeywordField::kLastKnownStatus, KeywordType::kEnum, "last_known_status", "LastKnownStatus"},
     &EnumWords<v1::OverallStatus>},
    {{KeywordField::kDelayedPosting, KeywordType::kBool, "delayed_posting", "DelayedPosting"},
     &BoolWords},
    {{KeywordField::kHasExpandedAccess, KeywordType::kBool, "has_expanded_access",
      "HasExpandedAccess"},
     &BoolWords},
    {{KeywordField::kExpandedAccessId, KeywordType::kText, "expanded_access_id",
      "ExpandedAccessNCTId"},
     nullptr},
    {{KeywordField::kExpandedAccessStatus, KeywordType::kEnum, "expanded_access_status",
      "ExpandedAccessStatusForNCTId"},
     &EnumWords<v1::ExpandedAccessStatus>},
    {{KeywordField::kStartDateType, KeywordType::kEnum, "start_date_type", "StartDateType"},
     &EnumWords<v1::DateType>},
    {{KeywordField::kPrimaryCompletionDateType, KeywordType::kEnum, "primary_completion_date_type",
      "PrimaryCompletionDateType"},
     &EnumWords<v1::DateType>},
    {{KeywordField::kCompletionDateType, KeywordType::kEnum, "completion_date_type",
      "CompletionDateType"},
     &EnumWords<v1::DateType>},
    {{KeywordField::kFirstPostDateType, KeywordType::kEnum, "first_post_date_type",
      "StudyFirstPostDateType"},
     &EnumWords<v1::DateType>},
    {{KeywordField::kResultsFirstPostDateType, KeywordType::kEnum, "results_first_post_date_type",
      "ResultsFirstPostDateType"},
     &EnumWords<v1::DateType>},
    {{KeywordField::kDispositionFirstPostDateType, KeywordType::kEnum,
      "disposition_first_post_date_type", "DispFirstPostDateType"},
     &EnumWords<v1::DateType>},
    {{KeywordField::kLastUpdatePostDateType, KeywordType::kEnum, "last_update_post_date_type",
      "LastUpdatePostDateType"},
     &EnumWords<v1::DateType>},
    {{KeywordField::kResultsWaived, KeywordType::kBool, "results_waived", "ResultsWaived"},
     &BoolWords},
    {{KeywordField::kResponsiblePartyType, KeywordType::kEnum, "responsible_party_type",
      "ResponsiblePartyType"},
     &EnumWords<v1::ResponsiblePartyType>},
    {{KeywordField::kCollaboratorClass, KeywordType::kEnum, "collaborator_class",
      "CollaboratorClass"},
     &EnumWords<v1::AgencyClass>},
    {{KeywordField::kHasDmc, KeywordType::kBool, "has_dmc", "OversightHasDMC"}, &BoolWords},
    {{KeywordField::kIsFdaRegulatedDrug, KeywordType::kBool, "is_fda_regulated_drug",
      "IsFDARegulatedDrug"},
     &BoolWords},
    {{KeywordField::kIsFdaRegulatedDevice, KeywordType::kBool, "is_fda_regulated_device",
      "IsFDARegulatedDevice"},
     &BoolWords},
    {{KeywordField::kIsUnapprovedDevice, KeywordType::kBool, "is_unapproved_device",
      "IsUnapprovedDevice"},
     &BoolWords},
    {{KeywordField::kIsPediatricPostmarketSurveillance, KeywordType::kBool,
      "is_pediatric_postmarket_surveillance", "IsPPSD"},
     &BoolWords},
    {{KeywordField::kIsUsExport, KeywordType::kBool, "is_us_export", "IsUSExport"}, &BoolWords},
    {{KeywordField::kFdaaa801Violation, KeywordType::kBool, "fdaaa801_violation",
      "FDAAA801Violation"},
     &BoolWords},
    {{KeywordField::kExpandedAccessIndividual, KeywordType::kBool, "expanded_access_individual",
      "ExpAccTypeIndividual"},
     &BoolWords},
    {{KeywordField::kExpandedAccessIntermediate, KeywordType::kBool, "expanded_access_intermediate",
      "ExpAccTypeIntermediate"},
     &BoolWords},
    {{KeywordField::kExpandedAccessTreatment, KeywordType::kBool, "expanded_access_treatment",
      "ExpAccTypeTreatment"},
     &BoolWords},
    {{KeywordField::kPatientRegistry, KeywordType::kBool, "patient_registry", "PatientRegistry"},
     &BoolWords},
    {{KeywordField::kBiospecimenRetention, KeywordType::kEnum, "biospecimen_retention",
      "BioSpecRetention"},
     &EnumWords<v1::BiospecimenRetention>},
    {{KeywordField::kEnrollmentType, KeywordType::kEnum, "enrollment_type", "EnrollmentType"},
     &EnumWords<v1::EnrollmentType>},
    {{KeywordField::kGenderBased, KeywordType::kBool, "gender_based", "GenderBased"}, &BoolWords},
    {{KeywordField::kSamplingMethod, KeywordType::kEnum, "sampling_method", "SamplingMethod"},
     &EnumWords<v1::SamplingMethod>},
    {{KeywordField::kCentralContactRole, KeywordType::kEnum, "central_contact_role",
      "CentralContactRole"},
     &EnumWords<v1::ContactRole>},
    {{KeywordField::kCentralContactPhone, KeywordType::kText, "central_contact_phone",
      "CentralContactPhone"},
     nullptr},
    {{KeywordField::kCentralContactEmail, KeywordType::kText, "central_contact_email",
      "CentralContactEMail"},
     nullptr},
    {{KeywordField::kOfficialRole, KeywordType::kEnum, "official_role", "OverallOfficialRole"},
     &EnumWords<v1::OfficialRole>},
    {{KeywordField::kCountryCode, KeywordType::kText, "country_code", "LocationCountryCode"},
     nullptr},
    {{KeywordField::kLocationContactRole, KeywordType::kEnum, "location_contact_role",
      "LocationContactRole"},
     &EnumWords<v1::ContactRole>},
    {{KeywordField::kLocationContactPhone, KeywordType::kText, "location_contact_phone",
      "LocationContactPhone"},
     nullptr},
    {{KeywordField::kLocationContactEmail, KeywordType::kText, "location_contact_email",
      "LocationContactEMail"},
     nullptr},
    {{KeywordField::kReferencePmid, KeywordType::kText, "reference_pmid", "ReferencePMID"},
     nullptr},
    {{KeywordField::kReferenceType, KeywordType::kEnum, "reference_type", "ReferenceType"},
     &EnumWords<v1::ReferenceType>},
    {{KeywordField::kRetractionPmid, KeywordType::kText, "retraction_pmid", "RetractionPMID"},
     nullptr},
    {{KeywordField::kRetractionSource, KeywordType::kText, "retraction_source", "RetractionSource"},
     nullptr},
    {{KeywordField::kSeeAlsoUrl, KeywordType::kText, "see_also_url", "SeeAlsoLinkURL"}, nullptr},
    {{KeywordField::kAvailableIpdId, KeywordType::kText, "available_ipd_id", "AvailIPDId"},
     nullptr},
    {{KeywordField::kAvailableIpdType, KeywordType::kText, "available_ipd_type", "AvailIPDType"},
     nullptr},
    {{KeywordField::kAvailableIpdUrl, KeywordType::kText, "available_ipd_url", "AvailIPDURL"},
     nullptr},
    {{KeywordField::kIpdSharing, KeywordType::kEnum, "ipd_sharing", "IPDSharing"},
     &EnumWords<v1::IpdSharing>},
    {{KeywordField::kIpdSharingInfoType, KeywordType::kEnum, "ipd_sharing_info_type",
      "IPDSharingInfoType"},
     &EnumWords<v1::IpdSharingInfoType>},
    {{KeywordField::kIpdSharingUrl, KeywordType::kText, "ipd_sharing_url", "IPDSharingURL"},
     nullptr},
    {{KeywordField::kOutcomeMeasureType, KeywordType::kEnum, "outcome_measure_type",
      "OutcomeMeasureType"},
     &EnumWords<v1::OutcomeMeasureType>},
    {{KeywordField::kOutcomeMeasureStatus, KeywordType::kEnum, "outcome_measure_status",
      "OutcomeMeasureReportingStatus"},
     &EnumWords<v1::ReportingStatus>},
    {{KeywordField::kOutcomeMeasureParam, KeywordType::kEnum, "outcome_measure_param",
      "OutcomeMeasureParamType"},
     &EnumWords<v1::MeasureParam>},
    {{KeywordField::kOutcomeMeasureUnit, KeywordType::kText, "outcome_measure_unit",
      "OutcomeMeasureUnitOfMeasure"},
     nullptr},
    {{KeywordField::kStatisticalMethod, KeywordType::kText, "statistical_method",
      "OutcomeAnalysisStatisticalMethod"},
     nullptr},
    {{KeywordField::kNonInferiorityType, KeywordType::kEnum, "non_inferiority_type",
      "OutcomeAnalysisNonInferiorityType"},
     &EnumWords<v1::NonInferiorityType>},
    {{KeywordField::kBaselineMeasure, KeywordType::kText, "baseline_measure",
      "BaselineMeasureTitle"},
     nullptr},
    {{KeywordField::kBaselineMeasureParam, KeywordType::kEnum, "baseline_measure_param",
      "BaselineMeasureParamType"},
     &EnumWords<v1::MeasureParam>},
    {{KeywordField::kDropoutReason, KeywordType::kText, "dropout_reason", "FlowDropWithdrawType"},
     nullptr},
    {{KeywordField::kSeriousEvent, KeywordType::kText, "serious_event", "SeriousEventTerm"},
     nullptr},
    {{KeywordField::kSeriousEventOrganSystem, KeywordType::kText, "serious_event_organ_system",
      "SeriousEventOrganSystem"},
     nullptr},
    {{KeywordField::kOtherEvent, KeywordType::kText, "other_event", "OtherEventTerm"}, nullptr},
    {{KeywordField::kOtherEventOrganSystem, KeywordType::kText, "other_event_organ_system",
      "OtherEventOrganSystem"},
     nullptr},
    {{KeywordField::kPiSponsorEmployee, KeywordType::kBool, "pi_sponsor_employee",
      "AgreementPISponsorEmployee"},
     &BoolWords},
    {{KeywordField::kRestrictiveAgreement, KeywordType::kBool, "restrictive_agreement",
      "AgreementRestrictiveAgreement"},
     &BoolWords},
    {{KeywordField::kAgreementRestriction, KeywordType::kEnum, "agreement_restriction",
      "AgreementRestrictionType"},
     &EnumWords<v1::AgreementRestriction>},
    {{KeywordField::kPointOfContactOrganization, KeywordType::kText,
      "point_of_contact_organization", "PointOfContactOrganization"},
     nullptr},
    {{KeywordField::kPointOfContactEmail, KeywordType::kText, "point_of_contact_email",
      "PointOfContactEMail"},
     nullptr},
    {{KeywordField::kPointOfContactPhone, KeywordType::kText, "point_of_contact_phone",
      "PointOfContactPhone"},
     nullptr},
    {{KeywordField::kUnpostedResponsibleParty, KeywordType::kText, "unposted_responsible_party",
      "UnpostedResponsibleParty"},
     nullptr},
    {{KeywordField::kUnpostedEventType, KeywordType::kEnum, "unposted_event_type",
      "UnpostedEventType"},
     &EnumWords<v1::UnpostedEventType>},
    {{KeywordField::kViolationEventType, KeywordType::kEnum, "violation_event_type",
      "ViolationEventType"},
     &EnumWords<v1::ViolationEventType>},
    {{KeywordField::kNoSap, KeywordType::kBool, "no_sap", "LargeDocNoSAP"}, &BoolWords},
    {{KeywordField::kHasProtocolDocument, KeywordType::kBool, "has_protocol_document",
      "LargeDocHasProtocol"},
     &BoolWords},
    {{KeywordField::kHasSapDocument, KeywordType::kBool, "has_sap_document", "LargeDocHasSAP"},
     &BoolWords},
    {{KeywordField::kHasIcfDocument, KeywordType::kBool, "has_icf_document", "LargeDocHasICF"},
     &BoolWords},
    {{KeywordField::kDocumentLabel, KeywordType::kText, "document_label", "LargeDocLabel"},
     nullptr},
    {{KeywordField::kDocumentType, KeywordType::kText, "document_type", "LargeDocTypeAbbrev"},
     nullptr},
    {{KeywordField::kDocumentFilename, KeywordType::kText, "document_filename", "LargeDocFilename"},
     nullptr},
    {{KeywordField::kConditionMeshId, KeywordType::kText, "condition_mesh_id", "ConditionMeshId"},
     nullptr},
    {{KeywordField::kConditionAncestorId, KeywordType::kText, "condition_ancestor_id",
      "ConditionAncestorId"},
     nullptr},
    {{KeywordField::kConditionLeaf, KeywordType::kText, "condition_leaf",
      "ConditionBrowseLeafName"},
     nullptr},
    {{KeywordField::kConditionLeafId, KeywordType::kText, "condition_leaf_id",
      "ConditionBrowseLeafId"},
     nullptr},
    {{KeywordField::kConditionLeafAsFound, KeywordType::kText, "condition_leaf_as_found",
      "ConditionBrowseLeafAsFound"},
     nullptr},
    {{KeywordField::kConditionBranch, KeywordType::kText, "condition_branch",
      "ConditionBrowseBranchName"},
     nullptr},
    {{KeywordField::kConditionBranchCode, KeywordType::kText, "condition_branch_code",
      "ConditionBrowseBranchAbbrev"},
     nullptr},
    {{KeywordField::kInterventionMeshId, KeywordType::kText, "intervention_mesh_id",
      "InterventionMeshId"},
     nullptr},
    {{KeywordField::kInterventionAncestorId, KeywordType::kText, "intervention_ancestor_id",
      "InterventionAncestorId"},
     nullptr},
    {{KeywordField::kInterventionLeaf, KeywordType::kText, "intervention_leaf",
      "InterventionBrowseLeafName"},
     nullptr},
    {{KeywordField::kInterventionLeafId, KeywordType::kText, "intervention_leaf_id",
      "InterventionBrowseLeafId"},
     nullptr},
    {{KeywordField::kInterventionLeafAsFound, KeywordType::kText, "intervention_leaf_as_found",
      "InterventionBrowseLeafAsFound"},
     nullptr},
    {{KeywordField::kInterventionBranch, KeywordType::kText, "intervention_branch",
      "InterventionBrowseBranchName"},
     nullptr},
    {{KeywordField::kInterventionBranchCode, KeywordType::kText, "intervention_branch_code",
      "InterventionBrowseBranchAbbrev"},
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
