#include "libs/index/testing/reference_search.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <variant>

#include "libs/index/positions/position.h"
#include "libs/index/testing/reference_patterns.h"

namespace trialdex {
namespace {

constexpr uint32_t kPlacesPerSite = 64;

double LengthOf(const MemoryDocument& document, TextField field) {
  std::set<uint32_t> places;
  for (const auto& word : document.words) {
    if (word.field == field) places.insert(word.place);
  }
  return static_cast<double>(places.size());
}

// True if `word` is written as `letter_case` asks.
bool IsWritten(const MemoryDocument::Word& word, LetterCase letter_case) {
  const WrittenCase written = CaseOfPosition(word.flags);
  if (letter_case == LetterCase::kLower) return written == WrittenCase::kNormal;
  if (letter_case == LetterCase::kCapitalized) return written == WrittenCase::kCapitalized;
  if (letter_case == LetterCase::kUpper) return written == WrittenCase::kUpper;
  return true;
}

// True if `word` stands in its value as place `place` of `node` has to.
bool IsCovering(const MemoryDocument::Word& word, const QueryNode& node, size_t place) {
  const bool begins = place > 0 || (word.flags & kBeginsValue) != 0;
  const bool ends = place + 1 < node.places.size() || (word.flags & kEndsValue) != 0;
  if (node.coverage == Coverage::kStartsWith) return begins;
  if (node.coverage == Coverage::kEndsWith) return ends;
  if (node.coverage == Coverage::kFullMatch) return begins && ends;
  return true;
}

std::optional<double> NumberOf(const MemoryDocument& document, Column column) {
  const auto& value = document.columns[static_cast<size_t>(column)];
  if (!value.has_value()) return std::nullopt;
  if (const auto* days = std::get_if<DayRange>(&*value)) return days->earliest;
  if (const auto* integer = std::get_if<int64_t>(&*value)) return static_cast<double>(*integer);
  return std::get<double>(*value);
}

}  // namespace

bool ReferenceSearch::Scope::Has(const MemoryDocument::Word& word) const {
  if (!site.has_value()) return true;
  return InfoOf(word.field).per_site && word.place / kPlacesPerSite == *site;
}

QueryNode ReferenceSearch::WithoutPatterns(QueryNode node) const {
  for (QueryNode& child : node.children) child = WithoutPatterns(child);
  for (QueryNode& child : node.optional) child = WithoutPatterns(child);
  for (Place& place : node.places) {
    if (!place.pattern.has_value()) continue;
    std::set<std::string> seen;
    for (const Alternative& alternative : place.alternatives) seen.insert(alternative.term);
    for (const auto& document : documents_) {
      for (const auto& word : document.words) {
        const auto edits = ReferenceMatch(*place.pattern, word.term);
        if (!edits.has_value() || !seen.insert(word.term).second) continue;
        place.alternatives.push_back({word.term, 1.0F / static_cast<float>(1 + *edits)});
      }
    }
  }
  return node;
}

double ReferenceSearch::Rarity(const Place& place) const {
  double live = 0;
  double highest = 0;
  for (const auto& document : documents_) live += document.deleted ? 0 : 1;
  for (const Alternative& alternative : place.alternatives) {
    double count = 0;
    for (const auto& document : documents_) {
      count += std::any_of(document.words.begin(), document.words.end(),
                           [&](const auto& word) { return word.term == alternative.term; })
                   ? 1
                   : 0;
    }
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
                              const Scope& scope) const {
  const double weight = static_cast<double>((*node.weights)[static_cast<size_t>(field)]);
  if (scope.site.has_value()) return weight * frequency;
  const double length = LengthOf(*scope.document, field) / AverageLength(field);
  return weight * frequency / (1 - 0.75 + 0.75 * length);
}

double ReferenceSearch::WeightAt(const QueryNode& node, size_t place, const Scope& scope,
                                 TextField field, uint32_t at) const {
  double weight = 0;
  for (const auto& word : scope.document->words) {
    if (word.field != field || word.place != at || !scope.Has(word)) continue;
    if (!IsCovering(word, node, place)) continue;
    for (const Alternative& alternative : node.places[place].alternatives) {
      if (word.term == alternative.term && IsWritten(word, alternative.letter_case)) {
        weight += static_cast<double>(alternative.weight);
      }
    }
  }
  return weight;
}

double ReferenceSearch::PhraseAt(const QueryNode& node, const Scope& scope, TextField field,
                                 uint32_t at) const {
  double least = WeightAt(node, 0, scope, field, at);
  uint32_t distance = 0;
  for (size_t i = 1; i < node.places.size() && least > 0; ++i) {
    at += node.places[i].offset - node.places[i - 1].offset;
    // The nearest one counts, as words come in order.
    double weight = WeightAt(node, i, scope, field, at);
    for (; weight <= 0 && distance < node.slop; ++distance) {
      weight = WeightAt(node, i, scope, field, ++at);
    }
    least = std::min(least, weight);
  }
  return least / (1.0 + distance);
}

std::optional<double> ReferenceSearch::ScoreTerms(const QueryNode& node, const Scope& scope) const {
  double frequency = 0;
  for (const TextFieldInfo& info : AllTextFields()) {
    std::set<uint32_t> places;
    for (const auto& word : scope.document->words) {
      if (word.field == info.field) places.insert(word.place);
    }
    double in_field = 0;
    for (const uint32_t at : places) in_field += PhraseAt(node, scope, info.field, at);
    if (in_field > 0) frequency += Weigh(node, info.field, in_field, scope);
  }
  if (frequency <= 0) return std::nullopt;
  double rarity = 0;
  for (const Place& place : node.places) rarity += Rarity(place);
  return rarity * 2.2 * frequency / (1.2 + frequency);
}

std::optional<double> ReferenceSearch::ScoreAnd(const QueryNode& node, const Scope& scope) const {
  double sum = 0;
  for (const QueryNode& child : node.children) {
    if (child.kind == QueryNode::Kind::kNot) {
      if (Score(child.children[0], scope).has_value()) return std::nullopt;
      continue;
    }
    const auto score = Score(child, scope);
    if (!score.has_value()) return std::nullopt;
    sum += *score;
  }
  for (const QueryNode& child : node.optional) sum += Score(child, scope).value_or(0);
  return sum;
}

std::optional<double> ReferenceSearch::ScoreOr(const QueryNode& node, const Scope& scope) const {
  std::optional<double> result;
  for (const QueryNode& child : node.children) {
    const auto score = Score(child, scope);
    if (!score.has_value()) continue;
    const double before = result.value_or(0);
    result = node.kind == QueryNode::Kind::kBest ? std::max(before, *score) : before + *score;
  }
  return result;
}

std::optional<double> ReferenceSearch::ScoreSameSite(const QueryNode& node,
                                                     const Scope& scope) const {
  const double sites = NumberOf(*scope.document, Column::kLocationCount).value_or(0);
  std::optional<double> best;
  for (uint32_t site = 0; site < sites; ++site) {
    const auto score = Score(node.children[0], {scope.document, site});
    if (score.has_value()) best = std::max(best.value_or(0), *score);
  }
  return best;
}

std::optional<double> ReferenceSearch::ScoreTilt(const QueryNode& node, const Scope& scope) const {
  const auto score = Score(node.children[0], scope);
  if (!score.has_value()) return std::nullopt;
  const auto value = NumberOf(*scope.document, node.tilt);
  if (!value.has_value()) return *score * 0.5;
  double lowest = *value;
  double highest = *value;
  for (const auto& document : documents_) {
    const auto other = document.deleted ? std::nullopt : NumberOf(document, node.tilt);
    lowest = std::min(lowest, other.value_or(lowest));
    highest = std::max(highest, other.value_or(highest));
  }
  if (lowest == highest) return *score;
  return *score * (0.5 + 0.5 * (*value - lowest) / (highest - lowest));
}

std::optional<double> ReferenceSearch::ScoreUnboosted(const QueryNode& node,
                                                      const Scope& scope) const {
  switch (node.kind) {
    case QueryNode::Kind::kAll:
      return 0;
    case QueryNode::Kind::kWord:
    case QueryNode::Kind::kPhrase:
      return ScoreTerms(node, scope);
    case QueryNode::Kind::kAnd:
      return ScoreAnd(node, scope);
    case QueryNode::Kind::kOr:
    case QueryNode::Kind::kBest:
      return ScoreOr(node, scope);
    case QueryNode::Kind::kSameSite:
      return ScoreSameSite(node, scope);
    case QueryNode::Kind::kTilt:
      return ScoreTilt(node, scope);
    default:
      return std::nullopt;
  }
}

std::optional<double> ReferenceSearch::Score(const QueryNode& node, const Scope& scope) const {
  const auto score = ScoreUnboosted(node, scope);
  if (!score.has_value()) return std::nullopt;
  return *score * static_cast<double>(node.boost);
}

}  // namespace trialdex
