// A query's plan as a message for people and programs.
#ifndef TRIALDEX_LIBS_SEARCH_VALIDATE_CLAUSE_H_
#define TRIALDEX_LIBS_SEARCH_VALIDATE_CLAUSE_H_

#include "absl/strings/string_view.h"
#include "libs/query/query_node.h"
#include "trialdex/v1/validate.pb.h"

namespace trialdex {

// The tree of `node`, which ParseQuery made of `query`.
v1::Clause MakeClause(const QueryNode& node, absl::string_view query);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_VALIDATE_CLAUSE_H_
