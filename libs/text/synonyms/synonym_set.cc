#include "libs/text/synonyms/synonym_set.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "absl/strings/str_join.h"
#include "libs/text/synonyms/synonym_key.h"
#include "xxhash.h"

namespace trialdex {
namespace {

constexpr uint32_t kLeftOut = std::numeric_limits<uint32_t>::max();
// Of a phrase's text; words have limits of their own.
constexpr size_t kMaxPhraseBytes = 1024;

std::string JoinKeys(absl::Span<const std::string> keys) { return absl::StrJoin(keys, " "); }

absl::string_view FirstWord(absl::string_view key) { return key.substr(0, key.find(' ')); }

}  // namespace

size_t SynonymSet::LongestMatch(absl::Span<const std::string> keys) const {
  if (keys.empty()) return 0;
  const auto longest = longest_.find(keys[0]);
  if (longest == longest_.end()) return 0;
  for (size_t count = std::min<size_t>(longest->second, keys.size()); count > 0; --count) {
    const auto found = keys_.find(JoinKeys(keys.first(count)));
    if (found != keys_.end() && found->second.count > 0) return count;
  }
  return 0;
}

std::vector<SynonymSet::Found> SynonymSet::Find(absl::Span<const std::string> keys) const {
  std::vector<Found> all;
  const auto asked = keys_.find(JoinKeys(keys));
  if (asked == keys_.end()) return all;
  std::vector<std::pair<uint32_t, size_t>> seen;  // key of a phrase, its place in `all`
  const KeyRules& of_key = asked->second;
  for (uint32_t i = of_key.first; i < of_key.first + of_key.count; ++i) {
    const Rule& rule = rules_[key_rules_[i]];
    for (uint32_t at = rule.begin; at < rule.end; ++at) {
      const Phrase& phrase = phrases_[rule_phrases_[at]];
      if (phrase.key == of_key.id) continue;
      const auto before = std::find_if(
          seen.begin(), seen.end(), [&](const auto& entry) { return entry.first == phrase.key; });
      const Found found = {TextOf(phrase), sources_[rule.source], rule.weight,
                           key_texts_[phrase.key]};
      if (before == seen.end()) {
        seen.emplace_back(phrase.key, all.size());
        all.push_back(found);
      } else if (all[before->second].weight < rule.weight) {
        all[before->second] = found;
      }
    }
  }
  const auto words = [](absl::string_view key) { return std::count(key.begin(), key.end(), ' '); };
  std::stable_sort(all.begin(), all.end(), [&](const Found& a, const Found& b) {
    if (a.weight != b.weight) return a.weight > b.weight;
    return words(a.key) < words(b.key);
  });
  return all;
}

size_t SynonymSet::byte_size() const {
  constexpr size_t kSlot = sizeof(absl::string_view) + sizeof(KeyRules) + 1;
  return sizeof(*this) + text_.capacity() + phrases_.capacity() * sizeof(Phrase) +
         rules_.capacity() * sizeof(Rule) +
         (rule_phrases_.capacity() + key_rules_.capacity()) * sizeof(uint32_t) +
         key_texts_.capacity() * sizeof(absl::string_view) +
         (keys_.capacity() + longest_.capacity()) * kSlot;
}

uint32_t SynonymSetBuilder::PhraseOf(const std::string& text) {
  const auto known = phrase_of_text_.find(text);
  if (known != phrase_of_text_.end()) return known->second;
  const std::vector<std::string> keys = SynonymKeys(text, analyzer_);
  uint32_t number = kLeftOut;
  if (!keys.empty() && keys.size() <= kMaxSynonymWords && text.size() <= kMaxPhraseBytes) {
    number = static_cast<uint32_t>(phrases_.size());
    const auto key = key_of_.try_emplace(JoinKeys(keys), static_cast<uint32_t>(key_of_.size()));
    phrases_.push_back({text, static_cast<uint16_t>(keys.size()), key.first->second});
  }
  phrase_of_text_.emplace(text, number);
  return number;
}

void SynonymSetBuilder::Add(const SynonymRule& rule, absl::string_view source, float weight) {
  const auto source_number =
      source_of_.try_emplace(std::string(source), static_cast<uint32_t>(source_of_.size()));
  Rule added = {{}, {}, source_number.first->second, weight};
  std::vector<uint32_t> asked;
  for (const std::string& text : rule.asked) {
    const uint32_t phrase = PhraseOf(text);
    if (phrase == kLeftOut) continue;
    asked.push_back(phrase);
    const bool lone_character = text.size() == 1;
    if (!lone_character) added.asked.push_back(phrases_[phrase].key);
  }
  for (const std::string& text : rule.found) {
    const uint32_t phrase = PhraseOf(text);
    if (phrase != kLeftOut) added.found.push_back(phrase);
  }
  if (rule.found.empty()) added.found = std::move(asked);
  std::sort(added.asked.begin(), added.asked.end());
  added.asked.erase(std::unique(added.asked.begin(), added.asked.end()), added.asked.end());
  const bool says_something =
      std::any_of(added.found.begin(), added.found.end(), [&](uint32_t phrase) {
        return !added.asked.empty() &&
               (added.asked.size() > 1 || phrases_[phrase].key != added.asked[0]);
      });
  if (says_something) rules_.push_back(std::move(added));
}

void SynonymSetBuilder::CopyTexts(SynonymSet& set) const {
  set.sources_.resize(source_of_.size());
  for (const auto& [source, number] : source_of_) set.sources_[number] = source;
  // All text first, so that views into it stay.
  std::vector<std::pair<uint32_t, uint32_t>> key_places(key_of_.size());
  for (const auto& [key, id] : key_of_) {
    key_places[id] = {static_cast<uint32_t>(set.text_.size()), static_cast<uint32_t>(key.size())};
    set.text_.append(key);
  }
  set.phrases_.reserve(phrases_.size());
  for (const Phrase& phrase : phrases_) {
    set.phrases_.push_back({static_cast<uint32_t>(set.text_.size()),
                            static_cast<uint16_t>(phrase.text.size()), phrase.words, phrase.key});
    set.text_.append(phrase.text);
  }
  for (const auto& [begin, size] : key_places) {
    set.key_texts_.emplace_back(set.text_.data() + begin, size);
  }
}

void SynonymSetBuilder::CopyRules(SynonymSet& set) const {
  set.rules_.reserve(rules_.size());
  for (const Rule& rule : rules_) {
    const auto begin = static_cast<uint32_t>(set.rule_phrases_.size());
    set.rule_phrases_.insert(set.rule_phrases_.end(), rule.found.begin(), rule.found.end());
    set.rules_.push_back(
        {begin, static_cast<uint32_t>(set.rule_phrases_.size()), rule.source, rule.weight});
  }
  set.rule_phrases_.shrink_to_fit();
}

void SynonymSetBuilder::IndexKeys(SynonymSet& set) const {
  std::vector<std::vector<uint32_t>> rules_of_key(key_of_.size());
  for (uint32_t number = 0; number < rules_.size(); ++number) {
    for (const uint32_t key : rules_[number].asked) rules_of_key[key].push_back(number);
  }
  set.keys_.reserve(key_of_.size());
  for (uint32_t id = 0; id < rules_of_key.size(); ++id) {
    const std::vector<uint32_t>& rules = rules_of_key[id];
    if (rules.empty()) continue;
    const absl::string_view key = set.key_texts_[id];
    set.keys_.emplace(key, SynonymSet::KeyRules{id, static_cast<uint32_t>(set.key_rules_.size()),
                                                static_cast<uint32_t>(rules.size())});
    set.key_rules_.insert(set.key_rules_.end(), rules.begin(), rules.end());
    uint8_t& longest = set.longest_[FirstWord(key)];
    const auto words = static_cast<uint8_t>(1 + std::count(key.begin(), key.end(), ' '));
    longest = std::max(longest, words);
  }
  set.key_rules_.shrink_to_fit();
}

uint64_t SynonymSetBuilder::Digest(const SynonymSet& set) const {
  uint64_t digest = 0;
  const auto add = [&digest](const void* data, size_t bytes) {
    digest = XXH3_64bits_withSeed(data, bytes, digest);
  };
  for (const Phrase& phrase : phrases_) add(phrase.text.c_str(), phrase.text.size() + 1);
  for (const std::string& source : set.sources_) add(source.c_str(), source.size() + 1);
  for (const Rule& rule : rules_) {
    add(rule.asked.data(), rule.asked.size() * sizeof(uint32_t));
    add(rule.found.data(), rule.found.size() * sizeof(uint32_t));
    add(&rule.source, sizeof(rule.source));
    add(&rule.weight, sizeof(rule.weight));
  }
  return digest;
}

std::shared_ptr<const SynonymSet> SynonymSetBuilder::Build() {
  const std::shared_ptr<SynonymSet> set(new SynonymSet);
  CopyTexts(*set);
  CopyRules(*set);
  IndexKeys(*set);
  set->digest_ = Digest(*set);
  return set;
}

}  // namespace trialdex
