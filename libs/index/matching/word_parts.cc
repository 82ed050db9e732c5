#include "libs/index/matching/word_parts.h"

#include <utility>

#include "libs/base/status_macros.h"
#include "libs/index/matching/frequency_sums.h"
#include "libs/index/positions/occurrence_filter.h"

namespace trialdex {
namespace {

absl::StatusOr<PartList> MakeList(const Place& place, Coverage coverage,
                                  const FieldNormalizer& normalizer, const Segment& segment,
                                  const OutOfTime& out_of_time) {
  FrequencySums sums(normalizer, segment.columns());
  for (const Alternative& alternative : place.alternatives) {
    if (out_of_time()) return OutOfTimeError();
    const OccurrenceFilter filter =
        MakeOccurrenceFilter(alternative.letter_case, BeginsValue(coverage), EndsValue(coverage));
    const auto weight = static_cast<double>(alternative.weight);
    const auto add = [&](absl::Span<const FieldCount> counts) { sums.Add(counts, weight); };
    RETURN_IF_ERROR(segment.files().CountOccurrences(alternative.term, filter, add));
    sums.EndForm();
  }
  return std::move(sums).ToList();
}

}  // namespace

absl::StatusOr<std::shared_ptr<const PartList>> WordParts(const CacheKey& key, const Place& place,
                                                          Coverage coverage,
                                                          const FieldNormalizer& normalizer,
                                                          const Segment& segment,
                                                          const OutOfTime& out_of_time) {
  return segment.cache().FindOrMake<PartList>(segment.cache_owner(), key, [&] {
    return MakeList(place, coverage, normalizer, segment, out_of_time);
  });
}

}  // namespace trialdex
