// What a search request says about how its query is to be read.
#ifndef TRIALDEX_LIBS_SEARCH_READING_QUERY_READING_H_
#define TRIALDEX_LIBS_SEARCH_READING_QUERY_READING_H_

#include "absl/status/statusor.h"
#include "libs/query/query_options.h"
#include "trialdex/v1/search.pb.h"

namespace trialdex {

inline constexpr float kMaxFieldWeight = 100.0F;

// The options for `request.query()`: its expansion, the weights of the default area, and
// `synonyms`, which may be null and must outlive the options, unless it wants none.
//
// INVALID_ARGUMENT: an expansion that is none; for "field_weights", reason UNKNOWN_FIELD
// with metadata "field" and, if one is near, "suggestion", or a weight below 0, above
// kMaxFieldWeight or no number; no weight above 0 left.
absl::StatusOr<QueryOptions> QueryOptionsOf(const v1::SearchTrialsRequest& request,
                                            const SynonymSource* synonyms);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_READING_QUERY_READING_H_
