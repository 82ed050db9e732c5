#include "libs/trial/partial_date.h"

#include <array>

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"
#include "libs/base/utf8.h"

namespace trialdex {
namespace {

constexpr std::array<absl::string_view, 12> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Takes `count` digits off the front of `text`; false if there are fewer.
bool TakeDigits(absl::string_view& text, size_t count, int32_t& value) {
  if (text.size() < count) return false;
  value = 0;
  for (size_t i = 0; i < count; ++i) {
    if (!IsDigit(text[i])) return false;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(count);
  return true;
}

bool Take(absl::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

bool IsTimeOfDay(absl::string_view text) {
  if (text.empty() || !IsDigit(text.front())) return false;
  return text.find_first_not_of("0123456789:.+-Z") == absl::string_view::npos;
}

// "2020", "2020-04", "2020-04-15", "2020-04-15T10:53".
bool ParseNumeric(absl::string_view text, int32_t& year, int32_t& month, int32_t& day) {
  if (!TakeDigits(text, 4, year)) return false;
  if (text.empty()) return true;
  if (!Take(text, '-') || !TakeDigits(text, 2, month) || month == 0) return false;
  if (text.empty()) return true;
  if (!Take(text, '-') || !TakeDigits(text, 2, day) || day == 0) return false;
  return text.empty() || (Take(text, 'T') && IsTimeOfDay(text));
}

// "April 15, 2020", "April 2020".
bool ParseWritten(absl::string_view text, int32_t& year, int32_t& month, int32_t& day) {
  const size_t space = text.find(' ');
  if (space == absl::string_view::npos) return false;
  const absl::string_view name = text.substr(0, space);
  for (size_t i = 0; i < kMonths.size(); ++i) {
    if (absl::EqualsIgnoreCase(name, kMonths[i])) month = static_cast<int32_t>(i) + 1;
  }
  if (month == 0) return false;
  text = absl::StripLeadingAsciiWhitespace(text.substr(space));
  const size_t comma = text.find(',');
  if (comma != absl::string_view::npos) {
    if (comma == 0 || comma > 2 || !TakeDigits(text, comma, day) || day == 0) return false;
    text = absl::StripLeadingAsciiWhitespace(text.substr(1));
  }
  return TakeDigits(text, 4, year) && text.empty();
}

bool Exists(int32_t year, int32_t month, int32_t day) {
  if (year < 1 || month > 12) return false;
  if (day == 0) return true;
  return absl::CivilDay(year, month, day).day() == day;
}

int32_t DaysSinceEpoch(absl::CivilDay day) {
  return static_cast<int32_t>(day - absl::CivilDay(1970, 1, 1));
}

int Precision(const v1::PartialDate& date) {
  return (date.month() != 0 ? 1 : 0) + (date.day() != 0 ? 1 : 0);
}

}  // namespace

absl::StatusOr<v1::PartialDate> ParsePartialDate(absl::string_view text) {
  const absl::string_view trimmed = absl::StripAsciiWhitespace(text);
  int32_t year = 0, month = 0, day = 0;
  const bool numeric = !trimmed.empty() && IsDigit(trimmed.front());
  const bool understood =
      numeric ? ParseNumeric(trimmed, year, month, day) : ParseWritten(trimmed, year, month, day);
  if (!understood) {
    return absl::InvalidArgumentError(
        absl::StrCat("'", TruncateUtf8(text, 64),
                     "' is not a date like 2020, 2020-04, 2020-04-15 or April 15, 2020"));
  }
  if (!Exists(year, month, day)) {
    return absl::InvalidArgumentError(absl::StrCat("'", trimmed, "' is a day that does not exist"));
  }
  v1::PartialDate date;
  date.set_year(year);
  date.set_month(month);
  date.set_day(day);
  return date;
}

std::string FormatPartialDate(const v1::PartialDate& date) {
  if (date.year() == 0) return "";
  if (date.month() == 0) return absl::StrFormat("%04d", date.year());
  if (date.day() == 0) return absl::StrFormat("%04d-%02d", date.year(), date.month());
  return absl::StrFormat("%04d-%02d-%02d", date.year(), date.month(), date.day());
}

int32_t EarliestDay(const v1::PartialDate& date) {
  return DaysSinceEpoch(absl::CivilDay(date.year(), date.month() == 0 ? 1 : date.month(),
                                       date.day() == 0 ? 1 : date.day()));
}

int32_t LatestDay(const v1::PartialDate& date) {
  if (date.day() != 0) return EarliestDay(date);
  if (date.month() == 0) return DaysSinceEpoch(absl::CivilDay(date.year(), 12, 31));
  const absl::CivilMonth next = absl::CivilMonth(date.year(), date.month()) + 1;
  return DaysSinceEpoch(absl::CivilDay(next) - 1);
}

int ComparePartialDates(const v1::PartialDate& a, const v1::PartialDate& b) {
  if (a.year() == 0 || b.year() == 0) return (a.year() != 0 ? 1 : 0) - (b.year() != 0 ? 1 : 0);
  const int32_t first = EarliestDay(a);
  const int32_t second = EarliestDay(b);
  if (first != second) return first < second ? -1 : 1;
  return Precision(a) - Precision(b);
}

}  // namespace trialdex
