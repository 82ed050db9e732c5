#include "libs/search/facets/column_text.h"

#include <array>
#include <charconv>

#include "libs/trial/partial_date.h"

namespace trialdex {

absl::CivilDay DayOf(int32_t days) { return absl::CivilDay(1970, 1, 1) + days; }

std::string FormatDays(const DayRange& days) {
  const absl::CivilDay first = DayOf(days.earliest);
  v1::PartialDate date;
  date.set_year(static_cast<int32_t>(first.year()));
  if (EarliestDay(date) == days.earliest && LatestDay(date) == days.latest) {
    return FormatPartialDate(date);
  }
  date.set_month(first.month());
  if (EarliestDay(date) == days.earliest && LatestDay(date) == days.latest) {
    return FormatPartialDate(date);
  }
  date.set_day(first.day());
  return FormatPartialDate(date);
}

std::string FormatNumber(double number) {
  // The longest finite number has 309 digits, the smallest 325 places.
  std::array<char, 400> digits;
  const auto end =
      std::to_chars(digits.data(), digits.data() + digits.size(), number, std::chars_format::fixed);
  return std::string(digits.data(), end.ptr);
}

}  // namespace trialdex
