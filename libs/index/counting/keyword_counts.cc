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
  for (size_t segment = 0; segment < docs.size(); ++segment) {
    const KeywordOrdinals& values = counts.ordinals->of_segment(segment);
    const absl::Span<const uint32_t> global = counts.ordinals->from_segment(segment);
    docs[segment].ForEach([&](uint32_t doc) {
      const absl::Span<const uint32_t> of_doc = values.of(doc);
      ++counts.total;
      counts.missing += of_doc.empty() ? 1 : 0;
      for (const uint32_t ordinal : of_doc) ++counts.trials[global[ordinal]];
    });
  }
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
  uint64_t others = 0;
  for (size_t segment = 0; segment < docs.size(); ++segment) {
    const KeywordOrdinals& of_segment = counts.ordinals->of_segment(segment);
    const absl::Span<const uint32_t> global = counts.ordinals->from_segment(segment);
    docs[segment].ForEach([&](uint32_t doc) {
      const absl::Span<const uint32_t> of_doc = of_segment.of(doc);
      if (of_doc.empty()) return;
      others += std::none_of(of_doc.begin(), of_doc.end(),
                             [&](uint32_t ordinal) { return is_listed[global[ordinal]] != 0; });
    });
  }
  return others;
}

}  // namespace trialdex
