// Histograms over the values of a column.
#ifndef TRIALDEX_LIBS_SEARCH_FACETS_HISTOGRAM_H_
#define TRIALDEX_LIBS_SEARCH_FACETS_HISTOGRAM_H_

#include <vector>

#include "absl/types/span.h"
#include "libs/index/counting/column_counts.h"
#include "trialdex/v1/facets.pb.h"

namespace trialdex {

// The trials of `counts`, which is of a day column, by YEAR, QUARTER or MONTH of their
// first day. Buckets without a trial stand between others, unless these lie further
// apart than sensible dates do: then they are left out.
std::vector<v1::FacetBucket> DateBuckets(const ColumnCounts& counts, v1::DateInterval interval);

// The trials of `counts` by number: one bucket from each of `bounds`, ascending, up to the
// next, the last without an end; and if a trial is below them all, one before.
std::vector<v1::FacetBucket> NumberBuckets(const ColumnCounts& counts,
                                           absl::Span<const double> bounds);

// About ten round bounds for the values of `counts`: evenly spaced, or 1, 2, 5, 10, 20 …
// if a few values are far larger than the others. Outliers share the outer buckets. Empty if
// there is no value.
std::vector<double> ChooseBounds(const ColumnCounts& counts);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_FACETS_HISTOGRAM_H_
