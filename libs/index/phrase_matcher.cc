#include "libs/index/phrase_matcher.h"

#include <algorithm>
#include <cstddef>
#include <memory>

#include "absl/types/span.h"
#include "libs/base/status_macros.h"
#include "libs/index/position.h"
#include "libs/index/relevance.h"
#include "libs/index/sorted_docs.h"
#include "libs/index/word_matcher.h"

namespace trialdex {
namespace {

// A place of the phrase found in a document.
struct Occurrence {
  uint32_t position;
  double weight;
};

// The occurrences of one place of the phrase, document by document.
class PlaceReader {
 public:
  static absl::StatusOr<PlaceReader> Open(const Place& place, const Segment& segment) {
    PlaceReader reader;
    for (const Alternative& alternative : place.alternatives) {
      ASSIGN_OR_RETURN(auto postings, segment.Positions(alternative.term));
      reader.terms_.push_back({std::move(postings), static_cast<double>(alternative.weight), 0});
    }
    return reader;
  }

  size_t doc_count() const {
    size_t count = 0;
    for (const Term& term : terms_) count += term.postings->docs.size();
    return count;
  }

  DocSet Docs(uint32_t doc_count) const {
    DocSet docs(doc_count);
    for (const Term& term : terms_) {
      for (const uint32_t doc : term.postings->docs) docs.Add(doc);
    }
    return docs;
  }

  // Fills `occurrences`, by position; weights of terms at one position add up.
  // Documents must come in ascending order.
  void Read(uint32_t doc, std::vector<Occurrence>& occurrences) {
    occurrences.clear();
    for (Term& term : terms_) {
      const PositionPostings& postings = *term.postings;
      term.at = SkipTo(postings.docs, term.at, doc);
      if (term.at == postings.docs.size() || postings.docs[term.at] != doc) continue;
      Merge(absl::MakeConstSpan(postings.positions)
                .subspan(postings.begin_of(term.at),
                         postings.ends[term.at] - postings.begin_of(term.at)),
            term.weight, occurrences);
    }
  }

 private:
  struct Term {
    std::shared_ptr<const PositionPostings> postings;
    double weight;
    // Next of postings->docs.
    size_t at;
  };

  // Adds `positions` to `occurrences`; both are in order and stay so.
  void Merge(absl::Span<const uint32_t> positions, double weight,
             std::vector<Occurrence>& occurrences) {
    merged_.clear();
    auto held = occurrences.begin();
    for (const uint32_t position : positions) {
      while (held != occurrences.end() && held->position < position) merged_.push_back(*held++);
      if (held != occurrences.end() && held->position == position) {
        merged_.push_back({position, held->weight + weight});
        ++held;
      } else {
        merged_.push_back({position, weight});
      }
    }
    merged_.insert(merged_.end(), held, occurrences.end());
    merged_.swap(occurrences);
  }

  std::vector<Term> terms_;
  std::vector<Occurrence> merged_;
};

// Looks for the phrase in one document after the other.
class PhraseReader {
 public:
  PhraseReader(const QueryNode& node, const SegmentColumns& columns,
               const FieldNormalizer& normalizer, std::vector<PlaceReader> places)
      : node_(node),
        columns_(columns),
        normalizer_(normalizer),
        places_(std::move(places)),
        occurrences_(places_.size()),
        next_(places_.size()) {}

  // The weighted frequency of the phrase in `doc`; 0 if it is not there.
  double Frequency(uint32_t doc) {
    for (size_t i = 0; i < places_.size(); ++i) {
      places_[i].Read(doc, occurrences_[i]);
      if (occurrences_[i].empty()) return 0;
    }
    std::fill(next_.begin(), next_.end(), 0);
    double weighted = 0;
    double in_field = 0;
    uint32_t field = 0;
    const auto close_field = [&] {
      if (in_field > 0) {
        weighted +=
            normalizer_.Weigh(field, in_field, columns_.length(doc, static_cast<TextField>(field)));
      }
      in_field = 0;
    };
    for (const Occurrence& first : occurrences_.front()) {
      if (FieldOfPosition(first.position) != field) {
        close_field();
        field = FieldOfPosition(first.position);
      }
      if (normalizer_.Searches(field)) in_field += Follow(first);
    }
    close_field();
    return weighted;
  }

 private:
  // What the phrase that begins at `first` counts; 0 if it does not go on.
  double Follow(const Occurrence& first) {
    double weight = first.weight;
    uint32_t distance = 0;
    uint32_t position = first.position;
    for (size_t i = 1; i < occurrences_.size(); ++i) {
      const std::vector<Occurrence>& here = occurrences_[i];
      const uint32_t expected = position + node_.places[i].offset - node_.places[i - 1].offset;
      const uint32_t earliest = node_.slop == 0 ? expected : position + 1;
      // Later beginnings go on later: what is passed now is never needed again.
      size_t& next = next_[i];
      while (next < here.size() && here[next].position < earliest) ++next;
      if (next == here.size()) return 0;
      position = here[next].position;
      distance += position < expected ? expected - position : position - expected;
      if (distance > node_.slop || FieldOfPosition(position) != FieldOfPosition(first.position)) {
        return 0;
      }
      weight = std::min(weight, here[next].weight);
    }
    return weight / (1.0 + distance);
  }

  const QueryNode& node_;
  const SegmentColumns& columns_;
  const FieldNormalizer& normalizer_;
  std::vector<PlaceReader> places_;
  // Of the current document, by place.
  std::vector<std::vector<Occurrence>> occurrences_;
  // By place: the first of its occurrences that may still go on a phrase.
  std::vector<size_t> next_;
};

}  // namespace

absl::StatusOr<ScoredDocs> MatchPhrase(const QueryNode& node, const IndexSnapshot& snapshot,
                                       size_t segment, const std::vector<uint32_t>* within) {
  const SegmentView& view = *snapshot.segments()[segment];
  std::vector<PlaceReader> places;
  double rarity = 0;
  for (const Place& place : node.places) {
    ASSIGN_OR_RETURN(PlaceReader reader, PlaceReader::Open(place, view.segment()));
    places.push_back(std::move(reader));
    ASSIGN_OR_RETURN(const double place_rarity, RarityOf(place, snapshot));
    rarity += place_rarity;
  }
  const auto rarest = std::min_element(
      places.begin(), places.end(),
      [](const PlaceReader& a, const PlaceReader& b) { return a.doc_count() < b.doc_count(); });
  DocSet candidates = rarest->Docs(view.segment().doc_count());
  candidates.IntersectWith(view.live());

  const FieldNormalizer normalizer(*node.weights, snapshot.average_lengths());
  PhraseReader reader(node, view.segment().columns(), normalizer, std::move(places));
  ScoredDocs scored;
  const auto look_at = [&](uint32_t doc) {
    const double frequency = reader.Frequency(doc);
    if (frequency > 0) scored.Add(doc, Saturate(rarity, frequency));
  };
  if (within == nullptr) {
    candidates.ForEach(look_at);
  } else {
    for (const uint32_t doc : *within) {
      if (candidates.Contains(doc)) look_at(doc);
    }
  }
  return scored;
}

}  // namespace trialdex
