// Values of columns as text that filters understand.
#ifndef TRIALDEX_LIBS_SEARCH_FACETS_COLUMN_TEXT_H_
#define TRIALDEX_LIBS_SEARCH_FACETS_COLUMN_TEXT_H_

#include <string>

#include "absl/time/civil_time.h"
#include "libs/schema/columns.h"

namespace trialdex {

// Day `days` after 1970-01-01.
absl::CivilDay DayOf(int32_t days);

// "2020", "2020-04" or "2020-04-15": the date that stands for just these days, or else
// the first of them.
std::string FormatDays(const DayRange& days);

// In plain digits, as many as it takes to read the same number again: "18", "0.5".
std::string FormatNumber(double number);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_FACETS_COLUMN_TEXT_H_
