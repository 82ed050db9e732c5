// Plans as short text, for tests.
#ifndef TRIALDEX_LIBS_QUERY_TESTING_PLAN_TEXT_H_
#define TRIALDEX_LIBS_QUERY_TESTING_PLAN_TEXT_H_

#include <string>

#include "libs/query/plan.h"

namespace trialdex {

// "(and stroke (not "heart attack"))": words by their first alternative; what is
// optional has a "?", a node in one field only a "@" and the piece's name; the
// filter of a kFilter stands in braces. Patterns are written as in a query ("immun*",
// "tumor~1"), slop and boost as well ("~3", "^2"), letter case as it must be ("SLE"),
// coverage as "=full", "=start", "=end".
std::string PlanText(const QueryNode& node);

// "phase=PHASE2|PHASE3", "enrollment(100,max]", "start_date[18262,max]", with a "!" if
// certain, "has(city)", "(and … …)".
std::string PlanText(const FilterNode& node);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_QUERY_TESTING_PLAN_TEXT_H_
