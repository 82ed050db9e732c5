#include "libs/eligibility/words/number_words.h"

namespace trialdex {
namespace {

struct NumberName {
  absl::string_view name;
  int value;
};

constexpr NumberName kNumberNames[] = {
    {"zero", 0},     {"one", 1},      {"two", 2},        {"three", 3},     {"four", 4},
    {"five", 5},     {"six", 6},      {"seven", 7},      {"eight", 8},     {"nine", 9},
    {"ten", 10},     {"eleven", 11},  {"twelve", 12},    {"thirteen", 13}, {"fourteen", 14},
    {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19},
    {"twenty", 20},  {"thirty", 30},  {"forty", 40},     {"fifty", 50},    {"sixty", 60},
    {"seventy", 70}, {"eighty", 80},  {"ninety", 90},
};

int NumberNamed(absl::string_view name) {
  for (const NumberName& row : kNumberNames) {
    if (row.name == name) return row.value;
  }
  return -1;
}

struct UnitName {
  absl::string_view name;
  double days;
};

constexpr double kYear = 365.25;
constexpr double kMonth = 30.4375;

constexpr UnitName kUnitNames[] = {
    {"years", kYear},    {"year", kYear},    {"yrs", kYear},    {"yr", kYear},
    {"y", kYear},        {"months", kMonth}, {"month", kMonth}, {"mos", kMonth},
    {"mo", kMonth},      {"weeks", 7},       {"week", 7},       {"wks", 7},
    {"wk", 7},           {"days", 1},        {"day", 1},        {"d", 1},
    {"hours", 1.0 / 24}, {"hour", 1.0 / 24}, {"hrs", 1.0 / 24}, {"hr", 1.0 / 24},
};

}  // namespace

std::optional<NumberFound> ReadNumber(const Words& words, size_t i) {
  if (words.IsNumber(i)) return NumberFound{words.at(i).number, i + 1};
  if (words.at(i).kind != Word::Kind::kWord) return std::nullopt;
  const int first = NumberNamed(words.at(i).text);
  if (first < 0) return std::nullopt;
  if (first >= 20) {
    const size_t second_at = words.Is(i + 1, "-") ? i + 2 : i + 1;
    const int second = NumberNamed(words.at(second_at).text);
    if (second > 0 && second < 10) {
      return NumberFound{static_cast<double>(first + second), second_at + 1};
    }
  }
  return NumberFound{static_cast<double>(first), i + 1};
}

double DaysInUnit(absl::string_view unit) {
  for (const UnitName& row : kUnitNames) {
    if (row.name == unit) return row.days;
  }
  return 0;
}

}  // namespace trialdex
