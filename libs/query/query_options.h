// What the reading of a query depends on beside its text.
#ifndef TRIALDEX_LIBS_QUERY_QUERY_OPTIONS_H_
#define TRIALDEX_LIBS_QUERY_QUERY_OPTIONS_H_

#include <cstdint>
#include <memory>

#include "libs/query/synonym_source.h"
#include "libs/schema/areas.h"

namespace trialdex {

// How far words may be expanded. Each level has what those before it have.
enum class QueryExpansion : uint8_t {
  kNone,        // as written, case and accents included; side by side
  kTerm,        // other forms and spellings of the words
  kConcept,     // synonyms of the whole
  kRelaxation,  // the words anywhere in the area; synonyms of each run of words
  kLossy,       // some of the words
};

struct QueryOptions {
  // Null: words have no synonyms. Is used during the call only.
  const SynonymSource* synonyms = nullptr;
  // Where the query has no EXPANSION.
  QueryExpansion expansion = QueryExpansion::kRelaxation;
  // What is searched outside every AREA. Null: DefaultSearchArea().
  std::shared_ptr<const FieldWeights> default_weights = nullptr;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_QUERY_QUERY_OPTIONS_H_
