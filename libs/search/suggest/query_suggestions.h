// Other queries that find more.
#ifndef TRIALDEX_LIBS_SEARCH_SUGGEST_QUERY_SUGGESTIONS_H_
#define TRIALDEX_LIBS_SEARCH_SUGGEST_QUERY_SUGGESTIONS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/search/suggest/spelling.h"
#include "trialdex/v1/suggest.pb.h"

namespace trialdex {

// `query` with corrections of the words that no trial has, with the likeliest ones of all, and
// with one of these replaced by the next likely:
// those that find more than `total_size` trials, in that order, at most 3.
// `count` answers how many trials a query finds; it is asked at most 6 times.
//
// Errors of `count`.
absl::StatusOr<std::vector<v1::QuerySuggestion>> SuggestQueries(
    absl::string_view query, int64_t total_size, const std::vector<Misspelling>& misspellings,
    absl::FunctionRef<absl::StatusOr<int64_t>(const std::string& query)> count);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_SUGGEST_QUERY_SUGGESTIONS_H_
