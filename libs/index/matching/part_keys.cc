#include "libs/index/matching/part_keys.h"

#include <cstdint>
#include <type_traits>

#include "xxhash.h"

namespace trialdex {
namespace {

// The first byte of a key, so that no kind of value meets another in one cache.
enum class KeyKind : char {
  kWord = 'W',
  kPhrase = 'P',
  kFilter = 'F',
  kSites = 'S',
  kLookedAt = 'L',
  kUses = 'U'
};

template <typename T>
void Append(const T& value, std::string* key) {
  static_assert(std::is_arithmetic_v<T> || std::is_enum_v<T>);
  key->append(reinterpret_cast<const char*>(&value), sizeof(value));
}

void AppendHash(const XXH128_hash_t& hash, std::string* key) {
  Append(hash.low64, key);
  Append(hash.high64, key);
}

void AppendText(absl::string_view text, std::string* key) {
  Append(static_cast<uint32_t>(text.size()), key);
  key->append(text.data(), text.size());
}

void AppendPlace(const Place& place, std::string* key) {
  Append(static_cast<uint32_t>(place.alternatives.size()), key);
  for (const Alternative& alternative : place.alternatives) {
    AppendText(alternative.term, key);
    Append(alternative.weight, key);
    Append(alternative.letter_case, key);
  }
}

void AppendFilter(const FilterNode& filter, std::string* key) {
  Append(filter.kind, key);
  Append(filter.keyword, key);
  Append(static_cast<uint32_t>(filter.values.size()), key);
  for (const std::string& value : filter.values) AppendText(value, key);
  Append(filter.text_field, key);
  Append(filter.column, key);
  Append(filter.first_day, key);
  Append(filter.last_day, key);
  Append(filter.certain, key);
  Append(filter.min, key);
  Append(filter.max, key);
  Append(filter.min_inclusive, key);
  Append(filter.max_inclusive, key);
  Append(filter.center.latitude, key);
  Append(filter.center.longitude, key);
  Append(filter.radius_km, key);
  Append(static_cast<uint32_t>(filter.children.size()), key);
  for (const FilterNode& child : filter.children) AppendFilter(child, key);
}

// Boosts and origins do not matter for what matches.
void AppendSiteNode(const QueryNode& node, std::string* key) {
  Append(node.kind, key);
  Append(static_cast<uint32_t>(node.places.size()), key);
  if (!node.places.empty()) {
    AppendHash(XXH3_128bits(node.weights->data(), sizeof(*node.weights)), key);
    Append(node.coverage, key);
    Append(node.slop, key);
  }
  for (const Place& place : node.places) {
    Append(place.offset, key);
    AppendPlace(place, key);
  }
  for (const FilterNode& filter : node.filter) AppendFilter(filter, key);
  for (const std::vector<QueryNode>* nodes : {&node.children, &node.optional}) {
    Append(static_cast<uint32_t>(nodes->size()), key);
    for (const QueryNode& child : *nodes) AppendSiteNode(child, key);
  }
}

std::string KeyOf(KeyKind kind, absl::string_view scale) {
  std::string key(1, static_cast<char>(kind));
  key.append(scale.data(), scale.size());
  return key;
}

}  // namespace

std::string ScaleKey(const FieldWeights& weights,
                     const std::array<double, kTextFieldCount>& average_lengths) {
  std::string key;
  AppendHash(XXH3_128bits(weights.data(), sizeof(weights)), &key);
  AppendHash(XXH3_128bits(average_lengths.data(), sizeof(average_lengths)), &key);
  return key;
}

CacheKey WordKey(const Place& place, Coverage coverage, absl::string_view scale) {
  std::string key = KeyOf(KeyKind::kWord, scale);
  Append(coverage, &key);
  AppendPlace(place, &key);
  return key;
}

CacheKey PhraseKey(const QueryNode& phrase, absl::string_view scale) {
  std::string key = KeyOf(KeyKind::kPhrase, scale);
  Append(phrase.coverage, &key);
  Append(phrase.slop, &key);
  for (const Place& place : phrase.places) {
    Append(place.offset, &key);
    AppendPlace(place, &key);
  }
  return key;
}

CacheKey LookedAtKey(const CacheKey& phrase_key) {
  return CacheKey::Of(static_cast<char>(KeyKind::kLookedAt), phrase_key);
}

CacheKey UsesKey(const CacheKey& list_key) {
  return CacheKey::Of(static_cast<char>(KeyKind::kUses), list_key);
}

CacheKey SiteClauseKey(const QueryNode& clause) {
  std::string key = KeyOf(KeyKind::kSites, "");
  AppendSiteNode(clause, &key);
  return key;
}

CacheKey FilterKey(const FilterNode& filter) {
  std::string key = KeyOf(KeyKind::kFilter, "");
  AppendFilter(filter, &key);
  return key;
}

std::string TermsKey(const Place& place) {
  std::string key;
  AppendPlace(place, &key);
  return key;
}

}  // namespace trialdex
