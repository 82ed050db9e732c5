#include <string>

#include "absl/strings/ascii.h"
#include "libs/schema/text_fields.h"
#include "libs/trial/enum_names.h"

namespace trialdex {
namespace {

using Visitor = absl::FunctionRef<void(TextField, uint32_t, absl::string_view)>;

// The registry's word as words: "NOT_YET_RECRUITING" is "not yet recruiting",
// "PHASE2" is "phase 2", "NA" is "not applicable".
std::string WordsOf(absl::string_view enum_word) {
  if (enum_word == "NA") return "not applicable";
  std::string words;
  for (const char c : enum_word) {
    const bool digit = absl::ascii_isdigit(static_cast<unsigned char>(c));
    if (digit && !words.empty() && absl::ascii_isalpha(static_cast<unsigned char>(words.back()))) {
      words += ' ';
    }
    words += c == '_' ? ' ' : absl::ascii_tolower(static_cast<unsigned char>(c));
  }
  return words;
}

// Calls the visitor for the values of one field after the other.
class FieldVisitor {
 public:
  explicit FieldVisitor(Visitor visit) : visit_(visit) {}

  void Text(TextField field, absl::string_view text, uint32_t index = 0) {
    if (!text.empty()) visit_(field, index, text);
  }

  template <typename Enum>
  void Word(TextField field, Enum value, uint32_t index = 0) {
    const absl::string_view word = EnumWord(value);
    if (!word.empty()) visit_(field, index, WordsOf(word));
  }

  // `text_of` picks the text out of each element of `list`.
  template <typename List, typename TextOf>
  void Texts(TextField field, const List& list, TextOf text_of) {
    uint32_t index = 0;
    for (const auto& element : list) Text(field, text_of(element), index++);
  }

  template <typename List>
  void Texts(TextField field, const List& list) {
    Texts(field, list, [](const std::string& text) -> absl::string_view { return text; });
  }

  template <typename List, typename EnumOf>
  void Words(TextField field, const List& list, EnumOf enum_of) {
    uint32_t index = 0;
    for (const auto& element : list) Word(field, enum_of(element), index++);
  }

