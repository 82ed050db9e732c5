#include "libs/schema/structures.h"

#include <utility>

#include "absl/strings/match.h"

namespace trialdex {
namespace {

using C = Column;
using K = KeywordField;
using T = TextField;

Structure Make(absl::string_view name, std::vector<T> text_fields, std::vector<C> columns = {},
               std::vector<K> keywords = {}) {
  Structure structure = {name, std::move(text_fields), std::move(columns), std::move(keywords),
                         nullptr};
  if (structure.text_fields.empty()) return structure;
  auto weights = std::make_shared<FieldWeights>();
  for (const T field : structure.text_fields) (*weights)[static_cast<size_t>(field)] = 1.0F;
  structure.weights = std::move(weights);
  return structure;
}

// What is in `parts` together, under a name of its own.
Structure Union(absl::string_view name, const std::vector<Structure>& all,
                const std::vector<absl::string_view>& parts) {
  std::vector<T> text_fields;
  std::vector<C> columns;
  std::vector<K> keywords;
  for (const Structure& structure : all) {
    for (const absl::string_view part : parts) {
      if (structure.name != part) continue;
      text_fields.insert(text_fields.end(), structure.text_fields.begin(),
                         structure.text_fields.end());
      columns.insert(columns.end(), structure.columns.begin(), structure.columns.end());
      keywords.insert(keywords.end(), structure.keywords.begin(), structure.keywords.end());
    }
  }
  return Make(name, std::move(text_fields), std::move(columns), std::move(keywords));
}

// The elements that modules consist of.
void AddElements(std::vector<Structure>& all) {
  all.push_back(Make("OrgStudyIdInfo", {T::kOrgStudyId, T::kOrgStudyIdType}));
  all.push_back(Make("SecondaryIdInfo", {T::kSecondaryId, T::kSecondaryIdType}));
  all.push_back(Make("Organization", {T::kOrgFullName}, {}, {K::kOrgClass}));
  all.push_back(Make("ExpandedAccessInfo", {}, {},
                     {K::kHasExpandedAccess, K::kExpandedAccessId, K::kExpandedAccessStatus}));
  all.push_back(Make("StartDateStruct", {}, {C::kStartDate}));
  all.push_back(Make("PrimaryCompletionDateStruct", {}, {C::kPrimaryCompletionDate}));
  all.push_back(Make("CompletionDateStruct", {}, {C::kCompletionDate}));
  all.push_back(Make("StudyFirstPostDateStruct", {}, {C::kFirstPostDate}));
  all.push_back(Make("ResultsFirstPostDateStruct", {}, {C::kResultsFirstPostDate}));
  all.push_back(Make("DispFirstPostDateStruct", {}, {C::kDispositionFirstPostDate}));
  all.push_back(Make("LastUpdatePostDateStruct", {}, {C::kLastUpdatePostDate}));
  all.push_back(
      Make("ResponsibleParty",
           {T::kResponsiblePartyInvestigatorFullName, T::kResponsiblePartyInvestigatorTitle,
            T::kResponsiblePartyInvestigatorAffiliation, T::kResponsiblePartyOldNameTitle,
            T::kResponsiblePartyOldOrganization},
           {}, {K::kResponsiblePartyType}));
  all.push_back(Make("LeadSponsor", {T::kLeadSponsorName, T::kLeadSponsorClass}));
  all.push_back(Make("Collaborator", {T::kCollaboratorName, T::kCollaboratorClass}));
  all.push_back(Make("DesignMaskingInfo",
                     {T::kDesignMasking, T::kDesignMaskingDescription, T::kDesignWhoMasked}));
  all.push_back(Make("BioSpec", {T::kBioSpecDescription}, {}, {K::kBiospecimenRetention}));
  all.push_back(Make("EnrollmentInfo", {}, {C::kEnrollment}, {K::kEnrollmentType}));
  all.push_back(Make(
      "ExpandedAccessTypes", {}, {},
      {K::kExpandedAccessIndividual, K::kExpandedAccessIntermediate, K::kExpandedAccessTreatment}));
  all.push_back(Make("ArmGroup", {T::kArmGroupLabel, T::kArmGroupType, T::kArmGroupDescription}));
  all.push_back(Make("Intervention", {T::kInterventionType, T::kInterventionName,
                                      T::kInterventionOtherName, T::kInterventionDescription}));
  all.push_back(Make("PrimaryOutcome", {T::kPrimaryOutcomeMeasure, T::kPrimaryOutcomeDescription,
                                        T::kPrimaryOutcomeTimeFrame}));
  all.push_back(
      Make("SecondaryOutcome", {T::kSecondaryOutcomeMeasure, T::kSecondaryOutcomeDescription,
                                T::kSecondaryOutcomeTimeFrame}));
  all.push_back(Make("OtherOutcome", {T::kOtherOutcomeMeasure, T::kOtherOutcomeDescription,
                                      T::kOtherOutcomeTimeFrame}));
  all.push_back(Make("CentralContact", {T::kCentralContactName}, {},
                     {K::kCentralContactRole, K::kCentralContactPhone, K::kCentralContactEmail}));
  all.push_back(Make("OverallOfficial", {T::kOverallOfficialName, T::kOverallOfficialAffiliation,
                                         T::kOverallOfficialRole}));
  all.push_back(Make("Location", {T::kLocationFacility, T::kLocationCity, T::kLocationState,
                                  T::kLocationZip, T::kLocationCountry, T::kLocationStatus}));
  all.push_back(
      Make("LocationContact", {T::kLocationContactName}, {},
           {K::kLocationContactRole, K::kLocationContactPhone, K::kLocationContactEmail}));
  all.push_back(
      Make("Reference", {T::kReferenceCitation}, {}, {K::kReferencePmid, K::kReferenceType}));
  all.push_back(Make("Retraction", {}, {}, {K::kRetractionPmid, K::kRetractionSource}));
  all.push_back(Make("SeeAlsoLink", {T::kSeeAlsoLinkLabel}, {}, {K::kSeeAlsoUrl}));
  all.push_back(
      Make("AvailIPD", {}, {}, {K::kAvailableIpdId, K::kAvailableIpdType, K::kAvailableIpdUrl}));
  all.push_back(
      Make("LargeDoc", {}, {},
           {K::kDocumentLabel, K::kDocumentType, K::kDocumentFilename, K::kHasProtocolDocument}));
  all.push_back(Make("ConditionMesh", {T::kConditionMeshTerm}, {}, {K::kConditionMeshId}));
  all.push_back(Make("ConditionAncestor", {T::kConditionAncestorTerm}));
  all.push_back(Make("InterventionMesh", {T::kInterventionMeshTerm}, {}, {K::kInterventionMeshId}));
  all.push_back(Make("InterventionAncestor", {T::kInterventionAncestorTerm}));
  all.push_back(Make("SeriousEvent", {}, {}, {K::kSeriousEvent}));
  all.push_back(Make("OtherEvent", {}, {}, {K::kOtherEvent}));
  all.push_back(Make("OutcomeMeasure", {T::kOutcomeMeasureTitle, T::kOutcomeMeasureDescription,
                                        T::kOutcomeMeasurePopulationDescription}));
  all.push_back(Make("BaselineMeasure", {}, {}, {K::kBaselineMeasure}));
  all.push_back(Make("CertainAgreement", {}, {},
                     {K::kPiSponsorEmployee, K::kRestrictiveAgreement, K::kAgreementRestriction}));
  all.push_back(
      Make("PointOfContact", {}, {},
           {K::kPointOfContactOrganization, K::kPointOfContactEmail, K::kPointOfContactPhone}));
  all.push_back(Make("UnpostedEvent", {}, {}, {K::kUnpostedEventType}));
  all.push_back(Make("ViolationEvent", {}, {}, {K::kViolationEventType}));
}

void AddModules(std::vector<Structure>& all) {
  all.push_back(
      Make("OversightModule", {}, {},
           {K::kHasDmc, K::kIsFdaRegulatedDrug, K::kIsFdaRegulatedDevice, K::kIsUnapprovedDevice,
            K::kIsPediatricPostmarketSurveillance, K::kIsUsExport, K::kFdaaa801Violation}));
  all.push_back(Make("DescriptionModule", {T::kBriefSummary, T::kDetailedDescription}));
  all.push_back(Make("ConditionsModule", {T::kCondition, T::kKeyword}));
  all.push_back(
      Make("EligibilityModule",
           {T::kEligibilityInclusion, T::kEligibilityExclusion, T::kEligibilityCriteria,
            T::kStudyPopulation, T::kGenderDescription, T::kSex, T::kStdAge, T::kSamplingMethod},
           {C::kMinimumAge, C::kMaximumAge}, {K::kHealthyVolunteers, K::kGenderBased}));
  all.push_back(Make("DesignInfo",
                     {T::kDesignAllocation, T::kDesignInterventionModel,
                      T::kDesignInterventionModelDescription, T::kDesignPrimaryPurpose,
                      T::kDesignObservationalModel, T::kDesignTimePerspective, T::kDesignMasking}));
  all.push_back(Make("IPDSharingStatementModule", {T::kIpdSharingDescription}, {},
                     {K::kIpdSharing, K::kIpdSharingInfoType, K::kIpdSharingUrl}));
  // The names of modules under which elements stand together.
  all.push_back(Union("SponsorCollaboratorsModule", all,
                      {"ResponsibleParty", "LeadSponsor", "Collaborator"}));
  all.push_back(Union("ArmsInterventionsModule", all, {"ArmGroup", "Intervention"}));
  all.push_back(
      Union("OutcomesModule", all, {"PrimaryOutcome", "SecondaryOutcome", "OtherOutcome"}));
  all.push_back(Union("ContactsLocationsModule", all,
                      {"CentralContact", "OverallOfficial", "Location", "LocationContact"}));
  all.push_back(
      Union("ReferencesModule", all, {"Reference", "Retraction", "SeeAlsoLink", "AvailIPD"}));
  all.push_back(Union("OutcomeMeasuresModule", all, {"OutcomeMeasure"}));
  all.push_back(Union("BaselineCharacteristicsModule", all, {"BaselineMeasure"}));
  all.push_back(Union("AdverseEventsModule", all, {"SeriousEvent", "OtherEvent"}));
  all.push_back(Union("MoreInfoModule", all, {"CertainAgreement", "PointOfContact"}));
  all.push_back(Union("ResultsSection", all,
                      {"OutcomeMeasure", "BaselineMeasure", "SeriousEvent", "OtherEvent",
                       "CertainAgreement", "PointOfContact"}));
  all.push_back(Union("LargeDocumentModule", all, {"LargeDoc"}));
  all.push_back(Union("DocumentSection", all, {"LargeDoc"}));
  all.push_back(Union("AnnotationSection", all, {"UnpostedEvent", "ViolationEvent"}));
  all.push_back(Union("UnpostedAnnotation", all, {"UnpostedEvent"}));
  all.push_back(Union("ViolationAnnotation", all, {"ViolationEvent"}));
  all.push_back(Union("ConditionBrowseModule", all, {"ConditionMesh", "ConditionAncestor"}));
  all.push_back(
      Union("InterventionBrowseModule", all, {"InterventionMesh", "InterventionAncestor"}));
}

}  // namespace

absl::Span<const Structure> AllStructures() {
  static const std::vector<Structure>& structures = *[] {
    auto* all = new std::vector<Structure>;
    AddElements(*all);
    AddModules(*all);
    return all;
  }();
  return structures;
}

const Structure* FindStructure(absl::string_view name) {
  for (const Structure& structure : AllStructures()) {
    if (absl::EqualsIgnoreCase(structure.name, name)) return &structure;
  }
  return nullptr;
}

}  // namespace trialdex
