// What is wrong with a query, or only surprising.
#ifndef TRIALDEX_LIBS_SEARCH_VALIDATE_QUERY_PROBLEMS_H_
#define TRIALDEX_LIBS_SEARCH_VALIDATE_QUERY_PROBLEMS_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "libs/query/query_node.h"
#include "trialdex/v1/validate.pb.h"

namespace trialdex {

// The problem that `status`, an error of one request field, tells of.
v1::QueryProblem ProblemOf(const absl::Status& status);

// What is legal in `query`, of which ParseQuery made `node`, but may surprise, with a reason:
// * FUNCTION_WORD: a word that is not asked for because every text has it.
// * LOWER_CASE_OPERATOR: "or" and the like between other words.
// * LONELY_OPERATOR: the name of an operator without an argument, read as a word.
// * ONLY_NEGATIVE: everything but what is named is found.
std::vector<v1::QueryProblem> Warnings(absl::string_view query, const QueryNode& node);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_VALIDATE_QUERY_PROBLEMS_H_
