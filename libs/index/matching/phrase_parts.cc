#include "libs/index/matching/phrase_parts.h"

#include <algorithm>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/index/matching/phrase_reader.h"
#include "libs/index/positions/position.h"

namespace trialdex {
namespace {

// Documents between two looks at the clock.
constexpr size_t kDocsBetweenChecks = 1024;

constexpr auto kExclusion = static_cast<uint32_t>(TextField::kEligibilityExclusion);

// Documents that are in all of `lists`.
std::vector<uint32_t> Common(absl::Span<const std::shared_ptr<const PartList>> lists,
                             uint32_t doc_count) {
  std::vector<uint32_t> docs;
  for (uint32_t window = 0; window < WindowCount(doc_count); ++window) {
    WindowBits common;
    common.fill(~uint64_t{0});
    WindowBits of_list;
    const bool all = std::all_of(lists.begin(), lists.end(), [&](const auto& list) {
      if (!list->Match(window, of_list)) return false;
      IntersectWith(common, of_list);
      return true;
    });
    if (!all) continue;
    ForEachBit(common, [&](uint16_t offset) { docs.push_back((window << kWindowShift) + offset); });
  }
  return docs;
}

absl::StatusOr<PartList> MakeList(const QueryNode& node,
                                  absl::Span<const std::shared_ptr<const PartList>> places,
                                  const FieldNormalizer& normalizer, const Segment& segment,
                                  const OutOfTime& out_of_time) {
  const std::vector<uint32_t> candidates = Common(places, segment.doc_count());
  std::vector<uint32_t> docs;
  std::vector<float> parts;
  std::vector<bool> only_in_exclusion;
  if (candidates.empty()) return PartList(docs, std::move(parts), segment.doc_count());
  ASSIGN_OR_RETURN(PhraseReader reader, PhraseReader::Open(node, segment));
  std::vector<Occurrence> occurrences;
  for (size_t i = 0; i < candidates.size(); ++i) {
    if (i % kDocsBetweenChecks == 0 && out_of_time()) return OutOfTimeError();
    reader.Read(candidates[i], occurrences);
    const float part =
        FrequencyPart(WeighOccurrences(occurrences, normalizer, segment.columns(), candidates[i]));
    if (part <= 0) continue;
    docs.push_back(candidates[i]);
    parts.push_back(part);
    only_in_exclusion.push_back(
        std::all_of(occurrences.begin(), occurrences.end(), [](const Occurrence& occurrence) {
          return FieldOfPosition(occurrence.position) == kExclusion;
        }));
  }
  RETURN_IF_ERROR(reader.status());
  return PartList(docs, std::move(parts), segment.doc_count(), std::move(only_in_exclusion));
}

}  // namespace

double WeighOccurrences(absl::Span<const Occurrence> occurrences, const FieldNormalizer& normalizer,
                        const SegmentColumns& columns, uint32_t doc) {
  double weighted = 0;
  for (size_t i = 0; i < occurrences.size();) {
    const uint32_t field = FieldOfPosition(occurrences[i].position);
    double in_field = 0;
    for (; i < occurrences.size() && FieldOfPosition(occurrences[i].position) == field; ++i) {
      in_field += occurrences[i].weight;
    }
    weighted +=
        normalizer.Weigh(field, in_field, columns.length(doc, static_cast<TextField>(field)));
  }
  return weighted;
}

absl::StatusOr<std::shared_ptr<const PartList>> PhraseParts(
    const std::string& key, const QueryNode& node,
    absl::Span<const std::shared_ptr<const PartList>> places, const FieldNormalizer& normalizer,
    const Segment& segment, const OutOfTime& out_of_time) {
  return segment.cache().FindOrMake<PartList>(segment.cache_owner(), key, [&] {
    return MakeList(node, places, normalizer, segment, out_of_time);
  });
}

}  // namespace trialdex
