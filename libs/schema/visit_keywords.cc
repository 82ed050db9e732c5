#include "libs/schema/keyword_visitor.h"

namespace trialdex {
namespace {

void VisitDesign(const v1::Trial& trial, KeywordVisitor& visit) {
  const v1::Design& design = trial.design();
  const v1::Eligibility& eligibility = trial.eligibility();
  visit.Word(KeywordField::kOverallStatus, trial.status().overall_status());
  for (const int phase : design.phases()) {
    visit.Word(KeywordField::kPhase, static_cast<v1::Phase>(phase));
  }
  visit.Word(KeywordField::kStudyType, design.study_type());
  visit.Word(KeywordField::kSex, eligibility.sex());
  for (const int age : eligibility.standard_ages()) {
    visit.Word(KeywordField::kStandardAge, static_cast<v1::StandardAge>(age));
  }
  if (eligibility.has_healthy_volunteers()) {
    visit.Bool(KeywordField::kHealthyVolunteers, eligibility.healthy_volunteers());
  }
  if (trial.results_state() != v1::RESULTS_STATE_UNSPECIFIED) {
    visit.Bool(KeywordField::kHasResults, trial.results_state() == v1::RESULTS_STATE_POSTED);
  }
  visit.Word(KeywordField::kAllocation, design.allocation());
  visit.Word(KeywordField::kInterventionModel, design.intervention_model());
  visit.Word(KeywordField::kPrimaryPurpose, design.primary_purpose());
  visit.Word(KeywordField::kObservationalModel, design.observational_model());
  for (const int perspective : design.time_perspectives()) {
    visit.Word(KeywordField::kTimePerspective, static_cast<v1::TimePerspective>(perspective));
  }
  visit.Word(KeywordField::kMasking, design.masking());
  for (const int role : design.who_masked()) {
    visit.Word(KeywordField::kWhoMasked, static_cast<v1::MaskedRole>(role));
  }
  for (const v1::Intervention& intervention : trial.interventions()) {
    visit.Word(KeywordField::kInterventionType, intervention.type());
  }
  for (const v1::Arm& arm : trial.arms()) visit.Word(KeywordField::kArmType, arm.type());
  for (const v1::Location& location : trial.contacts_locations().locations()) {
    visit.Word(KeywordField::kLocationStatus, location.status());
  }
}

void VisitSponsors(const v1::Sponsorship& sponsorship, KeywordVisitor& visit) {
  const v1::Organization& lead = sponsorship.lead_sponsor();
  visit.Word(KeywordField::kLeadSponsorClass, lead.agency_class());
  visit.Word(KeywordField::kSponsorClass, lead.agency_class());
  for (const v1::Organization& collaborator : sponsorship.collaborators()) {
    visit.Word(KeywordField::kSponsorClass, collaborator.agency_class());
  }
  visit.Text(KeywordField::kLeadSponsor, lead.name());
  visit.Text(KeywordField::kSponsor, lead.name());
  for (const v1::Organization& collaborator : sponsorship.collaborators()) {
    visit.Text(KeywordField::kSponsor, collaborator.name());
  }
}

void VisitPlaces(const v1::ContactsLocations& places, KeywordVisitor& visit) {
  // Removed countries count: the trial ran there.
  for (const v1::Country& country : places.countries()) {
    visit.Text(KeywordField::kCountry, country.name());
  }
  for (const v1::Location& location : places.locations()) {
    visit.Text(KeywordField::kCountry, location.country());
  }
  for (const v1::Location& location : places.locations()) {
    visit.Text(KeywordField::kState, location.state());
  }
  for (const v1::Location& location : places.locations()) {
    visit.Text(KeywordField::kCity, location.city());
  }
  for (const v1::Location& location : places.locations()) {
    visit.Text(KeywordField::kFacility, location.facility());
  }
}

void VisitSubject(const v1::Trial& trial, KeywordVisitor& visit) {
  const v1::Conditions& conditions = trial.conditions();
  for (const std::string& condition : conditions.conditions()) {
    visit.Text(KeywordField::kCondition, condition);
  }
  for (const std::string& keyword : conditions.keywords()) {
    visit.Text(KeywordField::kKeyword, keyword);
  }
  for (const v1::Intervention& intervention : trial.interventions()) {
    visit.Text(KeywordField::kIntervention, intervention.name());
    for (const std::string& name : intervention.other_names()) {
      visit.Text(KeywordField::kIntervention, name);
    }
  }
  for (const v1::MeshTerm& mesh : conditions.condition_browse().meshes()) {
    visit.Text(KeywordField::kConditionMesh, mesh.term());
  }
  for (const v1::MeshTerm& mesh : conditions.intervention_browse().meshes()) {
    visit.Text(KeywordField::kInterventionMesh, mesh.term());
  }
}

}  // namespace

void VisitKeywords(const v1::Trial& trial, KeywordVisitor::Visitor visit) {
  KeywordVisitor keywords(visit);
  VisitDesign(trial, keywords);
  VisitSponsors(trial.sponsorship(), keywords);
  VisitPlaces(trial.contacts_locations(), keywords);
  VisitSubject(trial, keywords);
  for (const v1::Official& official : trial.contacts_locations().officials()) {
    keywords.Text(KeywordField::kOfficial, official.name());
  }
  keywords.Word(KeywordField::kRegistry, trial.identification().registry());
  VisitRareKeywords(trial, keywords);
}

}  // namespace trialdex
