// Which sites of a document fit a clause, given where its words stand.
#ifndef TRIALDEX_LIBS_INDEX_SITES_SITE_SCORER_H_
#define TRIALDEX_LIBS_INDEX_SITES_SITE_SCORER_H_

#include <cstddef>
#include <cstdint>

#include "absl/container/inlined_vector.h"
#include "absl/functional/function_ref.h"
#include "absl/types/span.h"
#include "libs/index/columns/segment_columns.h"
#include "libs/index/sites/prepared_site_clause.h"
#include "libs/index/sites/site_list.h"
#include "libs/query/query_node.h"

namespace trialdex {

// A site that fits, and what the clause scores there.
struct SiteScore {
  // Index into `contacts_locations.locations`.
  uint32_t site = 0;
  double score = 0;
};

// By site.
using SiteScores = absl::InlinedVector<SiteScore, 8>;

// The sites of a leaf of the clause in the document that is asked about, by site.
using SitesOfLeaf = absl::FunctionRef<absl::Span<const SitePart>(size_t leaf)>;

// The sites of `doc` that fit `clause`: each is matched and scored as if its fields were
// all of the trial's text. A site's values are short, so their length does not matter: a
// word counts the weight of its field. `columns` are of the document's segment.
SiteScores ScoreSites(const PreparedSiteClause& clause, const SegmentColumns& columns, uint32_t doc,
                      SitesOfLeaf sites_of_leaf);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_SITES_SITE_SCORER_H_
