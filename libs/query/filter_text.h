// Filters back to text.
#ifndef TRIALDEX_LIBS_QUERY_FILTER_TEXT_H_
#define TRIALDEX_LIBS_QUERY_FILTER_TEXT_H_

#include <string>
#include <vector>

#include "libs/query/plan.h"

namespace trialdex {

// `node` in the language of filters, every parenthesis written out:
// "(phase = PHASE2 OR phase = PHASE3) AND start_date >= 2020-04-01". Parsing it gives the
// same filter. "" for kAll; "none" for kNone, which has no text.
std::string FilterText(const FilterNode& node);

// "relevance desc, id": `order` in the language of order_by.
std::string OrderText(const std::vector<SortKey>& order);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_QUERY_FILTER_TEXT_H_
