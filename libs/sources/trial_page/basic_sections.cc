// The sections of texts and of labels with one value each.

#include <array>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "libs/sources/trial_page/section_readers.h"
#include "libs/trial/age.h"
#include "libs/trial/criteria/eligibility_criteria.h"
#include "libs/trial/partial_date.h"

namespace trialdex {
namespace {

namespace label = page_label;

// ClinicalTrials.gov's way to write "unknown".
constexpr int64_t kUnknownEnrollment = 99999999;

// Reads one value into the trial; false if it cannot be understood.
using ValueReader = bool (*)(absl::string_view value, PageTrial& trial);

struct LabelSpec {
  absl::string_view label;
  ValueReader read;
};

const LabelSpec* FindLabel(absl::Span<const LabelSpec> labels, absl::string_view line,
                           absl::string_view& value) {
  for (const LabelSpec& spec : labels) {
    if (const auto found = LabelValue(line, spec.label)) {
      value = *found;
      return &spec;
    }
  }
  return nullptr;
}

// Reads labels with their value behind them or on the next line. A label
// directly before another one has no value.
void ReadLabels(absl::Span<const LabelSpec> labels, const PageSectionBody& body, PageTrial& trial) {
  for (size_t i = 0; i < body.lines.size(); ++i) {
    absl::string_view value, ignored;
    const LabelSpec* spec = FindLabel(labels, body.lines[i].text, value);
    if (spec == nullptr) {
      trial.AddUnknown(body, body.lines[i].text);
      continue;
    }
    if (value.empty() && body.lines[i].text == spec->label && i + 1 < body.lines.size() &&
        FindLabel(labels, body.lines[i + 1].text, ignored) == nullptr) {
      value = body.lines[++i].text;
    }
    if (value.empty() || value == label::kAbsent) continue;
    if (!spec->read(value, trial)) trial.AddUnknown(body, value);
  }
}

bool ReadDate(absl::string_view value, v1::PartialDate* date) {
  const absl::StatusOr<v1::PartialDate> parsed = ParsePartialDate(value);
  if (!parsed.ok()) return false;
  *date = *parsed;
  return true;
}

bool ReadPhases(absl::string_view value, PageTrial& trial) {
  v1::Design& design = *trial->mutable_design();
  if (const auto phase = ParseEnum<v1::Phase>(value)) {
    design.add_phases(*phase);
    return true;
  }
  for (const absl::string_view part :
       absl::StrSplit(value, absl::ByAnyChar(",/|;"), absl::SkipWhitespace())) {
    const absl::string_view word = absl::StripAsciiWhitespace(part);
    const auto phase = trial.ReadEnum<v1::Phase>(word, "design.phases");
    if (phase != v1::PHASE_UNSPECIFIED) design.add_phases(phase);
  }
  return true;
}

bool ReadEnrollment(absl::string_view value, PageTrial& trial) {
  const std::pair<absl::string_view, absl::string_view> parts =
      absl::StrSplit(value, absl::MaxSplits(' ', 1));
  int64_t count = 0;
  if (!absl::SimpleAtoi(absl::StrReplaceAll(parts.first, {{",", ""}}), &count) || count < 0) {
    return false;
  }
  if (!parts.second.empty() && parts.second != "participants" && parts.second != "participant") {
    return false;
  }
  if (count != kUnknownEnrollment) {
    trial->mutable_design()->mutable_enrollment()->set_count(count);
  }
  return true;
}

// A page prints the observational model under "Intervention Model" too.
bool ReadModel(absl::string_view value, PageTrial& trial) {
  v1::Design& design = *trial->mutable_design();
  const bool observational = design.study_type() == v1::STUDY_TYPE_OBSERVATIONAL;
  const auto model = ParseEnum<v1::ObservationalModel>(value);
  if (model.has_value() && (observational || !ParseEnum<v1::InterventionModel>(value))) {
    design.set_observational_model(*model);
  } else {
    design.set_intervention_model(
        trial.ReadEnum<v1::InterventionModel>(value, "design.intervention_model"));
  }
  return true;
}

constexpr std::array<LabelSpec, 8> kBasicLabels = {{
    {label::kRecruitmentStatus,
     [](absl::string_view value, PageTrial& trial) {
       trial->mutable_status()->set_overall_status(
           trial.ReadEnum<v1::OverallStatus>(value, "status.overall_status"));
       return true;
     }},
    {label::kWhyStopped,
     [](absl::string_view value, PageTrial& trial) {
       trial->mutable_status()->set_why_stopped(std::string(value));
       return true;
     }},
    {label::kPhase, ReadPhases},
    {label::kEnrollment, ReadEnrollment},
    {label::kStudyType,
     [](absl::string_view value, PageTrial& trial) {
       trial->mutable_design()->set_study_type(
           trial.ReadEnum<v1::StudyType>(value, "design.study_type"));
       return true;
     }},
    {label::kStartDate,
     [](absl::string_view value, PageTrial& trial) {
       return ReadDate(value, trial->mutable_status()->mutable_start_date()->mutable_date());
     }},
    {label::kPrimaryCompletionDate,
     [](absl::string_view value, PageTrial& trial) {
       return ReadDate(value,
                       trial->mutable_status()->mutable_primary_completion_date()->mutable_date());
     }},
    {label::kCompletionDate,
     [](absl::string_view value, PageTrial& trial) {
       return ReadDate(value, trial->mutable_status()->mutable_completion_date()->mutable_date());
     }},
}};

template <typename Enum, void (v1::Design::*kAdd)(Enum)>
bool ReadList(absl::string_view value, PageTrial& trial, absl::string_view path) {
  for (const absl::string_view part :
       absl::StrSplit(value, absl::ByAnyChar(",/|;"), absl::SkipWhitespace())) {
    const Enum read = trial.ReadEnum<Enum>(absl::StripAsciiWhitespace(part), path);
    if (static_cast<int>(read) != 0) (trial->mutable_design()->*kAdd)(read);
  }
  return true;
}

constexpr std::array<LabelSpec, 7> kDesignLabels = {{
    {label::kAllocation,
     [](absl::string_view value, PageTrial& trial) {
       trial->mutable_design()->set_allocation(
           trial.ReadEnum<v1::Allocation>(value, "design.allocation"));
       return true;
     }},
    {label::kInterventionModel, ReadModel},
    {label::kObservationalModel,
     [](absl::string_view value, PageTrial& trial) {
       trial->mutable_design()->set_observational_model(
           trial.ReadEnum<v1::ObservationalModel>(value, "design.observational_model"));
       return true;
     }},
    {label::kTimePerspective,
     [](absl::string_view value, PageTrial& trial) {
       return ReadList<v1::TimePerspective, &v1::Design::add_time_perspectives>(
           value, trial, "design.time_perspectives");
     }},
    {label::kPrimaryPurpose,
     [](absl::string_view value, PageTrial& trial) {
       trial->mutable_design()->set_primary_purpose(
           trial.ReadEnum<v1::PrimaryPurpose>(value, "design.primary_purpose"));
       return true;
     }},
    {label::kMasking,
     [](absl::string_view value, PageTrial& trial) {
       trial->mutable_design()->set_masking(trial.ReadEnum<v1::Masking>(value, "design.masking"));
       return true;
     }},
    {label::kWhoMasked,
     [](absl::string_view value, PageTrial& trial) {
       return ReadList<v1::MaskedRole, &v1::Design::add_who_masked>(value, trial,
                                                                    "design.who_masked");
     }},
}};

bool ReadAge(absl::string_view value, v1::Age* (v1::Eligibility::*mutable_age)(),
             PageTrial& trial) {
  const absl::StatusOr<std::optional<v1::Age>> age = ParseAge(value);
  if (!age.ok()) return false;
  if (age->has_value()) *(trial->mutable_eligibility()->*mutable_age)() = **age;
  return true;
}

constexpr std::array<LabelSpec, 4> kEligibilityLabels = {{
    {label::kMinimumAge,
     [](absl::string_view value, PageTrial& trial) {
       return ReadAge(value, &v1::Eligibility::mutable_minimum_age, trial);
     }},
    {label::kMaximumAge,
     [](absl::string_view value, PageTrial& trial) {
       return ReadAge(value, &v1::Eligibility::mutable_maximum_age, trial);
     }},
    {label::kSex,
     [](absl::string_view value, PageTrial& trial) {
       trial->mutable_eligibility()->set_sex(trial.ReadEnum<v1::Sex>(value, "eligibility.sex"));
       return true;
     }},
    {label::kHealthyVolunteers,
     [](absl::string_view value, PageTrial& trial) {
       const bool yes = absl::EqualsIgnoreCase(value, "Yes");
       if (!yes && !absl::EqualsIgnoreCase(value, "No")) return false;
       trial->mutable_eligibility()->set_healthy_volunteers(yes);
       return true;
     }},
}};

}  // namespace

void ReadStudyResults(const PageSectionBody& body, PageTrial& trial) {
  constexpr absl::string_view kPendingSentence =
      "The study team has not published outcome measurements, participant flow, or safety data "
      "for this trial yet. Check back later for updates.";
  for (const PageLine& line : body.lines) {
    if (line.text == label::kResultsPending) {
      trial->set_results_state(v1::RESULTS_STATE_NONE);
    } else if (line.text == label::kResultsAvailable) {
      trial->set_results_state(v1::RESULTS_STATE_POSTED);
    } else if (line.text != kPendingSentence) {
      trial.AddUnknown(body, line.text);
    }
  }
}

void ReadBasicInformation(const PageSectionBody& body, PageTrial& trial) {
  ReadLabels(kBasicLabels, body, trial);
}

void ReadBriefSummary(const PageSectionBody& body, PageTrial& trial) {
  trial->mutable_description()->set_brief_summary(
      std::string(absl::StripAsciiWhitespace(JoinLines(body.lines))));
}

void ReadDetailedDescription(const PageSectionBody& body, PageTrial& trial) {
  trial->mutable_description()->set_detailed_description(
      std::string(absl::StripAsciiWhitespace(JoinLines(body.lines))));
}

void ReadConditions(const PageSectionBody& body, PageTrial& trial) {
  for (const PageLine& line : body.lines) {
    trial->mutable_conditions()->add_conditions(std::string(WithoutBullet(line.text)));
  }
}

void ReadStudyDesign(const PageSectionBody& body, PageTrial& trial) {
  ReadLabels(kDesignLabels, body, trial);
}

void ReadEligibility(const PageSectionBody& body, PageTrial& trial) {
  // The last item of the criteria runs straight into the labels, so the first
  // line that is a label ends the text. "Eligible Sex and age" is none.
  size_t end = 0;
  while (end < body.lines.size()) {
    const absl::string_view text = body.lines[end].text;
    absl::string_view value;
    const LabelSpec* spec = FindLabel(kEligibilityLabels, text, value);
    const bool inline_value = value.size() <= 12 && text.size() > value.size() &&
                              (value.find(' ') == absl::string_view::npos || ParseAge(value).ok());
    if (spec != nullptr && (text == spec->label || inline_value)) break;
    ++end;
  }
  const absl::Span<const PageLine> criteria = body.lines.subspan(0, end);
  if (!criteria.empty()) {
    v1::Eligibility& eligibility = *trial->mutable_eligibility();
    eligibility.set_criteria_text(std::string(JoinLines(criteria)));
    for (v1::Criterion& item : SplitCriteria(eligibility.criteria_text())) {
      eligibility.mutable_criteria()->Add(std::move(item));
    }
  }
  PageSectionBody labels = body;
  labels.lines = body.lines.subspan(end);
  ReadLabels(kEligibilityLabels, labels, trial);
}

}  // namespace trialdex
