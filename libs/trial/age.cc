#include "libs/trial/age.h"

#include <algorithm>
#include <array>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "libs/base/utf8.h"

namespace trialdex {
namespace {

struct Unit {
  v1::AgeUnit unit;
  absl::string_view singular;
  double years;
};

constexpr double kDaysPerYear = 365.25;
constexpr std::array<Unit, 6> kUnits = {{
    {v1::AGE_UNIT_YEARS, "Year", 1.0},
    {v1::AGE_UNIT_MONTHS, "Month", 30.4375 / kDaysPerYear},
    {v1::AGE_UNIT_WEEKS, "Week", 7.0 / kDaysPerYear},
    {v1::AGE_UNIT_DAYS, "Day", 1.0 / kDaysPerYear},
    {v1::AGE_UNIT_HOURS, "Hour", 1.0 / (24.0 * kDaysPerYear)},
    {v1::AGE_UNIT_MINUTES, "Minute", 1.0 / (24.0 * 60.0 * kDaysPerYear)},
}};

const Unit* FindUnit(v1::AgeUnit unit) {
  for (const Unit& known : kUnits) {
    if (known.unit == unit) return &known;
  }
  return nullptr;
}

const Unit* FindUnit(absl::string_view word) {
  if (absl::EndsWithIgnoreCase(word, "s")) word.remove_suffix(1);
  for (const Unit& known : kUnits) {
    if (absl::EqualsIgnoreCase(word, known.singular)) return &known;
  }
  return nullptr;
}

bool IsNoLimit(absl::string_view text) {
  return text.empty() || text == "-" || absl::EqualsIgnoreCase(text, "N/A") ||
         absl::EqualsIgnoreCase(text, "None");
}

}  // namespace

absl::StatusOr<std::optional<v1::Age>> ParseAge(absl::string_view text) {
  const absl::string_view trimmed = absl::StripAsciiWhitespace(text);
  if (IsNoLimit(trimmed)) return std::optional<v1::Age>();
  const size_t digits = std::min(trimmed.find_first_not_of("0123456789"), trimmed.size());
  int32_t value = 0;
  const Unit* unit = FindUnit(absl::StripLeadingAsciiWhitespace(trimmed.substr(digits)));
  if (unit == nullptr || !absl::SimpleAtoi(trimmed.substr(0, digits), &value)) {
    return absl::InvalidArgumentError(
        absl::StrCat("'", TruncateUtf8(text, 64), "' is not an age like \"18 Years\""));
  }
  v1::Age age;
  age.set_value(value);
  age.set_unit(unit->unit);
  return std::optional<v1::Age>(age);
}

std::string FormatAge(const v1::Age& age) {
  const Unit* unit = FindUnit(age.unit());
  if (unit == nullptr) return "";
  return absl::StrCat(age.value(), " ", unit->singular, age.value() == 1 ? "" : "s");
}

double AgeInYears(const v1::Age& age) {
  const Unit* unit = FindUnit(age.unit());
  return unit == nullptr ? 0.0 : age.value() * unit->years;
}

}  // namespace trialdex
