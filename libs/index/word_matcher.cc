#include "libs/index/word_matcher.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/index/occurrence_filter.h"
#include "libs/index/relevance.h"
#include "xxhash.h"

namespace trialdex {
namespace {

struct Rarity {
  double value;
  size_t byte_size() const { return sizeof(*this); }
};

template <typename T>
void AppendBytes(const T& value, std::string* key) {
  key->append(reinterpret_cast<const char*>(&value), sizeof(value));
}

// Terms hold no NUL: the analysis takes it for a separator.
std::string KeyOf(char kind, const Place& place) {
  std::string key(1, kind);
  for (const Alternative& alternative : place.alternatives) {
    key.append(alternative.term);
    key.push_back('\0');
    AppendBytes(alternative.weight, &key);
    AppendBytes(alternative.letter_case, &key);
  }
  return key;
}

absl::StatusOr<ScoredDocs> ScoreWord(const QueryNode& node, const IndexSnapshot& snapshot,
                                     const SegmentView& view, ScoreBufferPool& buffers,
                                     const OutOfTime& out_of_time) {
  const Place& place = node.places.front();
  ASSIGN_OR_RETURN(const double rarity, RarityOf(place, snapshot));
  const FieldNormalizer normalizer(*node.weights, snapshot.average_lengths());
  std::unique_ptr<ScoreBuffer> frequencies = buffers.Borrow();
  for (const Alternative& alternative : place.alternatives) {
    if (out_of_time()) return OutOfTimeError();
    const OccurrenceFilter filter = MakeOccurrenceFilter(
        alternative.letter_case, BeginsValue(node.coverage), EndsValue(node.coverage));
    ASSIGN_OR_RETURN(const auto postings, view.segment().Frequencies(alternative.term, filter));
    for (size_t i = 0; i < postings->docs.size(); ++i) {
      double weighted = 0;
      for (size_t at = postings->begin_of(i); at < postings->ends[i]; ++at) {
        const FieldFrequency& in_field = postings->frequencies[at];
        weighted += normalizer.Weigh(in_field.field, in_field.frequency, in_field.length);
      }
      if (weighted <= 0) continue;
      frequencies->Add(postings->docs[i], static_cast<double>(alternative.weight) * weighted);
    }
  }
  ScoredDocs scored = frequencies->Take(
      view.live(), [rarity](double frequency) { return Saturate(rarity, frequency); });
  buffers.GiveBack(std::move(frequencies));
  return scored;
}

}  // namespace

absl::StatusOr<double> RarityOf(const Place& place, const IndexSnapshot& snapshot) {
  ASSIGN_OR_RETURN(const auto rarity,
                   snapshot.cache().FindOrMake<Rarity>(
                       snapshot.cache_owner(), KeyOf('r', place), [&]() -> absl::StatusOr<Rarity> {
                         double highest = 0;
                         for (const Alternative& alternative : place.alternatives) {
                           double frequency = 0;
                           for (const auto& view : snapshot.segments()) {
                             ASSIGN_OR_RETURN(const auto postings,
                                              view->segment().Frequencies(alternative.term));
                             frequency += postings->document_frequency;
                           }
                           highest = std::max(highest, frequency);
                         }
                         return Rarity{InverseDocumentFrequency(
                             static_cast<double>(snapshot.trial_count()), highest)};
                       }));
  return rarity->value;
}

absl::StatusOr<std::shared_ptr<const ScoredDocs>> MatchWord(const QueryNode& node,
                                                            const IndexSnapshot& snapshot,
                                                            size_t segment,
                                                            ScoreBufferPool& buffers,
                                                            const OutOfTime& out_of_time) {
  std::string key = KeyOf('w', node.places.front());
  AppendBytes(node.coverage, &key);
  AppendBytes(XXH3_64bits(node.weights->data(), sizeof(*node.weights)), &key);
  AppendBytes(static_cast<uint32_t>(segment), &key);
  return snapshot.cache().FindOrMake<ScoredDocs>(snapshot.cache_owner(), key, [&] {
    return ScoreWord(node, snapshot, *snapshot.segments()[segment], buffers, out_of_time);
  });
}

}  // namespace trialdex
