#include "libs/eligibility/describe.h"

#include <cmath>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "libs/eligibility/readers/marker_names.h"

namespace trialdex {
namespace {

constexpr double kDaysInYear = 365.25;

// "45 years", "3 months", "5 days": in the largest unit of which there is one.
std::string Years(double years) {
  const auto count = [](double value, absl::string_view unit) {
    const double rounded = std::round(value * 10) / 10;
    return absl::StrCat(rounded, " ", unit, rounded == 1 ? "" : "s");
  };
  constexpr double kRounding = 1e-6;
  if (years + kRounding >= 2 || years == 0) return count(years, "year");
  if (years * 12 + kRounding >= 1) {
    const bool whole = std::abs(years - std::round(years)) < kRounding;
    return whole ? count(years, "year") : count(years * 12, "month");
  }
  return count(years * kDaysInYear, "day");
}

struct TherapyName {
  TherapySet kind;
  absl::string_view name;
};

constexpr TherapyName kTherapyNames[] = {
    {kChemotherapy, "chemotherapy"},
    {kRadiotherapy, "radiotherapy"},
    {kSurgery, "surgery"},
    {kImmunotherapy, "immunotherapy"},
    {kHormoneTherapy, "hormone therapy"},
    {kTransplant, "transplantation"},
    {kInvestigational, "investigational drug"},
    {kBloodTransfusion, "blood transfusion"},
    {kSystemicSteroids, "systemic steroids"},
};

std::string Kinds(TherapySet kinds) {
  std::vector<absl::string_view> names;
  for (const TherapyName& row : kTherapyNames) {
    if ((kinds & row.kind) != 0) names.push_back(row.name);
  }
  return absl::StrJoin(names, " or ");
}

std::string Days(double days) {
  return absl::StrCat(std::round(days), std::round(days) == 1 ? " day" : " days");
}

std::string DescribeAsked(const AgeLimits& limits) {
  std::string text = "age";
  if (limits.from_possible > 0) absl::StrAppend(&text, " from ", Years(limits.from_possible));
  if (limits.until_possible < AgeLimits::kNone) {
    absl::StrAppend(&text, limits.from_possible > 0 ? " to" : "", " under ",
                    Years(limits.until_possible));
  }
  return text;
}

std::string DescribeAsked(const SexAsked& asked) { return Describe(asked.sex); }
std::string DescribeAsked(const HealthAsked&) { return "healthy volunteer"; }
std::string DescribeAsked(const Performance& asked) { return Describe(asked); }
std::string DescribeAsked(const StagesAsked& asked) { return Describe(asked); }

std::string DescribeAsked(const ConditionsAsked& asked) {
  if (asked.any_of == kPregnant) return "pregnant";
  return asked.any_of == kBreastfeeding ? "breast-feeding" : "pregnant or breast-feeding";
}

std::string DescribeAsked(const MarkersAsked& asked) {
  return absl::StrJoin(asked.any_of, " or ", [](std::string* out, const MarkerState& state) {
    absl::StrAppend(out, Label(state));
  });
}

std::string DescribeAsked(const TherapyAsked& asked) {
  std::string text = absl::StrCat("prior ", Kinds(asked.any_of));
  if (asked.within_days.has_value()) absl::StrAppend(&text, " within ", Days(*asked.within_days));
  return text;
}

std::string Kind(const AgeLimits&) { return "age"; }
std::string Kind(const SexAsked&) { return "sex"; }
std::string Kind(const HealthAsked&) { return "healthy"; }
std::string Kind(const Performance& asked) {
  return asked.scale == PerformanceScale::kEcog ? "ecog" : "karnofsky";
}
std::string Kind(const StagesAsked&) { return "stage"; }
std::string Kind(const ConditionsAsked& asked) {
  return (asked.any_of & kPregnant) != 0 ? "pregnancy" : "breastfeeding";
}
std::string Kind(const MarkersAsked& asked) {
  return absl::StrCat("marker:", NameOf(asked.any_of.front().marker));
}
std::string Kind(const TherapyAsked& asked) {
  return asked.within_days.has_value() ? "washout" : "therapy";
}

}  // namespace

std::string Describe(const AgeSpan& age) { return absl::StrCat("age ", Years(age.from)); }

std::string Describe(v1::Sex sex) {
  return sex == v1::SEX_FEMALE ? "female" : sex == v1::SEX_MALE ? "male" : "any sex";
}

std::string Describe(const Performance& performance) {
  const bool ecog = performance.scale == PerformanceScale::kEcog;
  std::string text = absl::StrCat(ecog ? "ECOG " : "Karnofsky ", performance.lowest);
  if (performance.highest != performance.lowest)
    absl::StrAppend(&text, " to ", performance.highest);
  return text;
}

std::string Describe(const StagesAsked& stages) {
  static constexpr absl::string_view kNumerals[] = {"I", "II", "III", "IV"};
  std::vector<std::string> names;
  if ((stages.any_of & 1) != 0) names.push_back("0");
  for (int numeral = 0; numeral < 4; ++numeral) {
    const StageSet bits = (stages.any_of >> (1 + 4 * numeral)) & 0xF;
    if (bits == 0xF) names.emplace_back(kNumerals[numeral]);
    for (int letter = 0; letter < 4 && bits != 0xF; ++letter) {
      if ((bits >> letter & 1) == 0) continue;
      names.push_back(absl::StrCat(kNumerals[numeral], std::string(1, "ABCD"[letter])));
    }
  }
  return absl::StrCat("stage ", absl::StrJoin(names, " or "));
}

std::string Describe(const MarkerState& state) { return std::string(Label(state)); }

std::string Describe(const PriorTherapy& therapy) {
  if (!therapy.had) return absl::StrCat("no ", Kinds(therapy.kinds));
  std::string text = Kinds(therapy.kinds);
  if (therapy.days_ago.has_value()) {
    absl::StrAppend(&text, " ", Days(therapy.days_ago->at_least), " ago");
  }
  return text;
}

std::string Describe(const Requirement& requirement) {
  const std::string text =
      std::visit([](const auto& asked) { return DescribeAsked(asked); }, requirement.asked);
  if (!requirement.negated) return text;
  const Asked& asked = requirement.asked;
  if (std::holds_alternative<TherapyAsked>(asked) || std::holds_alternative<HealthAsked>(asked)) {
    return absl::StrCat("no ", text);
  }
  constexpr absl::string_view kOr = " or ";
  if (!absl::StrContains(text, kOr)) return absl::StrCat("not ", text);
  return absl::StrCat("neither ", absl::StrReplaceAll(text, {{kOr, " nor "}}));
}

std::string KindOf(const Requirement& requirement) {
  return std::visit([](const auto& asked) { return Kind(asked); }, requirement.asked);
}

}  // namespace trialdex
