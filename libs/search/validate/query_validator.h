// Says how a search is understood, without running it.
#ifndef TRIALDEX_LIBS_SEARCH_VALIDATE_QUERY_VALIDATOR_H_
#define TRIALDEX_LIBS_SEARCH_VALIDATE_QUERY_VALIDATOR_H_

#include "absl/status/statusor.h"
#include "libs/query/synonym_source.h"
#include "libs/text/analyzer.h"
#include "trialdex/v1/validate.pb.h"

namespace trialdex {

// Reads `query`, `filter` and `order_by` of `request.search()` as a search does, and
// answers with what they mean and what may surprise. `synonyms` may be null.
//
// INVALID_ARGUMENT as a search; with `report_errors` every error of the three is in the answer
// instead, and only `valid` says that there are any.
absl::StatusOr<v1::ValidateQueryResponse> ValidateQuery(const v1::ValidateQueryRequest& request,
                                                        const SynonymSource* synonyms,
                                                        Analyzer& analyzer);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_VALIDATE_QUERY_VALIDATOR_H_
