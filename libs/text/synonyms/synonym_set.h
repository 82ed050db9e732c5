// Phrases and what else they are called, packed for lookup.
#ifndef TRIALDEX_LIBS_TEXT_SYNONYMS_SYNONYM_SET_H_
#define TRIALDEX_LIBS_TEXT_SYNONYMS_SYNONYM_SET_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "libs/text/analyzer.h"
#include "libs/text/synonyms/synonym_rule.h"

namespace trialdex {

// Longer phrases are left out: nobody types them, and looking for one costs as
// many lists of positions as it has words.
inline constexpr size_t kMaxSynonymWords = 8;

// Synonyms of words given by their keys (synonym_key.h). About 60 bytes for a
// phrase and its text. Immutable and thread-safe; made by SynonymSetBuilder.
class SynonymSet {
 public:
  // Views are valid as long as the set.
  struct Found {
    absl::string_view text;
    absl::string_view source;
    float weight;
    // Of the words of `text`, joined by blanks.
    absl::string_view key;
  };

  SynonymSet(const SynonymSet&) = delete;
  SynonymSet& operator=(const SynonymSet&) = delete;

  // How many of `keys`, from the first on, have synonyms together: the longest
  // such stretch; 0 if there is none.
  size_t LongestMatch(absl::Span<const std::string> keys) const;

  // What is found for all of `keys` together: by weight, the highest first, then
  // the shorter in words, then as added. A phrase comes once, with its highest weight.
  std::vector<Found> Find(absl::Span<const std::string> keys) const;

  // The same for the same rules, added in the same order.
  uint64_t digest() const { return digest_; }
  size_t rule_count() const { return rules_.size(); }
  size_t phrase_count() const { return phrases_.size(); }
  // Memory taken, about.
  size_t byte_size() const;

 private:
  friend class SynonymSetBuilder;

  struct Phrase {
    uint32_t text_begin;
    uint16_t text_size;
    uint16_t words;
    uint32_t key;
  };
  // Phrases [begin, end) of rule_phrases_ are found.
  struct Rule {
    uint32_t begin;
    uint32_t end;
    uint32_t source;
    float weight;
  };

  SynonymSet() = default;

  absl::string_view TextOf(const Phrase& phrase) const {
    return {text_.data() + phrase.text_begin, phrase.text_size};
  }

  uint64_t digest_ = 0;
  // Of phrases and keys.
  std::string text_;
  std::vector<std::string> sources_;
  std::vector<Phrase> phrases_;
  std::vector<Rule> rules_;
  std::vector<uint32_t> rule_phrases_;
  // Keys of phrases, words joined by blanks. The rules that ask for key k are
  // [k.first, k.first + k.count) of key_rules_.
  struct KeyRules {
    uint32_t id;
    uint32_t first;
    uint32_t count;
  };
  absl::flat_hash_map<absl::string_view, KeyRules> keys_;
  std::vector<absl::string_view> key_texts_;
  std::vector<uint32_t> key_rules_;
  // Most words of a phrase asked for that begins with this one.
  absl::flat_hash_map<absl::string_view, uint8_t> longest_;
};

// Collects rules. Not thread-safe.
class SynonymSetBuilder {
 public:
  // `analyzer` must outlive the builder.
  explicit SynonymSetBuilder(Analyzer& analyzer) : analyzer_(analyzer) {}

  // Adds `rule`, said by `source` (shown to users). `weight` is what finding a
  // phrase counts of what finding the written words counts: above 0, at most 1.
  //
  // Phrases without a word, or of more than kMaxSynonymWords, are left out; so are
  // single characters on the asking side: a lone letter names nothing.
  void Add(const SynonymRule& rule, absl::string_view source, float weight);

  // The set. To be called once, after all else.
  std::shared_ptr<const SynonymSet> Build();

 private:
  struct Phrase {
    std::string text;
    uint16_t words;
    uint32_t key;
  };
  struct Rule {
    std::vector<uint32_t> asked;  // keys
    std::vector<uint32_t> found;  // phrases
    uint32_t source;
    float weight;
  };

  // Number of the phrase `text`; kLeftOut if it is no use.
  uint32_t PhraseOf(const std::string& text);
  // The steps of Build, in order.
  void CopyTexts(SynonymSet& set) const;
  void CopyRules(SynonymSet& set) const;
  // Needs the texts.
  void IndexKeys(SynonymSet& set) const;
  uint64_t Digest(const SynonymSet& set) const;

  Analyzer& analyzer_;
  absl::flat_hash_map<std::string, uint32_t> phrase_of_text_;
  absl::flat_hash_map<std::string, uint32_t> key_of_;
  absl::flat_hash_map<std::string, uint32_t> source_of_;
  std::vector<Phrase> phrases_;
  std::vector<Rule> rules_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_TEXT_SYNONYMS_SYNONYM_SET_H_
