// The documents that have a site that fits a clause, kept with the segment.
#ifndef TRIALDEX_LIBS_INDEX_SITES_SITE_MATCHES_H_
#define TRIALDEX_LIBS_INDEX_SITES_SITE_MATCHES_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "absl/status/statusor.h"
#include "libs/index/doc_set.h"
#include "libs/index/matching/part_list.h"
#include "libs/index/out_of_time.h"
#include "libs/index/segment.h"
#include "libs/index/sites/prepared_site_clause.h"
#include "libs/index/sites/site_list.h"
#include "libs/index/sites/site_scorer.h"

namespace trialdex {

// Which documents of a segment match a clause, and what is needed to score them. Neither
// depends on other segments or on commits: how rare words are comes in when a document is
// scored. Deleted documents are among them. Thread-safe.
struct SiteMatches {
  // Where a leaf of the clause stands, as far as those sites fit the clause.
  struct Leaf {
    SiteList sites;
    // Of each document the highest part that any site has.
    PartList highest;
  };

  DocSet docs;
  uint32_t count = 0;
  // Those of `docs` in which all leaves have their highest parts at one site, as far as they
  // have any.
  DocSet highest_together;
  // As the leaves of the clause.
  std::vector<Leaf> leaves;

  size_t byte_size() const;
};

// The matches of `clause` in `segment`. Never null. DEADLINE_EXCEEDED when out of time;
// other errors as Segment. Thread-safe.
absl::StatusOr<std::shared_ptr<const SiteMatches>> FindSiteMatches(const PreparedSiteClause& clause,
                                                                   const Segment& segment,
                                                                   const OutOfTime& out_of_time);

// The sites of `doc` that fit `clause`. `matches` and `columns` are of one segment.
SiteScores ScoreSites(const PreparedSiteClause& clause, const SiteMatches& matches,
                      const SegmentColumns& columns, uint32_t doc);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_SITES_SITE_MATCHES_H_
