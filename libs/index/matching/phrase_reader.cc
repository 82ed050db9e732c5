#include "libs/index/matching/phrase_reader.h"

#include <algorithm>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/index/positions/position.h"

namespace trialdex {

absl::StatusOr<PhraseReader> PhraseReader::Open(const QueryNode& node, const Segment& segment) {
  PhraseReader reader(node);
  for (const Place& place : node.places) {
    const bool begins = BeginsValue(node.coverage) && &place == &node.places.front();
    const bool ends = EndsValue(node.coverage) && &place == &node.places.back();
    ASSIGN_OR_RETURN(PlaceReader place_reader, PlaceReader::Open(place, begins, ends, segment));
    reader.places_.push_back(std::move(place_reader));
  }
  reader.found_.resize(reader.places_.size());
  reader.next_.resize(reader.places_.size());
  return reader;
}

absl::Status PhraseReader::status() const {
  absl::Status status;
  for (const PlaceReader& place : places_) status.Update(place.status());
  return status;
}

void PhraseReader::Read(uint32_t doc, std::vector<Occurrence>& occurrences) {
  occurrences.clear();
  for (size_t i = 0; i < places_.size(); ++i) {
    places_[i].Read(doc, found_[i]);
    if (found_[i].empty()) return;
  }
  std::fill(next_.begin(), next_.end(), 0);
  for (const Occurrence& first : found_.front()) {
    if ((*node_->weights)[FieldOfPosition(first.position)] <= 0) continue;
    const double weight = Follow(first);
    if (weight > 0) occurrences.push_back({first.position, weight});
  }
}

double PhraseReader::Follow(const Occurrence& first) {
  double weight = first.weight;
  uint32_t distance = 0;
  uint32_t position = first.position;
  for (size_t i = 1; i < found_.size(); ++i) {
    const std::vector<Occurrence>& here = found_[i];
    const uint32_t steps = node_->places[i].offset - node_->places[i - 1].offset;
    const uint32_t expected = position + steps * kNextPlace;
    const uint32_t earliest = node_->slop == 0 ? expected : position + kNextPlace;
    // Later beginnings go on later: what is passed now is never needed again.
    size_t& next = next_[i];
    while (next < here.size() && here[next].position < earliest) ++next;
    if (next == here.size()) return 0;
    position = here[next].position;
    distance += (position < expected ? expected - position : position - expected) / kNextPlace;
    if (distance > node_->slop || FieldOfPosition(position) != FieldOfPosition(first.position)) {
      return 0;
    }
    weight = std::min(weight, here[next].weight);
  }
  return weight / (1.0 + distance);
}

}  // namespace trialdex
