// Which part of a search takes the hits away.
#ifndef TRIALDEX_LIBS_SEARCH_SUGGEST_QUERY_FUNNEL_H_
#define TRIALDEX_LIBS_SEARCH_SUGGEST_QUERY_FUNNEL_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/index/out_of_time.h"
#include "libs/index/snapshot.h"
#include "libs/query/filter_node.h"
#include "libs/query/query_node.h"
#include "trialdex/v1/suggest.pb.h"

namespace trialdex {

// A part of a search that all hits must satisfy.
struct FunnelClause {
  // As written.
  std::string text;
  bool in_filter = false;
  // The one that it is not is kAll.
  QueryNode query;
  FilterNode filter;
};

// The clauses joined by AND at the top of `query`, which `query_text` was parsed to, and
// of `filter_text`; words that stand side by side are a clause each. One that has no AND is
// one clause, a blank one none. Clauses beyond 64 are left out.
//
// Errors of ParseFilter.
absl::StatusOr<std::vector<FunnelClause>> SplitSearch(absl::string_view query_text,
                                                      const QueryNode& query,
                                                      absl::string_view filter_text);

// What each of `clauses` finds alone, leaves of what those before it leave, and keeps from
// being found. DEADLINE_EXCEEDED when out of time; other errors as Segment. Thread-safe.
absl::StatusOr<std::vector<v1::FunnelStep>> MakeFunnel(const std::vector<FunnelClause>& clauses,
                                                       const IndexSnapshot& snapshot,
                                                       const OutOfTime& out_of_time);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_SUGGEST_QUERY_FUNNEL_H_
