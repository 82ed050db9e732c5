#include "libs/index/testing/reference_search.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

namespace trialdex {
namespace {

bool Has(const MemoryDocument& document, const std::string& term) {
  return std::any_of(document.words.begin(), document.words.end(),
                     [&](const auto& word) { return word.term == term; });
}

double LengthOf(const MemoryDocument& document, TextField field) {
  std::set<uint32_t> places;
  for (const auto& word : document.words) {
    if (word.field == field) places.insert(word.place);
  }
  return static_cast<double>(places.size());
}

// What the word of `place` counts where it stands at `at` of `field`; 0 if it does not.
double WeightAt(const Place& place, const MemoryDocument& document, TextField field, uint32_t at) {
  double weight = 0;
  for (const auto& word : document.words) {
    for (const Alternative& alternative : place.alternatives) {
      if (word.field == field && word.place == at && word.term == alternative.term) {
        weight += static_cast<double>(alternative.weight);
      }
    }
  }
  return weight;
}

}  // namespace

double ReferenceSearch::Rarity(const Place& place) const {
  double live = 0;
  double highest = 0;
  for (const auto& document : documents_) live += document.deleted ? 0 : 1;
  for (const Alternative& alternative : place.alternatives) {
    double count = 0;
    for (const auto& document : documents_) count += Has(document, alternative.term) ? 1 : 0;
    highest = std::max(highest, count);
  }
  highest = std::min(highest, live);
  return std::log(1 + (live - highest + 0.5) / (highest + 0.5));
}

double ReferenceSearch::AverageLength(TextField field) const {
  double tokens = 0;
  double documents = 0;
  for (const auto& document : documents_) {
    const double length = document.deleted ? 0 : LengthOf(document, field);
    tokens += length;
    documents += length > 0 ? 1 : 0;
  }
  return tokens == 0 ? 1 : tokens / documents;
}

double ReferenceSearch::Weigh(const QueryNode& node, TextField field, double frequency,
                              const MemoryDocument& document) const {
  const double length = LengthOf(document, field) / AverageLength(field);
  return static_cast<double>((*node.weights)[static_cast<size_t>(field)]) * frequency /
         (1 - 0.75 + 0.75 * length);
}

std::optional<double> ReferenceSearch::ScoreWord(const QueryNode& node,
                                                 const MemoryDocument& document) const {
  double frequency = 0;
  for (const TextFieldInfo& info : AllTextFields()) {
    double in_field = 0;
    for (const auto& word : document.words) {
      for (const Alternative& alternative : node.places[0].alternatives) {
        if (word.field == info.field && word.term == alternative.term) {
          in_field += static_cast<double>(alternative.weight);
        }
      }
    }
    if (in_field > 0) frequency += Weigh(node, info.field, in_field, document);
  }
  if (frequency <= 0) return std::nullopt;
  return Rarity(node.places[0]) * 2.2 * frequency / (1.2 + frequency);
}

// Exact phrases only.
std::optional<double> ReferenceSearch::ScorePhrase(const QueryNode& node,
                                                   const MemoryDocument& document) const {
  double frequency = 0;
  for (const TextFieldInfo& info : AllTextFields()) {
    std::set<uint32_t> places;
    for (const auto& word : document.words) {
      if (word.field == info.field) places.insert(word.place);
    }
    double in_field = 0;
    for (const uint32_t at : places) {
      double weakest = 1e9;
      for (const Place& place : node.places) {
        weakest = std::min(weakest, WeightAt(place, document, info.field, at + place.offset));
      }
      in_field += weakest;
    }
    if (in_field > 0) frequency += Weigh(node, info.field, in_field, document);
  }
  if (frequency <= 0) return std::nullopt;
  double rarity = 0;
  for (const Place& place : node.places) rarity += Rarity(place);
  return rarity * 2.2 * frequency / (1.2 + frequency);
}

std::optional<double> ReferenceSearch::ScoreAnd(const QueryNode& node,
                                                const MemoryDocument& document) const {
  double sum = 0;
  for (const QueryNode& child : node.children) {
    if (child.kind == QueryNode::Kind::kNot) {
      if (Score(child.children[0], document).has_value()) return std::nullopt;
      continue;
    }
    const auto score = Score(child, document);
    if (!score.has_value()) return std::nullopt;
    sum += *score;
  }
  for (const QueryNode& child : node.optional) sum += Score(child, document).value_or(0);
  return sum;
}

std::optional<double> ReferenceSearch::ScoreUnboosted(const QueryNode& node,
                                                      const MemoryDocument& document) const {
  using Kind = QueryNode::Kind;
  if (node.kind == Kind::kAll) return 0;
  if (node.kind == Kind::kWord) return ScoreWord(node, document);
  if (node.kind == Kind::kPhrase) return ScorePhrase(node, document);
  if (node.kind == Kind::kAnd) return ScoreAnd(node, document);
  std::optional<double> result;
  if (node.kind != Kind::kOr && node.kind != Kind::kBest) return result;
  for (const QueryNode& child : node.children) {
    const auto score = Score(child, document);
    if (!score.has_value()) continue;
    const double before = result.value_or(0);
    result = node.kind == Kind::kBest ? std::max(before, *score) : before + *score;
  }
  return result;
}

std::optional<double> ReferenceSearch::Score(const QueryNode& node,
                                             const MemoryDocument& document) const {
  const auto score = ScoreUnboosted(node, document);
  if (!score.has_value()) return std::nullopt;
  return *score * static_cast<double>(node.boost);
}

}  // namespace trialdex
