// Age limits of eligibility.
#ifndef TRIALDEX_LIBS_TRIAL_AGE_H_
#define TRIALDEX_LIBS_TRIAL_AGE_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "trialdex/v1/eligibility.pb.h"

namespace trialdex {

// Parses "18 Years", "6 Months", "1 Day" (case and plural forgiven). "N/A",
// "None", "-" and "" are no limit: nullopt.
//
// INVALID_ARGUMENT for any other text.
absl::StatusOr<std::optional<v1::Age>> ParseAge(absl::string_view text);

// "18 Years", "1 Year"; empty for an unset age.
std::string FormatAge(const v1::Age& age);

// The age in years, for comparison across units: a year is 365.25 days, a
// month 30.4375.
double AgeInYears(const v1::Age& age);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_TRIAL_AGE_H_
