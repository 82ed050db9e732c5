// Dates with their published precision: parsing, printing, order, bounds.
#ifndef TRIALDEX_LIBS_TRIAL_PARTIAL_DATE_H_
#define TRIALDEX_LIBS_TRIAL_PARTIAL_DATE_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "trialdex/v1/dates.pb.h"

namespace trialdex {

// Parses "2020", "2020-04", "2020-04-15", "2020-04-15T10:53…" (time dropped),
// "April 15, 2020" and "April 2020". Never guesses a missing part.
//
// INVALID_ARGUMENT for any other shape and for days that do not exist.
absl::StatusOr<v1::PartialDate> ParsePartialDate(absl::string_view text);

// "2020", "2020-04" or "2020-04-15"; empty for the empty date.
std::string FormatPartialDate(const v1::PartialDate& date);

// Days since 1970-01-01 of the first and the last day that `date` may stand
// for, both inclusive. `date.year()` must not be 0.
int32_t EarliestDay(const v1::PartialDate& date);
int32_t LatestDay(const v1::PartialDate& date);

// Orders by earliest day, then by precision, the coarser first; the empty date
// comes before all. Negative, 0 or positive.
int ComparePartialDates(const v1::PartialDate& a, const v1::PartialDate& b);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_TRIAL_PARTIAL_DATE_H_
