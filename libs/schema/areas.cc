#include "libs/schema/areas.h"

#include <initializer_list>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/ascii.h"
#include "libs/schema/suggestion.h"

namespace trialdex {
namespace {

using enum TextField;

// Fields of one weight.
struct Tier {
  float weight;
  std::initializer_list<TextField> fields;
};

using Tiers = std::initializer_list<Tier>;

// `base` with these fields added.
SearchArea Extended(const SearchArea& base, absl::string_view name, absl::string_view parameter,
                    Tiers tiers) {
  auto weights = std::make_shared<FieldWeights>(*base.weights);
  for (const Tier& tier : tiers) {
    for (const TextField field : tier.fields) {
      (*weights)[static_cast<size_t>(field)] = tier.weight;
    }
  }
  return {name, parameter, std::move(weights)};
}

SearchArea MakeArea(absl::string_view name, absl::string_view parameter, Tiers tiers) {
  const SearchArea nothing = {{}, {}, std::make_shared<FieldWeights>()};
  return Extended(nothing, name, parameter, tiers);
}

// ClinicalTrials.gov's weights of 2024-06, for the pieces that a Trial has.
std::vector<SearchArea> MakeAreas() {
  std::vector<SearchArea> areas;
  const SearchArea basic = MakeArea(
      "BasicSearch", "query.term",
      {{1.0F, {kNctId, kAcronym}},
       {0.89F, {kBriefTitle}},
       {0.85F, {kOfficialTitle}},
       {0.81F, {kCondition}},
       {0.8F, {kInterventionName}},
       {0.75F, {kInterventionOtherName}},
       {0.65F, {kPhase, kStdAge}},
       {0.6F, {kPrimaryOutcomeMeasure, kKeyword, kBriefSummary}},
       {0.5F, {kArmGroupLabel, kSecondaryOutcomeMeasure}},
       {0.45F, {kInterventionDescription, kArmGroupDescription}},
       {0.4F,
        {kPrimaryOutcomeDescription, kLeadSponsorName, kOrgStudyId, kSecondaryId, kNctIdAlias}},
       {0.35F,
        {kInterventionType, kArmGroupType, kSecondaryOutcomeDescription, kLocationFacility,
         kLocationState, kLocationCountry, kLocationCity, kLocationStatus}},
       {0.3F,
        {kBioSpecDescription,
         kResponsiblePartyInvestigatorFullName,
         kResponsiblePartyInvestigatorTitle,
         kResponsiblePartyInvestigatorAffiliation,
         kResponsiblePartyOldNameTitle,
         kResponsiblePartyOldOrganization,
         kOverallOfficialAffiliation,
         kOverallOfficialRole,
         kOverallOfficialName,
         kCentralContactName,
         kConditionMeshTerm,
         kInterventionMeshTerm,
         kDesignAllocation,
         kDesignInterventionModel,
         kDesignMasking,
         kDesignWhoMasked,
         kDesignObservationalModel,
         kDesignPrimaryPurpose,
         kDesignTimePerspective,
         kStudyType}},
       {0.25F, {kConditionAncestorTerm, kInterventionAncestorTerm, kCollaboratorName}},
       {0.15F, {kOtherOutcomeMeasure, kOutcomeMeasureTitle}},
       {0.1F, {kOtherOutcomeDescription, kOutcomeMeasureDescription, kLocationContactName}}});
  areas.push_back(Extended(
      basic, "Default", "",
      {{0.2F, {kEligibilityInclusion, kEligibilityCriteria, kStudyPopulation, kOverallStatus}},
       {0.15F, {kDetailedDescription, kWhyStopped}},
       {0.1F, {kEligibilityExclusion, kOrgFullName, kRemovedCountry}}}));
  areas.push_back(basic);
  areas.push_back(MakeArea("ConditionSearch", "query.cond",
                           {{0.95F, {kCondition}},
                            {0.6F, {kBriefTitle}},
                            {0.55F, {kOfficialTitle}},
                            {0.5F, {kConditionMeshTerm}},
                            {0.4F, {kConditionAncestorTerm}},
                            {0.3F, {kKeyword}},
                            {0.2F, {kNctId}}}));
  areas.push_back(MakeArea(
      "InterventionSearch", "query.intr",
      {{0.95F, {kInterventionName}},
       {0.85F, {kInterventionType, kArmGroupType}},
       {0.75F, {kInterventionOtherName}},
       {0.65F, {kBriefTitle}},
       {0.6F, {kOfficialTitle}},
       {0.5F, {kArmGroupLabel, kInterventionMeshTerm, kKeyword}},
       {0.4F, {kInterventionAncestorTerm, kInterventionDescription, kArmGroupDescription}}}));
  areas.push_back(MakeArea("InterventionNameSearch", "",
                           {{0.99F, {kInterventionName}}, {0.9F, {kInterventionOtherName}}}));
  areas.push_back(MakeArea("ObsoleteConditionSearch", "",
                           {{0.95F, {kCondition}},
                            {0.8F, {kConditionMeshTerm, kConditionAncestorTerm}},
                            {0.6F, {kKeyword}}}));
  areas.push_back(
      MakeArea("ExternalIdsSearch", "", {{0.9F, {kOrgStudyId}}, {0.7F, {kSecondaryId}}}));
  areas.push_back(MakeArea("ExternalIdTypesSearch", "",
                           {{0.9F, {kOrgStudyIdType}}, {0.7F, {kSecondaryIdType}}}));
  areas.push_back(
      MakeArea("EligibilitySearch", "",
               {{0.95F, {kEligibilityInclusion, kEligibilityExclusion, kEligibilityCriteria}},
                {0.8F, {kStudyPopulation}}}));
  areas.push_back(MakeArea("OutcomeSearch", "query.outc",
                           {{0.9F, {kPrimaryOutcomeMeasure}},
                            {0.8F, {kSecondaryOutcomeMeasure}},
                            {0.6F, {kPrimaryOutcomeDescription}},
                            {0.5F, {kSecondaryOutcomeDescription}},
                            {0.4F, {kOtherOutcomeMeasure, kOutcomeMeasureTitle}},
                            {0.3F,
                             {kOtherOutcomeDescription, kOutcomeMeasureDescription,
                              kOutcomeMeasurePopulationDescription}}}));
  areas.push_back(MakeArea("OutcomeNameSearch", "",
                           {{0.98F, {kPrimaryOutcomeMeasure}},
                            {0.8F, {kSecondaryOutcomeMeasure}},
                            {0.5F, {kOtherOutcomeMeasure}},
                            {0.3F, {kOutcomeMeasureTitle}}}));
  areas.push_back(
      MakeArea("TitleSearch", "query.titles",
               {{0.99F, {kAcronym}}, {0.95F, {kBriefTitle}}, {0.8F, {kOfficialTitle}}}));
  areas.push_back(
      MakeArea("LocationSearch", "query.locn",
               {{0.95F, {kLocationCity, kLocationState, kLocationCountry, kLocationFacility}},
                {0.35F, {kLocationZip}}}));
  areas.push_back(MakeArea("ContactSearch", "",
                           {{0.95F, {kOverallOfficialName}},
                            {0.9F, {kCentralContactName}},
                            {0.85F, {kOverallOfficialAffiliation}},
                            {0.8F, {kLocationContactName}}}));
  areas.push_back(MakeArea("NCTIdSearch", "", {{0.99F, {kNctId}}, {0.9F, {kNctIdAlias}}}));
  areas.push_back(MakeArea("IdSearch", "query.id",
                           {{0.99F, {kNctId}},
                            {0.9F, {kNctIdAlias}},
                            {0.85F, {kAcronym}},
                            {0.8F, {kOrgStudyId}},
                            {0.75F, {kSecondaryId}}}));
  areas.push_back(
      MakeArea("SponsorSearch", "query.spons",
               {{0.99F, {kLeadSponsorName}}, {0.9F, {kCollaboratorName}}, {0.6F, {kOrgFullName}}}));
  areas.push_back(MakeArea("FunderTypeSearch", "",
                           {{0.99F, {kLeadSponsorClass}}, {0.9F, {kCollaboratorClass}}}));
  areas.push_back(
      MakeArea("ResponsiblePartySearch", "",
               {{0.9F, {kResponsiblePartyInvestigatorFullName}},
                {0.8F, {kResponsiblePartyOldNameTitle, kResponsiblePartyInvestigatorAffiliation}},
                {0.7F, {kResponsiblePartyOldOrganization, kResponsiblePartyInvestigatorTitle}}}));
  areas.push_back(MakeArea(
      "PatientSearch", "query.patient",
      {{1.0F, {kAcronym}},
       {0.95F, {kCondition}},
       {0.9F, {kBriefTitle}},
       {0.85F, {kOfficialTitle}},
       {0.8F, {kConditionMeshTerm}},
       {0.7F, {kConditionAncestorTerm}},
       {0.65F, {kBriefSummary}},
       {0.6F,
        {kKeyword, kInterventionName, kInterventionOtherName, kPrimaryOutcomeMeasure, kStdAge}},
       {0.5F, {kArmGroupLabel, kSecondaryOutcomeMeasure}},
       {0.45F, {kInterventionDescription, kArmGroupDescription, kPrimaryOutcomeDescription}},
       {0.4F, {kLeadSponsorName, kOrgStudyId, kSecondaryId, kNctIdAlias}},
       {0.35F,
        {kSecondaryOutcomeDescription, kLocationFacility, kLocationState, kLocationCountry,
         kLocationCity}},
       {0.3F,
        {kBioSpecDescription, kResponsiblePartyInvestigatorFullName,
         kResponsiblePartyInvestigatorTitle, kResponsiblePartyInvestigatorAffiliation,
         kResponsiblePartyOldNameTitle, kResponsiblePartyOldOrganization,
         kOverallOfficialAffiliation, kOverallOfficialName, kCentralContactName,
         kDesignInterventionModel, kDesignMasking, kDesignWhoMasked, kDesignObservationalModel,
         kDesignPrimaryPurpose, kDesignTimePerspective, kInterventionMeshTerm}},
       {0.25F, {kInterventionAncestorTerm, kCollaboratorName}},
       {0.15F, {kOtherOutcomeMeasure}},
       {0.1F, {kOtherOutcomeDescription, kLocationContactName}}}));
  // One piece of the registry, kept as three fields here.
  areas.push_back(
      MakeArea("EligibilityCriteria", "",
               {{1.0F, {kEligibilityInclusion, kEligibilityExclusion, kEligibilityCriteria}}}));
  return areas;
}

// Areas of several fields, and after them one for each field.
struct Registry {
  std::vector<SearchArea> areas = MakeAreas();
  std::vector<SearchArea> pieces;
  absl::flat_hash_map<std::string, const SearchArea*> by_name;

