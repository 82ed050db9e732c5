#include "libs/index/matching/word_parts.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "libs/base/status_macros.h"
#include "libs/index/matching/frequency_sums.h"
#include "libs/index/positions/occurrence_filter.h"
#include "libs/index/positions/position.h"

namespace trialdex {
namespace {

// Weighed together: what is counted stays in the processor's first cache.
constexpr size_t kDocsTogether = 512;

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

// Adds how often a term stands in the fields of `doc`, where it stands at `positions`.
void Count(uint32_t doc, absl::Span<const uint32_t> positions, OccurrenceFilter filter,
           std::vector<FieldCount>& counts) {
  const size_t first = counts.size();
  for (const uint32_t position : positions) {
    if (!filter.Passes(position)) continue;
    const uint32_t field = FieldOfPosition(position);
    if (counts.size() > first && counts.back().field == field) {
      ++counts.back().count;
    } else {
      counts.push_back({doc, field, 1});
    }
  }
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

absl::StatusOr<PartList> WordPartsIn(const DocList& docs, const Place& place, Coverage coverage,
                                     const FieldNormalizer& normalizer, const Segment& segment,
                                     const OutOfTime& out_of_time) {
  FrequencySums sums(normalizer, segment.columns());
  std::vector<FieldCount> counts;
  for (const Alternative& alternative : place.alternatives) {
    const OccurrenceFilter filter =
        MakeOccurrenceFilter(alternative.letter_case, BeginsValue(coverage), EndsValue(coverage));
    const auto weight = static_cast<double>(alternative.weight);
    ASSIGN_OR_RETURN(const auto positions, segment.files().OpenPositions(alternative.term));
    for (size_t i = 0; i < docs.size(); i += kDocsTogether) {
      if (out_of_time()) return OutOfTimeError();
      counts.clear();
      for (size_t next = i; next < std::min(i + kDocsTogether, docs.size()); ++next) {
        Count(docs[next], positions->Read(docs[next]), filter, counts);
      }
      sums.Add(counts, weight);
    }
    RETURN_IF_ERROR(positions->status());
    sums.EndForm();
  }
  return std::move(sums).ToList();
}

}  // namespace trialdex
