#include "libs/trial/page/page_rendering.h"

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/trial/age.h"
#include "libs/trial/enum_names.h"
#include "libs/trial/intervention_label.h"
#include "libs/trial/page/page_extra_sections.h"
#include "libs/trial/page/page_writer.h"
#include "libs/trial/partial_date.h"

namespace trialdex {
namespace {

namespace label = page_label;

// "Label VALUE"; the label alone without a value.
std::string Beside(absl::string_view label, absl::string_view value) {
  return value.empty() ? std::string(label) : absl::StrCat(label, " ", value);
}

absl::string_view OrAbsent(absl::string_view value) {
  return value.empty() ? label::kAbsent : value;
}

template <typename Enum>
std::string Words(const google::protobuf::RepeatedField<int>& values) {
  std::vector<absl::string_view> words;
  for (const int value : values) words.push_back(EnumWord(static_cast<Enum>(value)));
  return absl::StrJoin(words, ", ");
}

void WriteHead(const v1::Trial& trial, PageWriter& page) {
  const v1::Identification& names = trial.identification();
  page.Paragraph(names.brief_title());
  page.Inline(label::kNctId, trial.id());
  page.Inline(label::kLastUpdated,
              FormatPartialDate(trial.status().last_update_post_date().date()));
  page.Inline(label::kOfficialTitle, names.official_title());
  page.Inline(label::kAcronym, names.acronym());

  page.Begin(PageSection::kStudyResults);
  if (trial.results_state() == v1::RESULTS_STATE_NONE) page.Paragraph(label::kResultsPending);
  if (trial.results_state() == v1::RESULTS_STATE_POSTED) page.Paragraph(label::kResultsAvailable);
}

void WriteBasicInformation(const v1::Status& status, const v1::Design& design, PageWriter& page) {
  page.Begin(PageSection::kBasicInformation);
  page.Labelled(label::kRecruitmentStatus, EnumWord(status.overall_status()));
  page.Labelled(label::kWhyStopped, status.why_stopped());
  page.Labelled(label::kPhase, Words<v1::Phase>(design.phases()));
  if (design.enrollment().has_count()) {
    page.Labelled(label::kEnrollment, absl::StrCat(design.enrollment().count(), " participants"));
  }
  page.Labelled(label::kStudyType, EnumWord(design.study_type()));
  page.Labelled(label::kStartDate, FormatPartialDate(status.start_date().date()));
  page.Labelled(label::kPrimaryCompletionDate,
                FormatPartialDate(status.primary_completion_date().date()));
  page.Labelled(label::kCompletionDate, FormatPartialDate(status.completion_date().date()));
}

void WriteTexts(const v1::Trial& trial, PageWriter& page) {
  page.Begin(PageSection::kBriefSummary);
  page.Paragraph(trial.description().brief_summary());
  page.Begin(PageSection::kDetailedDescription);
  page.Paragraph(trial.description().detailed_description());
  page.Begin(PageSection::kConditions);
  const auto& conditions = trial.conditions().conditions();
  page.Lines({conditions.begin(), conditions.end()});
}

void WriteDesign(const v1::Design& design, PageWriter& page) {
  page.Begin(PageSection::kStudyDesign);
  page.Labelled(label::kAllocation, EnumWord(design.allocation()));
  page.Labelled(label::kInterventionModel, EnumWord(design.intervention_model()));
  page.Labelled(label::kObservationalModel, EnumWord(design.observational_model()));
  page.Labelled(label::kTimePerspective, Words<v1::TimePerspective>(design.time_perspectives()));
  page.Labelled(label::kPrimaryPurpose, EnumWord(design.primary_purpose()));
  page.Labelled(label::kMasking, EnumWord(design.masking()));
  page.Labelled(label::kWhoMasked, Words<v1::MaskedRole>(design.who_masked()));
}

bool IsLinked(const v1::Intervention& intervention, const v1::Arm& arm) {
  const auto& labels = intervention.arm_labels();
  return std::find(labels.begin(), labels.end(), arm.label()) != labels.end();
}

// The interventions of `arm`, in its own order. Either half of the link will
// do; both together tell interventions of the same name apart.
std::vector<const v1::Intervention*> InterventionsOf(const v1::Trial& trial, const v1::Arm& arm) {
  std::vector<const v1::Intervention*> found;
  const auto is_new = [&found](const v1::Intervention& intervention) {
    return std::find(found.begin(), found.end(), &intervention) == found.end();
  };
  for (const std::string& name : arm.intervention_names()) {
    const v1::Intervention* best = nullptr;
    for (const v1::Intervention& intervention : trial.interventions()) {
      if (InterventionLabel(intervention) != name || !is_new(intervention)) continue;
      if (best == nullptr || (IsLinked(intervention, arm) && !IsLinked(*best, arm))) {
        best = &intervention;
      }
    }
    if (best != nullptr) found.push_back(best);
  }
  for (const v1::Intervention& intervention : trial.interventions()) {
    if (IsLinked(intervention, arm) && is_new(intervention)) found.push_back(&intervention);
  }
  return found;
}

void WriteArms(const v1::Trial& trial, PageWriter& page) {
  page.Begin(PageSection::kStudyGroups);
  for (const v1::Arm& arm : trial.arms()) {
    page.Paragraph(arm.label());
    page.Paragraph(arm.description());
    if (arm.type() != v1::ARM_TYPE_UNSPECIFIED) {
      page.Paragraph(Beside(label::kGroupType, EnumWord(arm.type())));
    }
    for (const v1::Intervention* intervention : InterventionsOf(trial, arm)) {
      page.Paragraph(intervention->name());
      page.Paragraph(Beside(label::kInterventionType, EnumWord(intervention->type())));
      page.Paragraph(intervention->description());
    }
  }
  page.Begin(PageSection::kInterventions);
  for (const v1::Intervention& intervention : trial.interventions()) {
    page.Paragraph(intervention.name());
    page.Paragraph(intervention.description());
    page.Paragraph(Beside(label::kInterventionType, EnumWord(intervention.type())));
  }
}

void WriteEligibility(const v1::Eligibility& eligibility, PageWriter& page) {
  page.Begin(PageSection::kEligibility);
  page.Paragraph(eligibility.criteria_text());
  page.Labelled(label::kMinimumAge, FormatAge(eligibility.minimum_age()));
  page.Labelled(label::kMaximumAge, FormatAge(eligibility.maximum_age()));
  page.Labelled(label::kSex, EnumWord(eligibility.sex()));
  if (eligibility.has_healthy_volunteers()) {
    page.Labelled(label::kHealthyVolunteers, eligibility.healthy_volunteers() ? "Yes" : "No");
  }
}

void WriteSponsor(const v1::Organization& sponsor, absl::string_view role, PageWriter& page) {
  page.Paragraph(sponsor.name());
  page.Paragraph(EnumWord(sponsor.agency_class()));
  page.Paragraph(Beside(label::kSponsorRole, role));
}

void WriteSponsors(const v1::Sponsorship& sponsorship, PageWriter& page) {
  page.Begin(PageSection::kSponsors);
  if (sponsorship.has_lead_sponsor()) WriteSponsor(sponsorship.lead_sponsor(), label::kLead, page);
  for (const v1::Organization& collaborator : sponsorship.collaborators()) {
    WriteSponsor(collaborator, label::kCollaborator, page);
  }
  const v1::ResponsibleParty& party = sponsorship.responsible_party();
  page.Begin(PageSection::kResponsibleParty);
  if (party.type() != v1::RESPONSIBLE_PARTY_TYPE_UNSPECIFIED) {
    page.Paragraph(Beside(label::kResponsibilityRole, EnumWord(party.type())));
  }
  page.Inline(label::kInvestigatorName, party.investigator_full_name());
  page.Inline(label::kInvestigatorTitle, party.investigator_title());
  page.Inline(label::kInvestigatorAffiliation, party.investigator_affiliation());
}

void WriteOfficials(const v1::ContactsLocations& contacts, PageWriter& page) {
  page.Begin(PageSection::kInvestigators);
  for (const v1::Official& official : contacts.officials()) {
    page.Paragraph(official.name());
    page.Inline(label::kRole, OrAbsent(EnumWord(official.role())));
    page.Paragraph(official.affiliation());
  }
}

void WritePlaces(const v1::ContactsLocations& contacts, PageWriter& page) {
  page.Begin(PageSection::kLocations);
  for (const v1::Location& location : contacts.locations()) {
    std::vector<absl::string_view> place;
    for (const std::string* part : {&location.city(), &location.state(), &location.country()}) {
      if (!part->empty()) place.push_back(*part);
    }
    page.Paragraph(location.facility());
    page.Paragraph(absl::StrJoin(place, ", "));
    page.Paragraph(Beside(label::kSiteStatus, EnumWord(location.status())));
  }
  page.Begin(PageSection::kCountries);
  std::vector<std::string> names;
  for (const v1::Country& country : contacts.countries()) names.push_back(country.name());
  page.Lines(names);
}

void WriteIdentifier(absl::string_view value, v1::IdentifierType type, absl::string_view source,
                     PageWriter& page) {
  page.Paragraph(value);
  page.Inline(label::kIdentifierType, OrAbsent(EnumWord(type)));
  page.Inline(label::kIdentifierSource, source);
}

void WriteIdentifiers(const v1::Identification& names, PageWriter& page) {
  page.Begin(PageSection::kOtherIdentifiers);
  if (names.has_org_study_id()) {
    WriteIdentifier(names.org_study_id().value(), names.org_study_id().type(), label::kOrgStudyId,
                    page);
  }
  for (const v1::Identifier& id : names.secondary_ids()) {
    const absl::string_view source = id.domain();
    WriteIdentifier(id.value(), id.type(), source.empty() ? label::kSecondaryId : source, page);
  }
  for (const std::string& alias : names.aliases()) {
    WriteIdentifier(alias, v1::IDENTIFIER_TYPE_UNSPECIFIED, label::kAlias, page);
  }
}

}  // namespace

std::string RenderPage(const v1::Trial& trial) {
  PageWriter page;
  WriteHead(trial, page);
  WriteBasicInformation(trial.status(), trial.design(), page);
  WriteOversight(trial.oversight(), page);
  WriteTexts(trial, page);
  WriteKeywordsAndTerms(trial.conditions(), page);
  WriteDesign(trial.design(), page);
  WriteArms(trial, page);
  WriteOutcomes(trial.outcomes(), page);
  WriteEligibility(trial.eligibility(), page);
  WriteSponsors(trial.sponsorship(), page);
  WriteOfficials(trial.contacts_locations(), page);
  WriteCentralContacts(trial.contacts_locations(), page);
  WritePlaces(trial.contacts_locations(), page);
  WriteReferences(trial.references(), page);
  WriteDataSharing(trial.ipd_sharing(), page);
  WriteDocuments(trial.documents(), page);
  WriteIdentifiers(trial.identification(), page);
  return std::move(page).Take();
}

}  // namespace trialdex
