// Search areas: which fields a query looks into, and how much each counts.
#ifndef TRIALDEX_LIBS_SCHEMA_AREAS_H_
#define TRIALDEX_LIBS_SCHEMA_AREAS_H_

#include <array>
#include <memory>
#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "libs/schema/text_fields.h"

namespace trialdex {

// Weight of each field, by its ordinal; 0 means not searched.
using FieldWeights = std::array<float, kTextFieldCount>;

struct SearchArea {
  // ClinicalTrials.gov's name: "ConditionSearch"; or the piece, for an area of one field.
  absl::string_view name;
  // The request parameter it stands behind there ("query.cond"); empty if none.
  absl::string_view parameter;
  std::shared_ptr<const FieldWeights> weights;
};

// The areas of more than one field, the default one first.
absl::Span<const SearchArea> AllSearchAreas();

// What a query without AREA looks into: ClinicalTrials.gov's BasicSearch, and what
// that leaves out with small weights: inclusion criteria, criteria of neither list,
// study population, overall status (0.2), detailed description, reason for stopping
// (0.15), exclusion criteria, registering organisation, removed countries (0.1).
const SearchArea& DefaultSearchArea();

// The area of that name, piece, snake name or request parameter ("ConditionSearch",
// "BriefTitle", "brief_title", "query.cond"), case forgiven; nullptr if there is
// none. Lives as long as the program. Thread-safe.
const SearchArea* FindSearchArea(absl::string_view name);

// The name of an area or piece nearest to `name`; empty if none is near.
std::string SuggestSearchArea(absl::string_view name);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SCHEMA_AREAS_H_
