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

DocSet ToSet(const PartList& list, uint32_t doc_count) {
  DocSet docs(doc_count);
  WindowBits bits;
  for (uint32_t window = 0; window < WindowCount(doc_count); ++window) {
    if (list.Match(window, bits)) SetWindow(docs, window, bits);
  }
  return docs;
}

// Documents that have the word of `place`, and maybe some that have it elsewhere or written
// otherwise than it is asked for.
absl::StatusOr<DocSet> DocsOfPlace(const CacheKey& key, const Place& place,
                                   const Segment& segment) {
  if (const auto list = segment.cache().Find<PartList>(segment.cache_owner(), key)) {
    return ToSet(*list, segment.doc_count());
  }
  DocSet docs(segment.doc_count());
  for (const Alternative& alternative : place.alternatives) {
    ASSIGN_OR_RETURN(const std::vector<uint32_t> of_term,
                     segment.files().Docs(TermField::kText, alternative.term));
    for (const uint32_t doc : of_term) docs.Add(doc);
  }
  return docs;
}

// Documents that may have the phrase.
absl::StatusOr<std::vector<uint32_t>> CandidatesOf(const QueryNode& node,
                                                   absl::Span<const CacheKey> place_keys,
                                                   const Segment& segment,
                                                   const OutOfTime& out_of_time) {
  DocSet common(segment.doc_count());
  for (size_t i = 0; i < node.places.size(); ++i) {
    if (out_of_time()) return OutOfTimeError();
    ASSIGN_OR_RETURN(DocSet docs, DocsOfPlace(place_keys[i], node.places[i], segment));
    if (i > 0) docs.IntersectWith(common);
    common = std::move(docs);
    if (common.Count() == 0) break;
  }
  return common.ToVector();
}

absl::StatusOr<PartList> MakeList(const QueryNode& node, absl::Span<const CacheKey> place_keys,
                                  const FieldNormalizer& normalizer, const Segment& segment,
                                  const OutOfTime& out_of_time) {
  ASSIGN_OR_RETURN(const std::vector<uint32_t> candidates,
                   CandidatesOf(node, place_keys, segment, out_of_time));
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
          return FieldOfPosition(occurrence.position) == kExclusionOrdinal;
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
    const CacheKey& key, const QueryNode& node, absl::Span<const CacheKey> place_keys,
    const FieldNormalizer& normalizer, const Segment& segment, const OutOfTime& out_of_time) {
  return segment.cache().FindOrMake<PartList>(segment.cache_owner(), key, [&] {
    return MakeList(node, place_keys, normalizer, segment, out_of_time);
  });
}

}  // namespace trialdex
