// What the reading of a query depends on beside its text.
#ifndef TRIALDEX_LIBS_QUERY_QUERY_OPTIONS_H_
#define TRIALDEX_LIBS_QUERY_QUERY_OPTIONS_H_

#include "libs/query/synonym_source.h"

namespace trialdex {

struct QueryOptions {
  // Null: words have no synonyms. Is used during the call only.
  const SynonymSource* synonyms = nullptr;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_QUERY_QUERY_OPTIONS_H_
