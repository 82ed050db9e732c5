#include "libs/index/matching/phrase_parts.h"

#include <algorithm>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/index/matching/phrase_reader.h"
#include "libs/index/positions/position.h"
#include "libs/schema/exclusion_field.h"

namespace trialdex {
namespace {

// Documents between two looks at the clock.
constexpr size_t kDocsBetweenChecks = 1024;

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

absl::StatusOr<PartList> PhrasePartsIn(const DocList& docs, const QueryNode& node,
                                       const FieldNormalizer& normalizer, const Segment& segment,
                                       const OutOfTime& out_of_time) {
  std::vector<uint32_t> found;
  std::vector<float> parts;
  std::vector<bool> only_in_exclusion;
  if (docs.empty()) return PartList(found, std::move(parts), segment.doc_count());
  ASSIGN_OR_RETURN(PhraseReader reader, PhraseReader::Open(node, segment));
  std::vector<Occurrence> occurrences;
  for (size_t i = 0; i < docs.size(); ++i) {
    if (i % kDocsBetweenChecks == 0 && out_of_time()) return OutOfTimeError();
    reader.Read(docs[i], occurrences);
    const float part =
        FrequencyPart(WeighOccurrences(occurrences, normalizer, segment.columns(), docs[i]));
    if (part <= 0) continue;
    found.push_back(docs[i]);
    parts.push_back(part);
    only_in_exclusion.push_back(
        std::all_of(occurrences.begin(), occurrences.end(), [](const Occurrence& occurrence) {
          return FieldOfPosition(occurrence.position) == kExclusionOrdinal;
        }));
  }
  RETURN_IF_ERROR(reader.status());
  return PartList(found, std::move(parts), segment.doc_count(), std::move(only_in_exclusion));
}

absl::StatusOr<std::shared_ptr<const PartList>> PhraseParts(
    const CacheKey& key, const QueryNode& node, absl::Span<const CacheKey> place_keys,
    const FieldNormalizer& normalizer, const Segment& segment, const OutOfTime& out_of_time) {
  return segment.cache().FindOrMake<PartList>(
      segment.cache_owner(), key, [&]() -> absl::StatusOr<PartList> {
        ASSIGN_OR_RETURN(const DocList docs,
                         PhraseCandidateDocs(node, place_keys, segment, out_of_time));
        return PhrasePartsIn(docs, node, normalizer, segment, out_of_time);
      });
}

}  // namespace trialdex
