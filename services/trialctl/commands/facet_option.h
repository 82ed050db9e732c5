// How trialctl takes and prints facets.
#ifndef TRIALDEX_SERVICES_TRIALCTL_COMMANDS_FACET_OPTION_H_
#define TRIALDEX_SERVICES_TRIALCTL_COMMANDS_FACET_OPTION_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "trialdex/v1/facets.pb.h"

namespace trialdex {

// Reads FIELD[:LIMIT][@BUCKETS][=PREFIX]: "condition:20=breast", "start_date@month",
// "enrollment@0/50/100". Whether there is such a field is not looked at.
//
// INVALID_ARGUMENT, with what was expected, for any other shape.
absl::StatusOr<v1::FacetRequest> ParseFacetOption(absl::string_view text);

// A facet as lines for people: a head, then counts and values, a star at those that the
// filter asks for.
std::string FormatFacet(const v1::Facet& facet);

}  // namespace trialdex

#endif  // TRIALDEX_SERVICES_TRIALCTL_COMMANDS_FACET_OPTION_H_
