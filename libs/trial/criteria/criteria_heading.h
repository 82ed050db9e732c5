// Headings of a criteria text.
#ifndef TRIALDEX_LIBS_TRIAL_CRITERIA_CRITERIA_HEADING_H_
#define TRIALDEX_LIBS_TRIAL_CRITERIA_CRITERIA_HEADING_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "libs/trial/criteria/criteria_line.h"
#include "trialdex/v1/eligibility.pb.h"

namespace trialdex {

// A line that begins the inclusion or the exclusion items.
struct KindHeading {
  // Unspecified for "Inclusion/Exclusion Criteria".
  v1::CriterionKind kind = v1::CRITERION_KIND_UNSPECIFIED;
  // For whom, if the heading says so: "Healthy Volunteers", "Phase 1".
  std::string group;
  // What follows on the same line after the colon; mostly empty.
  absl::string_view rest;
};

// Reads "Inclusion Criteria:", "Key exclusion criteria", "EXCLUSION -",
// "Exclusion Criteria for Group 2:", "Patients will not be eligible if they:".
// `starts_paragraph`: the line before does not run on into this one. nullopt
// for lines that merely speak of inclusion ("does not meet inclusion criteria").
std::optional<KindHeading> ReadKindHeading(const CriteriaLine& line, bool starts_paragraph);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_TRIAL_CRITERIA_CRITERIA_HEADING_H_
