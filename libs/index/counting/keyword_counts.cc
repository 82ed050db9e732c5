#include "libs/index/counting/keyword_counts.h"

#include <algorithm>
#include <cstddef>
#include <numeric>

#include "libs/base/status_macros.h"

namespace trialdex {

absl::StatusOr<KeywordCounts> CountKeywords(const IndexSnapshot& snapshot, KeywordField field,
                                            absl::Span<const DocSet> docs) {
  KeywordCounts counts;
  ASSIGN_OR_RETURN(counts.ordinals, GlobalOrdinals::Of(snapshot, field));
  counts.trials.resize(counts.ordinals->value_count());
  uint64_t with_value = 0;
  for (size_t segment = 0; segment < docs.size(); ++segment) {
    const KeywordOrdinals& values = counts.ordinals->of_segment(segment);
    const absl::Span<const uint32_t> global = counts.ordinals->from_segment(segment);
    counts.total += docs[segment].Count();
    with_value += docs[segment].CountCommon(values.with_one()) +
                  docs[segment].CountCommon(values.with_several());
    docs[segment].ForEachCommon(
        values.with_one(), [&](uint32_t doc) { ++counts.trials[global[values.only_of(doc)]]; });
    docs[segment].ForEachCommon(values.with_several(), [&](uint32_t doc) {
      for (const uint32_t ordinal : values.of(doc)) ++counts.trials[global[ordinal]];
    });
  }
  counts.missing = counts.total - with_value;
  return counts;
}

uint64_t CountOthers(const KeywordCounts& counts, absl::Span<const DocSet> docs,
                     absl::Span<const uint32_t> listed) {
  const uint64_t with_value = counts.total - counts.missing;
  const uint64_t values = std::accumulate(counts.trials.begin(), counts.trials.end(), uint64_t{0});
  uint64_t listed_values = 0;
  for (const uint32_t ordinal : listed) listed_values += counts.trials[ordinal];
  // With one value a trial, or with all values listed, there is nothing to look up.
  if (values == with_value) return with_value - listed_values;
  if (values == listed_values) return 0;

  std::vector<uint8_t> is_listed(counts.trials.size());
  for (const uint32_t ordinal : listed) is_listed[ordinal] = 1;
  // Listed values that a trial has beside another one.
  uint64_t beside = 0;
  for (size_t segment = 0; segment < docs.size(); ++segment) {
    const KeywordOrdinals& of_segment = counts.ordinals->of_segment(segment);
    const absl::Span<const uint32_t> global = counts.ordinals->from_segment(segment);
    docs[segment].ForEachCommon(of_segment.with_several(), [&](uint32_t doc) {
      uint64_t of_doc = 0;
      for (const uint32_t ordinal : of_segment.of(doc)) of_doc += is_listed[global[ordinal]];
      beside += std::max<uint64_t>(of_doc, 1) - 1;
    });
  }
  return with_value - (listed_values - beside);
}

}  // namespace trialdex
