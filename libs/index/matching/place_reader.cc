#include "libs/index/matching/place_reader.h"

#include <utility>

#include "libs/base/status_macros.h"

namespace trialdex {

absl::StatusOr<PlaceReader> PlaceReader::Open(const Place& place, bool begins, bool ends,
                                              const Segment& segment) {
  PlaceReader reader;
  for (const Alternative& alternative : place.alternatives) {
    ASSIGN_OR_RETURN(auto positions, segment.files().OpenPositions(alternative.term));
    reader.terms_.push_back({std::move(positions), static_cast<double>(alternative.weight),
                             MakeOccurrenceFilter(alternative.letter_case, begins, ends)});
  }
  return reader;
}

void PlaceReader::Read(uint32_t doc, std::vector<Occurrence>& occurrences) {
  occurrences.clear();
  for (const Term& term : terms_) Merge(term.positions->Read(doc), term, occurrences);
}

absl::Status PlaceReader::status() const {
  absl::Status status;
  for (const Term& term : terms_) status.Update(term.positions->status());
  return status;
}

void PlaceReader::Merge(absl::Span<const uint32_t> positions, const Term& term,
                        std::vector<Occurrence>& occurrences) {
  if (positions.empty()) return;
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
