// Requests for facets, understood.
#ifndef TRIALDEX_LIBS_SEARCH_FACETS_FACET_SPEC_H_
#define TRIALDEX_LIBS_SEARCH_FACETS_FACET_SPEC_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "google/protobuf/repeated_ptr_field.h"
#include "libs/search/facets/counted_field.h"
#include "trialdex/v1/facets.pb.h"

namespace trialdex {

// What one facet counts.
struct FacetSpec {
  // As asked for.
  std::string name;
  CountedField field;
  // Most values to list.
  size_t limit = 10;
  // Only values that begin so; as PlainText answers.
  std::string prefix;
  bool with_own_filter = false;
  // Of a date: YEAR, QUARTER or MONTH.
  v1::DateInterval interval = v1::DATE_INTERVAL_YEAR;
  // Of a number: lower ends of the buckets, ascending; empty: to be chosen.
  std::vector<double> bounds;
};

// INVALID_ARGUMENT for "facets", reason TOO_MANY_FACETS: more than 32; for a field of
// "facets[i]", reason UNKNOWN_FIELD, or INVALID_FIELD if a value is out of range or not for
// a field of this type.
absl::StatusOr<std::vector<FacetSpec>> ParseFacets(
    const google::protobuf::RepeatedPtrField<v1::FacetRequest>& requests);

// `text` without case and accents, white space tidied up: the form that prefixes are
// compared in.
std::string PlainText(absl::string_view text);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_FACETS_FACET_SPEC_H_
