#include "libs/index/phrase_matcher.h"

#include "libs/base/status_macros.h"
#include "libs/index/phrase_reader.h"
#include "libs/index/position.h"
#include "libs/index/relevance.h"
#include "libs/index/word_matcher.h"

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

absl::StatusOr<ScoredDocs> MatchPhrase(const QueryNode& node, const IndexSnapshot& snapshot,
                                       size_t segment, const std::vector<uint32_t>* within,
                                       const OutOfTime& out_of_time) {
  const SegmentView& view = *snapshot.segments()[segment];
  ASSIGN_OR_RETURN(PhraseReader reader, PhraseReader::Open(node, view.segment()));
  double rarity = 0;
  for (const Place& place : node.places) {
    ASSIGN_OR_RETURN(const double place_rarity, RarityOf(place, snapshot));
    rarity += place_rarity;
  }
  DocSet candidates = reader.Candidates();
  candidates.IntersectWith(view.live());
  const std::vector<uint32_t> docs =
      within == nullptr ? candidates.ToVector() : candidates.Among(*within);

  const FieldNormalizer normalizer(*node.weights, snapshot.average_lengths());
  ScoredDocs scored;
  std::vector<Occurrence> occurrences;
  for (size_t i = 0; i < docs.size(); ++i) {
    if (i % kDocsBetweenChecks == 0 && out_of_time()) return OutOfTimeError();
    reader.Read(docs[i], occurrences);
    const double frequency =
        WeighOccurrences(occurrences, normalizer, view.segment().columns(), docs[i]);
    if (frequency > 0) scored.Add(docs[i], Saturate(rarity, frequency));
  }
  return scored;
}

}  // namespace trialdex
