#include "libs/index/matching/part_keys.h"

#include <cstdint>
#include <type_traits>

#include "xxhash.h"

namespace trialdex {
namespace {

// The first byte of a key, so that no kind of value meets another in one cache.
enum class KeyKind : char { kWord = 'W', kPhrase = 'P', kFilter = 'F' };

template <typename T>
void Append(const T& value, std::string* key) {
  static_assert(std::is_arithmetic_v<T> || std::is_enum_v<T>);
  key->append(reinterpret_cast<const char*>(&value), sizeof(value));
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

std::string KeyOf(KeyKind kind, absl::string_view scale) {
  std::string key(1, static_cast<char>(kind));
  key.append(scale.data(), scale.size());
  return key;
}

}  // namespace

std::string ScaleKey(const FieldWeights& weights,
                     const std::array<double, kTextFieldCount>& average_lengths) {
  std::string key;
  for (const XXH128_hash_t hash : {XXH3_128bits(weights.data(), sizeof(weights)),
                                   XXH3_128bits(average_lengths.data(), sizeof(average_lengths))}) {
    Append(hash.low64, &key);
    Append(hash.high64, &key);
  }
  return key;
}

std::string WordKey(const Place& place, Coverage coverage, absl::string_view scale) {
  std::string key = KeyOf(KeyKind::kWord, scale);
  Append(coverage, &key);
  AppendPlace(place, &key);
  return key;
}

std::string PhraseKey(const QueryNode& phrase, absl::string_view scale) {
  std::string key = KeyOf(KeyKind::kPhrase, scale);
  Append(phrase.coverage, &key);
  Append(phrase.slop, &key);
  for (const Place& place : phrase.places) {
    Append(place.offset, &key);
    AppendPlace(place, &key);
  }
  return key;
}

std::string FilterKey(const FilterNode& filter) {
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
