#include "libs/index/phrase_matcher.h"

#include <algorithm>
#include <cstddef>
#include <memory>

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
    int terms_found = 0;
    for (Term& term : terms_) {
      const PositionPostings& postings = *term.postings;
      term.at = SkipTo(postings.docs, term.at, doc);
      if (term.at == postings.docs.size() || postings.docs[term.at] != doc) continue;
      ++terms_found;
      for (size_t i = postings.begin_of(term.at); i < postings.ends[term.at]; ++i) {
        occurrences.push_back({postings.positions[i], term.weight});
      }
    }
    if (terms_found > 1) Merge(occurrences);
  }

 private:
  struct Term {
    std::shared_ptr<const PositionPostings> postings;
    double weight;
    // Next of postings->docs.
    size_t at;
  };

  static void Merge(std::vector<Occurrence>& occurrences) {
    std::stable_sort(
        occurrences.begin(), occurrences.end(),
        [](const Occurrence& a, const Occurrence& b) { return a.position < b.position; });
    size_t kept = 0;
    for (size_t i = 1; i < occurrences.size(); ++i) {
      if (occurrences[i].position == occurrences[kept].position) {
        occurrences[kept].weight += occurrences[i].weight;
      } else {
        occurrences[++kept] = occurrences[i];
      }
    }
    occurrences.resize(kept + 1);
  }

  std::vector<Term> terms_;
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
        occurrences_(places_.size()) {}

  // The weighted frequency of the phrase in `doc`; 0 if it is not there.
  double Frequency(uint32_t doc) {
    for (size_t i = 0; i < places_.size(); ++i) {
      places_[i].Read(doc, occurrences_[i]);
      if (occurrences_[i].empty()) return 0;
    }
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
  double Follow(const Occurrence& first) const {
    double weight = first.weight;
    uint32_t distance = 0;
    uint32_t position = first.position;
    for (size_t i = 1; i < occurrences_.size(); ++i) {
      const uint32_t expected = position + node_.places[i].offset - node_.places[i - 1].offset;
      const auto next = std::lower_bound(
          occurrences_[i].begin(), occurrences_[i].end(), node_.slop == 0 ? expected : position + 1,
          [](const Occurrence& occurrence, uint32_t at) { return occurrence.position < at; });
      if (next == occurrences_[i].end()) return 0;
      distance += next->position < expected ? expected - next->position : next->position - expected;
      if (distance > node_.slop ||
          FieldOfPosition(next->position) != FieldOfPosition(first.position)) {
        return 0;
      }
      weight = std::min(weight, next->weight);
      position = next->position;
    }
    return weight / (1.0 + distance);
  }

  const QueryNode& node_;
  const SegmentColumns& columns_;
  const FieldNormalizer& normalizer_;
  std::vector<PlaceReader> places_;
  // Of the current document, by place.
  std::vector<std::vector<Occurrence>> occurrences_;
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