 private:
  Visitor visit_;
};

void VisitNames(const v1::Trial& trial, FieldVisitor& visit) {
  const v1::Identification& names = trial.identification();
  const auto value = [](const v1::Identifier& id) -> absl::string_view { return id.value(); };
  visit.Text(TextField::kNctId, trial.id());
  visit.Texts(TextField::kNctIdAlias, names.aliases());
  visit.Text(TextField::kAcronym, names.acronym());
  visit.Text(TextField::kBriefTitle, names.brief_title());
  visit.Text(TextField::kOfficialTitle, names.official_title());
  visit.Text(TextField::kOrgStudyId, names.org_study_id().value());
  visit.Word(TextField::kOrgStudyIdType, names.org_study_id().type());
  visit.Texts(TextField::kSecondaryId, names.secondary_ids(), value);
  visit.Words(TextField::kSecondaryIdType, names.secondary_ids(),
              [](const v1::Identifier& id) { return id.type(); });
  visit.Text(TextField::kOrgFullName, names.organization().name());
}

void VisitSubject(const v1::Trial& trial, FieldVisitor& visit) {
  const v1::Conditions& conditions = trial.conditions();
  const auto term = [](const v1::MeshTerm& mesh) -> absl::string_view { return mesh.term(); };
  visit.Texts(TextField::kCondition, conditions.conditions());
  visit.Texts(TextField::kKeyword, conditions.keywords());
  visit.Texts(TextField::kConditionMeshTerm, conditions.condition_browse().meshes(), term);
  visit.Texts(TextField::kConditionAncestorTerm, conditions.condition_browse().ancestors(), term);

  using v1::Intervention;
  visit.Words(TextField::kInterventionType, trial.interventions(),
              [](const Intervention& i) { return i.type(); });
  visit.Texts(TextField::kInterventionName, trial.interventions(),
              [](const Intervention& i) -> absl::string_view { return i.name(); });
  uint32_t index = 0;
  for (const Intervention& intervention : trial.interventions()) {
    for (const std::string& name : intervention.other_names()) {
      visit.Text(TextField::kInterventionOtherName, name, index++);
    }
  }
  visit.Texts(TextField::kInterventionDescription, trial.interventions(),
              [](const Intervention& i) -> absl::string_view { return i.description(); });
  visit.Texts(TextField::kInterventionMeshTerm, conditions.intervention_browse().meshes(), term);
  visit.Texts(TextField::kInterventionAncestorTerm, conditions.intervention_browse().ancestors(),
              term);

  visit.Texts(TextField::kArmGroupLabel, trial.arms(),
              [](const v1::Arm& arm) -> absl::string_view { return arm.label(); });
  visit.Words(TextField::kArmGroupType, trial.arms(),
              [](const v1::Arm& arm) { return arm.type(); });
  visit.Texts(TextField::kArmGroupDescription, trial.arms(),
              [](const v1::Arm& arm) -> absl::string_view { return arm.description(); });
  visit.Text(TextField::kBriefSummary, trial.description().brief_summary());
  visit.Text(TextField::kDetailedDescription, trial.description().detailed_description());
}

void VisitDesign(const v1::Trial& trial, FieldVisitor& visit) {
  const v1::Design& design = trial.design();
  visit.Word(TextField::kOverallStatus, trial.status().overall_status());
  visit.Text(TextField::kWhyStopped, trial.status().why_stopped());
  visit.Word(TextField::kStudyType, design.study_type());
  visit.Words(TextField::kPhase, design.phases(),
              [](int phase) { return static_cast<v1::Phase>(phase); });
  visit.Word(TextField::kDesignAllocation, design.allocation());
  visit.Word(TextField::kDesignInterventionModel, design.intervention_model());
  visit.Text(TextField::kDesignInterventionModelDescription,
             design.intervention_model_description());
  visit.Word(TextField::kDesignPrimaryPurpose, design.primary_purpose());
  visit.Word(TextField::kDesignObservationalModel, design.observational_model());
  visit.Words(TextField::kDesignTimePerspective, design.time_perspectives(),
              [](int perspective) { return static_cast<v1::TimePerspective>(perspective); });
  // The registry's page calls an unmasked trial "None (Open Label)".
  if (design.masking() == v1::MASKING_NONE) {
    visit.Text(TextField::kDesignMasking, "none open label");
  } else {
    visit.Word(TextField::kDesignMasking, design.masking());
  }
  visit.Text(TextField::kDesignMaskingDescription, design.masking_description());
  visit.Words(TextField::kDesignWhoMasked, design.who_masked(),
              [](int role) { return static_cast<v1::MaskedRole>(role); });
  visit.Text(TextField::kBioSpecDescription, design.biospecimen().description());
}

template <typename Outcomes>
void VisitOutcomeList(const Outcomes& outcomes, TextField measure, TextField description,
                      TextField time_frame, FieldVisitor& visit) {
  using v1::Outcome;
  visit.Texts(measure, outcomes, [](const Outcome& o) -> absl::string_view { return o.measure(); });
  visit.Texts(description, outcomes,
              [](const Outcome& o) -> absl::string_view { return o.description(); });
  visit.Texts(time_frame, outcomes,
              [](const Outcome& o) -> absl::string_view { return o.time_frame(); });
}

void VisitOutcomes(const v1::Trial& trial, FieldVisitor& visit) {
  VisitOutcomeList(trial.outcomes().primary(), TextField::kPrimaryOutcomeMeasure,
                   TextField::kPrimaryOutcomeDescription, TextField::kPrimaryOutcomeTimeFrame,
                   visit);
  VisitOutcomeList(trial.outcomes().secondary(), TextField::kSecondaryOutcomeMeasure,
                   TextField::kSecondaryOutcomeDescription, TextField::kSecondaryOutcomeTimeFrame,
                   visit);
  VisitOutcomeList(trial.outcomes().other(), TextField::kOtherOutcomeMeasure,
                   TextField::kOtherOutcomeDescription, TextField::kOtherOutcomeTimeFrame, visit);

  using v1::OutcomeMeasure;
  const auto& measures = trial.results().outcome_measures();
  visit.Texts(TextField::kOutcomeMeasureTitle, measures,
              [](const OutcomeMeasure& m) -> absl::string_view { return m.title(); });
  visit.Texts(TextField::kOutcomeMeasureDescription, measures,
              [](const OutcomeMeasure& m) -> absl::string_view { return m.description(); });
  visit.Texts(
      TextField::kOutcomeMeasurePopulationDescription, measures,
      [](const OutcomeMeasure& m) -> absl::string_view { return m.population_description(); });
}

void VisitCriteria(const v1::Eligibility& eligibility, v1::CriterionKind kind, TextField field,
                   FieldVisitor& visit) {
  uint32_t index = 0;
  for (const v1::Criterion& criterion : eligibility.criteria()) {
    if (criterion.kind() == kind) visit.Text(field, criterion.text(), index++);
  }
}

void VisitEligibility(const v1::Eligibility& eligibility, FieldVisitor& visit) {
  VisitCriteria(eligibility, v1::CRITERION_KIND_INCLUSION, TextField::kEligibilityInclusion, visit);
  VisitCriteria(eligibility, v1::CRITERION_KIND_EXCLUSION, TextField::kEligibilityExclusion, visit);
  VisitCriteria(eligibility, v1::CRITERION_KIND_UNSPECIFIED, TextField::kEligibilityCriteria,
                visit);
  visit.Text(TextField::kStudyPopulation, eligibility.study_population());
  visit.Text(TextField::kGenderDescription, eligibility.gender_description());
  visit.Word(TextField::kSex, eligibility.sex());
  visit.Words(TextField::kStdAge, eligibility.standard_ages(),
              [](int age) { return static_cast<v1::StandardAge>(age); });
  visit.Word(TextField::kSamplingMethod, eligibility.sampling_method());
}

void VisitSponsors(const v1::Sponsorship& sponsorship, FieldVisitor& visit) {
  using v1::Organization;
  visit.Text(TextField::kLeadSponsorName, sponsorship.lead_sponsor().name());
  visit.Word(TextField::kLeadSponsorClass, sponsorship.lead_sponsor().agency_class());
  visit.Texts(TextField::kCollaboratorName, sponsorship.collaborators(),
              [](const Organization& o) -> absl::string_view { return o.name(); });
  visit.Words(TextField::kCollaboratorClass, sponsorship.collaborators(),
              [](const Organization& o) { return o.agency_class(); });
  const v1::ResponsibleParty& party = sponsorship.responsible_party();
  visit.Text(TextField::kResponsiblePartyInvestigatorFullName, party.investigator_full_name());
  visit.Text(TextField::kResponsiblePartyInvestigatorTitle, party.investigator_title());
  visit.Text(TextField::kResponsiblePartyInvestigatorAffiliation, party.investigator_affiliation());
  visit.Text(TextField::kResponsiblePartyOldNameTitle, party.old_name_title());
  visit.Text(TextField::kResponsiblePartyOldOrganization, party.old_organization());
}

bool HasSiteIn(const v1::ContactsLocations& places, const std::string& country) {
  for (const v1::Location& location : places.locations()) {
    if (location.country() == country) return true;
  }
  return false;
}

void VisitPlaces(const v1::ContactsLocations& places, FieldVisitor& visit) {
  using v1::Location;
  using v1::Official;
  visit.Texts(TextField::kOverallOfficialName, places.officials(),
              [](const Official& o) -> absl::string_view { return o.name(); });
  visit.Texts(TextField::kOverallOfficialAffiliation, places.officials(),
              [](const Official& o) -> absl::string_view { return o.affiliation(); });
  visit.Words(TextField::kOverallOfficialRole, places.officials(),
              [](const Official& o) { return o.role(); });
  visit.Texts(TextField::kCentralContactName, places.central_contacts(),
              [](const v1::Contact& c) -> absl::string_view { return c.name(); });
  visit.Texts(TextField::kLocationFacility, places.locations(),
              [](const Location& l) -> absl::string_view { return l.facility(); });
  visit.Texts(TextField::kLocationCity, places.locations(),
              [](const Location& l) -> absl::string_view { return l.city(); });
  visit.Texts(TextField::kLocationState, places.locations(),
              [](const Location& l) -> absl::string_view { return l.state(); });
  visit.Texts(TextField::kLocationZip, places.locations(),
              [](const Location& l) -> absl::string_view { return l.zip(); });
  visit.Texts(TextField::kLocationCountry, places.locations(),
              [](const Location& l) -> absl::string_view { return l.country(); });
  visit.Words(TextField::kLocationStatus, places.locations(),
              [](const Location& l) { return l.status(); });
  uint32_t index = 0;
  for (const Location& location : places.locations()) {
    for (const v1::Contact& contact : location.contacts()) {
      visit.Text(TextField::kLocationContactName, contact.name(), index++);
    }
  }
  index = 0;
  for (const v1::Country& country : places.countries()) {
    if (HasSiteIn(places, country.name())) continue;
    visit.Text(TextField::kRemovedCountry, country.name(), index++);
  }
}

}  // namespace

void VisitText(const v1::Trial& trial,
               absl::FunctionRef<void(TextField, uint32_t, absl::string_view)> visit) {
  FieldVisitor fields(visit);
  VisitNames(trial, fields);
  VisitSubject(trial, fields);
  VisitDesign(trial, fields);
  VisitOutcomes(trial, fields);
  VisitEligibility(trial.eligibility(), fields);
  VisitSponsors(trial.sponsorship(), fields);
  VisitPlaces(trial.contacts_locations(), fields);
  fields.Texts(TextField::kReferenceCitation, trial.references().references(),
               [](const v1::Reference& r) -> absl::string_view { return r.citation(); });
  fields.Texts(TextField::kSeeAlsoLinkLabel, trial.references().see_also_links(),
               [](const v1::SeeAlsoLink& l) -> absl::string_view { return l.label(); });
  fields.Text(TextField::kIpdSharingDescription, trial.ipd_sharing().description());
}

}  // namespace trialdex
