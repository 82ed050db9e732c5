#include "libs/index/place_reader.h"

#include <utility>

#include "libs/base/status_macros.h"
#include "libs/index/sorted_docs.h"

namespace trialdex {

absl::StatusOr<PlaceReader> PlaceReader::Open(const Place& place, bool begins, bool ends,
                                              const Segment& segment) {
  PlaceReader reader;
  for (const Alternative& alternative : place.alternatives) {
    ASSIGN_OR_RETURN(auto postings, segment.Positions(alternative.term));
    if (postings->docs.empty()) continue;
    reader.terms_.push_back({std::move(postings), static_cast<double>(alternative.weight),
                             MakeOccurrenceFilter(alternative.letter_case, begins, ends), 0});
  }
  return reader;
}

size_t PlaceReader::doc_count() const {
  size_t count = 0;
  for (const Term& term : terms_) count += term.postings->docs.size();
  return count;
}

DocSet PlaceReader::Docs(uint32_t doc_count) const {
  DocSet docs(doc_count);
  for (const Term& term : terms_) {
    for (const uint32_t doc : term.postings->docs) docs.Add(doc);
  }
  return docs;
}

void PlaceReader::Read(uint32_t doc, std::vector<Occurrence>& occurrences) {
  occurrences.clear();
  for (Term& term : terms_) {
    const PositionPostings& postings = *term.postings;
    term.at = SkipTo(postings.docs, term.at, doc);
    if (term.at == postings.docs.size() || postings.docs[term.at] != doc) continue;
    Merge(absl::MakeConstSpan(postings.positions)
              .subspan(postings.begin_of(term.at),
                       postings.ends[term.at] - postings.begin_of(term.at)),
          term, occurrences);
  }
}

void PlaceReader::Merge(absl::Span<const uint32_t> positions, const Term& term,
                        std::vector<Occurrence>& occurrences) {
  merged_.clear();
  auto held = occurrences.begin();
  for (const uint32_t flagged : positions) {
    if (!term.filter.Passes(flagged)) continue;
    const uint32_t position = WithoutFlags(flagged);
    while (held != occurrences.end() && held->position < position) merged_.push_back(*held++);
    if (held != occurrences.end() && held->position == position) {
      merged_.push_back({position, held->weight + term.weight});
      ++held;
    } else {
      merged_.push_back({position, term.weight});
    }
  }
  merged_.insert(merged_.end(), held, occurrences.end());
  merged_.swap(occurrences);
}

}  // namespace trialdex
