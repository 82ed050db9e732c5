// A filter taken apart, so that a facet can be counted without what it says of that
// facet's own field.
#ifndef TRIALDEX_LIBS_SEARCH_FACETS_FILTER_CLAUSES_H_
#define TRIALDEX_LIBS_SEARCH_FACETS_FILTER_CLAUSES_H_

#include <cstddef>
#include <optional>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "libs/query/filter_node.h"
#include "libs/search/facets/counted_field.h"

namespace trialdex {

// Together the filter: `shared` and every one of `own` must hold.
struct FilterClauses {
  // The parts of the filter's top-level AND that speak of `field` and of nothing else.
  struct Own {
    CountedField field;
    FilterNode clause;
  };
  // One for each field that has such parts.
  std::vector<Own> own;
  // All other parts.
  FilterNode shared;

  // The place of `field` in `own`; nullopt if the filter does not speak of it apart.
  std::optional<size_t> Find(CountedField field) const;
};

// Takes `filter` apart. Only the fields of `fields` get a part of their own.
FilterClauses SplitFilter(const FilterNode& filter, absl::Span<const CountedField> fields);

// True if `clause` asks for the value `normal` of its keyword field by name, other than
// to leave it out.
bool AsksFor(const FilterNode& clause, absl::string_view normal);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_FACETS_FILTER_CLAUSES_H_
