// The most frequent values of a keyword field.
#ifndef TRIALDEX_LIBS_SEARCH_FACETS_TOP_VALUES_H_
#define TRIALDEX_LIBS_SEARCH_FACETS_TOP_VALUES_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "libs/index/counting/keyword_counts.h"
#include "trialdex/v1/facets.pb.h"

namespace trialdex {

struct TopValues {
  // Ordinals, the most frequent value first, equal ones in order of their normal forms.
  std::vector<uint32_t> ordinals;
  // Values that any trial has, listed or not.
  uint64_t distinct = 0;
};

// At most `limit` values of `counts` that begin with `prefix` (as PlainText answers).
TopValues FindTopValues(const KeywordCounts& counts, size_t limit, const std::string& prefix = "");

// Value `ordinal` as it is answered; not selected.
v1::FacetValue ToFacetValue(const KeywordCounts& counts, uint32_t ordinal);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_FACETS_TOP_VALUES_H_
