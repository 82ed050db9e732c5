// What may be asked of one site.
#ifndef TRIALDEX_LIBS_INDEX_SITES_SAME_SITE_CLAUSE_H_
#define TRIALDEX_LIBS_INDEX_SITES_SAME_SITE_CLAUSE_H_

#include "absl/status/statusor.h"
#include "libs/query/query_node.h"

namespace trialdex {

// `clause`, the child of a kSameSite, with its filters as words of the site's own
// fields: a keyword only says that some site of the trial has the value. Filters by
// distance stay. INVALID_ARGUMENT if a filter asks what is not known of single sites.
absl::StatusOr<QueryNode> MakeSiteClause(const QueryNode& clause);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_SITES_SAME_SITE_CLAUSE_H_
