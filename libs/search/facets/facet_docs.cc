#include "libs/search/facets/facet_docs.h"

#include <utility>

#include "libs/base/status_macros.h"
#include "libs/index/matching/filter_matcher.h"

namespace trialdex {

absl::StatusOr<FacetDocs> FacetDocs::Make(const IndexSnapshot& snapshot,
                                          const FilterClauses& clauses,
                                          std::vector<DocSet> query_matches,
                                          const OutOfTime& out_of_time) {
  FacetDocs docs;
  docs.without_.resize(clauses.own.size());
  for (size_t i = 0; i < query_matches.size() && !out_of_time(); ++i) {
    const Segment& segment = snapshot.segments()[i]->segment();
    DocSet hits = std::move(query_matches[i]);
    if (clauses.shared.kind != FilterNode::Kind::kAll) {
      ASSIGN_OR_RETURN(const DocSet shared, MatchFilter(clauses.shared, segment));
      hits.IntersectWith(shared);
    }
    std::vector<DocSet> own;
    for (const FilterClauses::Own& part : clauses.own) {
      ASSIGN_OR_RETURN(DocSet selected, MatchFilter(part.clause, segment));
      own.push_back(std::move(selected));
    }
    // Each part meets those before it on the way there, those after it on the way back.
    for (size_t part = 0; part < own.size(); ++part) {
      docs.without_[part].push_back(hits);
      hits.IntersectWith(own[part]);
    }
    DocSet after = segment.columns().trials();
    for (size_t part = own.size(); part-- > 0;) {
      docs.without_[part].back().IntersectWith(after);
      after.IntersectWith(own[part]);
    }
    docs.hits_.push_back(std::move(hits));
  }
  return docs;
}

}  // namespace trialdex
