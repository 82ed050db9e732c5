// Nodes of a query from their parts, as the parser puts them together.
#ifndef TRIALDEX_LIBS_QUERY_PARSING_NODE_BUILDERS_H_
#define TRIALDEX_LIBS_QUERY_PARSING_NODE_BUILDERS_H_

#include <cstdint>
#include <vector>

#include "libs/query/query_node.h"

namespace trialdex {

// All bytes are those of the query: [begin, end).

// Every trial.
QueryNode AllAt(uint32_t begin, uint32_t end);

QueryNode FilterAt(FilterNode filter, uint32_t begin, uint32_t end);

// A node of `kind` over `children`, of which there is at least one; a single child
// that is no kNot is its own combination.
QueryNode Combine(QueryNode::Kind kind, std::vector<QueryNode> children);

// A node of `kind` with one child, from byte `begin` on.
QueryNode Around(QueryNode::Kind kind, uint32_t begin, QueryNode child);

// `node` for places where no kNot may stand: there it is "every trial but".
QueryNode Positive(QueryNode node);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_QUERY_PARSING_NODE_BUILDERS_H_