  Registry() {
    for (const TextFieldInfo& info : AllTextFields()) {
      pieces.push_back(MakeArea(info.piece, "", {{1.0F, {info.field}}}));
    }
    for (const SearchArea& area : areas) {
      by_name.emplace(absl::AsciiStrToLower(area.name), &area);
      if (!area.parameter.empty()) by_name.emplace(area.parameter, &area);
    }
    // emplace keeps what is there: an area wins over a piece of its name.
    for (size_t i = 0; i < pieces.size(); ++i) {
      by_name.emplace(absl::AsciiStrToLower(pieces[i].name), &pieces[i]);
      by_name.emplace(AllTextFields()[i].name, FindByPiece(pieces[i].name));
    }
  }

  const SearchArea* FindByPiece(absl::string_view piece) const {
    return by_name.at(absl::AsciiStrToLower(piece));
  }
};

const Registry& Areas() {
  static const Registry& registry = *new Registry;
  return registry;
}

}  // namespace

absl::Span<const SearchArea> AllSearchAreas() { return Areas().areas; }

const SearchArea& DefaultSearchArea() { return Areas().areas.front(); }

const SearchArea* FindSearchArea(absl::string_view name) {
  const auto it = Areas().by_name.find(absl::AsciiStrToLower(name));
  return it == Areas().by_name.end() ? nullptr : it->second;
}

std::string SuggestSearchArea(absl::string_view name) {
  std::vector<absl::string_view> names;
  for (const SearchArea& area : Areas().areas) names.push_back(area.name);
  for (const SearchArea& piece : Areas().pieces) names.push_back(piece.name);
  return NearestName(name, names);
}

}  // namespace trialdex
