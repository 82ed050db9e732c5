#include "absl/strings/ascii.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "libs/sources/ctgov_xml/masking.h"
#include "libs/sources/ctgov_xml/study_rules.h"

namespace trialdex::ctgov_xml {
namespace {

// "Observational [Patient Registry]" is two facts.
void ReadStudyType(StudyReader& reader, const pugi::xml_node& element, absl::string_view field,
                   v1::Design& design) {
  const std::string text = reader.Text(element);
  absl::string_view word = text;
  if (absl::ConsumeSuffix(&word, " [Patient Registry]")) design.set_patient_registry(true);
  if (const auto type = ParseWord<v1::StudyType>(word)) {
    design.set_study_type(*type);
  } else {
    reader.AddUnrecognized(field, word);
  }
}

// "Phase 2/Phase 3"; "N/A" is a value of its own.
void ReadPhase(StudyReader& reader, const pugi::xml_node& element, absl::string_view field,
               v1::Design& design) {
  const std::string text = reader.Text(element);
  if (text == "N/A") return design.add_phases(v1::PHASE_NA);
  for (const absl::string_view word : absl::StrSplit(text, '/')) {
    if (const auto phase = ParseWord<v1::Phase>(absl::StripAsciiWhitespace(word))) {
      design.add_phases(*phase);
    } else {
      reader.AddUnrecognized(field, word);
    }
  }
}

// Mostly one word; a few records have "Cross-Sectional, Retrospective/Prospective".
void ReadTimePerspective(StudyReader& reader, const pugi::xml_node& element,
                         absl::string_view field, v1::Design& design) {
  const std::string text = reader.Text(element);
  for (absl::string_view word : absl::StrSplit(text, absl::ByAnyChar(",/"))) {
    word = absl::StripAsciiWhitespace(word);
    if (const auto perspective = ParseWord<v1::TimePerspective>(word)) {
      design.add_time_perspectives(*perspective);
    } else {
      reader.AddUnrecognized(field, word);
    }
  }
}

void ReadMasking(StudyReader& reader, const pugi::xml_node& element, absl::string_view field,
                 v1::Design& design) {
  const MaskingText text = ParseMasking(reader.Text(element));
  design.set_masking(text.masking);
  for (const v1::MaskedRole role : text.roles) design.add_who_masked(role);
  reader.AddUnrecognized(field, text.unrecognized_masking);
  for (const std::string& role : text.unrecognized_roles) {
    reader.AddUnrecognized("design.who_masked", role);
  }
}

void ReadEnrollment(StudyReader& reader, const pugi::xml_node& element, absl::string_view field,
                    v1::Design& design) {
  constexpr int64_t kUnknownCount = 99999999;
  v1::Enrollment& enrollment = *design.mutable_enrollment();
  Number<&v1::Enrollment::set_count>(reader, element, field, enrollment);
  if (enrollment.count() == kUnknownCount) enrollment.clear_count();
  const absl::string_view type = element.attribute("type").value();
  if (const auto known = ParseWord<v1::EnrollmentType>(type)) {
    enrollment.set_type(*known);
  } else {
    reader.AddUnrecognized("design.enrollment.type", type);
  }
}

void ReadBiospecimenDescription(StudyReader& reader, const pugi::xml_node& element,
                                absl::string_view field, v1::Design& design) {
  Prose<&v1::Biospecimen::mutable_description>(reader, element, field,
                                               *design.mutable_biospecimen());
}

void ReadArmLabel(StudyReader& reader, const pugi::xml_node& element, absl::string_view,
                  v1::Intervention& intervention) {
  intervention.add_arm_labels(reader.Text(element));
}

void ReadOtherName(StudyReader& reader, const pugi::xml_node& element, absl::string_view,
                   v1::Intervention& intervention) {
  intervention.add_other_names(reader.Text(element));
}

constexpr ElementRule<v1::Design> kDesignInfoRules[] = {
    {"allocation", "design.allocation", Word<&v1::Design::set_allocation>},
    {"intervention_model", "design.intervention_model", Word<&v1::Design::set_intervention_model>},
    {"intervention_model_description", "design.intervention_model_description",
     Text<&v1::Design::mutable_intervention_model_description>},
    {"primary_purpose", "design.primary_purpose", Word<&v1::Design::set_primary_purpose>},
    {"observational_model", "design.observational_model",
     Word<&v1::Design::set_observational_model>},
    {"time_perspective", "design.time_perspectives", ReadTimePerspective},
    {"masking", "design.masking", ReadMasking},
    {"masking_description", "design.masking_description",
     Text<&v1::Design::mutable_masking_description>},
};

// Records from before 2017 write the whole design as one text: "Allocation:
// Randomized, Masking: Double Blind (Subject, Caregiver), Primary Purpose: …".
// Its parts are read as if they were the elements that replaced it.
void ReadDesignText(StudyReader& reader, const pugi::xml_node& element, absl::string_view,
                    v1::Design& design) {
  pugi::xml_document parts;
  pugi::xml_node part = parts.append_child(element.parent().name()).append_child(element.name());
  const pugi::xml_node all = part;
  std::string value;
  const std::string text = reader.Text(element);
  const auto end_part = [&] { part.text().set(value.c_str()); };
  for (const absl::string_view piece : absl::StrSplit(text, ", ")) {
    const size_t colon = piece.find(':');
    if (colon == absl::string_view::npos) {
      value += ", " + std::string(piece);
      continue;
    }
    if (part != all) end_part();
    std::string name = absl::AsciiStrToLower(absl::StripAsciiWhitespace(piece.substr(0, colon)));
    absl::StrReplaceAll({{" ", "_"}}, &name);
    part = pugi::xml_node(all).append_child(name.c_str());
    value = std::string(absl::StripAsciiWhitespace(piece.substr(colon + 1)));
  }
  end_part();
  ReadChildren(reader, all, absl::MakeConstSpan(kDesignInfoRules), design);
}

constexpr ElementRule<v1::ExpandedAccessTypes> kExpandedAccessRules[] = {
    {"expanded_access_type_individual", "design.expanded_access_types.individual",
     Flag<&v1::ExpandedAccessTypes::set_individual>},
    {"expanded_access_type_intermediate", "design.expanded_access_types.intermediate",
     Flag<&v1::ExpandedAccessTypes::set_intermediate>},
    {"expanded_access_type_treatment", "design.expanded_access_types.treatment",
     Flag<&v1::ExpandedAccessTypes::set_treatment>},
};

constexpr ElementRule<v1::Arm> kArmRules[] = {
    {"arm_group_label", "arms.label", Text<&v1::Arm::mutable_label>},
    {"arm_group_type", "arms.type", Word<&v1::Arm::set_type>},
    {"description", "arms.description", Text<&v1::Arm::mutable_description>},
};

constexpr ElementRule<v1::Intervention> kInterventionRules[] = {
    {"intervention_type", "interventions.type", Word<&v1::Intervention::set_type>},
    {"intervention_name", "interventions.name", Text<&v1::Intervention::mutable_name>},
    {"description", "interventions.description", Text<&v1::Intervention::mutable_description>},
    {"arm_group_label", "interventions.arm_labels", ReadArmLabel},
    {"other_name", "interventions.other_names", ReadOtherName},
};

constexpr ElementRule<v1::Outcome> kOutcomeRules[] = {
    {"measure", "", Text<&v1::Outcome::mutable_measure>},
    {"time_frame", "", Text<&v1::Outcome::mutable_time_frame>},
    {"description", "", Text<&v1::Outcome::mutable_description>},
};

template <auto Read>
constexpr ElementReader<v1::Trial> kInDesign = In<&v1::Trial::mutable_design, Read>;
template <auto Add>
constexpr ElementReader<v1::Trial> kAddOutcome =
    In<&v1::Trial::mutable_outcomes, Message<Add, kOutcomeRules>>;

constexpr ElementRule<v1::Trial> kRules[] = {
    {"study_type", "design.study_type", kInDesign<ReadStudyType>},
    {"phase", "design.phases", kInDesign<ReadPhase>},
    {"study_design_info", "design", Message<&v1::Trial::mutable_design, kDesignInfoRules>},
    {"study_design", "design", kInDesign<ReadDesignText>},
    {"target_duration", "design.target_duration",
     kInDesign<Text<&v1::Design::mutable_target_duration>>},
    {"number_of_arms", "design.number_of_arms", kInDesign<Number<&v1::Design::set_number_of_arms>>},
    {"number_of_groups", "design.number_of_groups",
     kInDesign<Number<&v1::Design::set_number_of_groups>>},
    {"enrollment", "design.enrollment.count", kInDesign<ReadEnrollment>, "type"},
    {"biospec_retention", "design.biospecimen.retention",
     kInDesign<In<&v1::Design::mutable_biospecimen, Word<&v1::Biospecimen::set_retention>>>},
    {"biospec_descr", "design.biospecimen.description", kInDesign<ReadBiospecimenDescription>},
    {"expanded_access_info", "design.expanded_access_types",
     kInDesign<Message<&v1::Design::mutable_expanded_access_types, kExpandedAccessRules>>},
    {"arm_group", "arms", Message<&v1::Trial::add_arms, kArmRules>},
    {"intervention", "interventions", Message<&v1::Trial::add_interventions, kInterventionRules>},
    {"primary_outcome", "outcomes.primary", kAddOutcome<&v1::Outcomes::add_primary>},
    {"secondary_outcome", "outcomes.secondary", kAddOutcome<&v1::Outcomes::add_secondary>},
    {"other_outcome", "outcomes.other", kAddOutcome<&v1::Outcomes::add_other>},
};

}  // namespace

StudyRules DesignRules() { return kRules; }

}  // namespace trialdex::ctgov_xml
