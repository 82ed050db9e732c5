#include "libs/search/synonyms/mined_synonyms.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_join.h"
#include "libs/base/status_macros.h"
#include "libs/search/synonyms/pair_counts.h"
#include "libs/text/synonyms/synonym_key.h"

namespace trialdex {
namespace {

// A name in its most frequent spelling, and the trials of all its spellings.
struct Name {
  std::vector<std::string> keys;
  std::string text;
  uint32_t text_trials = 0;
  uint32_t trials = 0;

  void Add(const std::string& spelling, uint32_t count) {
    trials += count;
    if (count <= text_trials) return;
    text = spelling;
    text_trials = count;
  }
};

// Two names of one thing.
struct Link {
  const Name* first = nullptr;
  const Name* second = nullptr;
  uint32_t trials = 0;
};

// Names by their keys: "inhibitor" and "inhibitors" are one.
class Names {
 public:
  explicit Names(Analyzer& analyzer) : analyzer_(analyzer) {}

  // kNone if `text` has no word.
  static constexpr uint32_t kNone = 0xFFFFFFFF;
  uint32_t Add(const std::string& text, uint32_t trials) {
    std::vector<std::string> keys = SynonymKeys(text, analyzer_);
    if (keys.empty()) return kNone;
    const auto [entry, is_new] =
        number_of_.try_emplace(absl::StrJoin(keys, " "), static_cast<uint32_t>(all_.size()));
    if (is_new) {
      all_.emplace_back();
      all_.back().keys = std::move(keys);
    }
    all_[entry->second].Add(text, trials);
    return entry->second;
  }

  const Name& operator[](uint32_t number) const { return all_[number]; }

  void Clear() {
    number_of_.clear();
    all_.clear();
  }

 private:
  Analyzer& analyzer_;
  absl::flat_hash_map<std::string, uint32_t> number_of_;
  std::vector<Name> all_;
};

// True if one name only adds words to the other: "breast cancer", "early breast cancer".
bool IsPartOfOther(const Name& a, const Name& b) {
  const auto in = [](const std::vector<std::string>& few, const std::vector<std::string>& many) {
    return std::all_of(few.begin(), few.end(), [&](const std::string& key) {
      return std::find(many.begin(), many.end(), key) != many.end();
    });
  };
  return in(a.keys, b.keys) || in(b.keys, a.keys);
}

class Miner {
 public:
  Miner(const IndexSnapshot& snapshot, const MiningOptions& options, Analyzer& analyzer)
      : snapshot_(snapshot),
        options_(options),
        analyzer_(analyzer),
        firsts_(analyzer),
        seconds_(analyzer) {}

  absl::StatusOr<std::shared_ptr<const SynonymSet>> Mine() {
    RETURN_IF_ERROR(MineExplained(TermPairKind::kAbbreviation, options_.min_explained_abbreviation,
                                  "index: abbreviations", options_.abbreviation_weight));
    RETURN_IF_ERROR(MineExplained(TermPairKind::kOtherName, options_.min_explained_other_name,
                                  "index: other names", options_.other_name_weight));
    RETURN_IF_ERROR(MineMesh());
    std::sort(rules_.begin(), rules_.end(), [](const Rule& a, const Rule& b) {
      return a.trials != b.trials ? a.trials > b.trials : a.rule.asked < b.rule.asked;
    });
    if (rules_.size() > options_.max_rules) rules_.resize(options_.max_rules);
    SynonymSetBuilder builder(analyzer_);
    for (const Rule& rule : rules_) builder.Add(rule.rule, rule.source, rule.weight);
    return builder.Build();
  }

 private:
  struct Rule {
    SynonymRule rule;
    absl::string_view source;
    float weight;
    uint32_t trials;
  };

  // The pairs of `kind` whose first name means the second most of the time, and in
  // which neither only adds words to the other.
  absl::Status ReadPairs(TermPairKind kind) {
    ASSIGN_OR_RETURN(const std::vector<CountedPair> pairs,
                     CountPairs(snapshot_, kind, options_.min_trials));
    firsts_.Clear();
    seconds_.Clear();
    absl::flat_hash_map<std::pair<uint32_t, uint32_t>, uint32_t> trials_of;
    for (const CountedPair& pair : pairs) {
      const uint32_t first = firsts_.Add(pair.first, pair.trials);
      const uint32_t second = seconds_.Add(pair.second, pair.trials);
      if (first != Names::kNone && second != Names::kNone) {
        trials_of[{first, second}] += pair.trials;
      }
    }
    links_.clear();
    for (const auto& [names, trials] : trials_of) {
      const Name& first = firsts_[names.first];
      const Name& second = seconds_[names.second];
      if (trials >= options_.min_dominance * first.trials && !IsPartOfOther(first, second) &&
          std::max(first.keys.size(), second.keys.size()) <= options_.max_words) {
        links_.push_back({&first, &second, trials});
      }
    }
    return absl::OkStatus();
  }

  // Of the trials that write the first name, `min_explained` must explain it, or more
  // if these are few.
  absl::Status MineExplained(TermPairKind kind, double min_explained, absl::string_view source,
                             float weight) {
    RETURN_IF_ERROR(ReadPairs(kind));
    for (const Link& link : links_) {
      ASSIGN_OR_RETURN(const uint32_t written, TrialsWriting(link.first->text));
      const bool few = link.trials < options_.few_trials;
      const double share =
          few ? std::max(min_explained, options_.min_explained_by_few) : min_explained;
      if (link.trials < share * written) continue;
      rules_.push_back({{{link.first->text, link.second->text}, {}}, source, weight, link.trials});
    }
    return absl::OkStatus();
  }

  absl::Status MineMesh() {
    RETURN_IF_ERROR(ReadPairs(TermPairKind::kMesh));
    for (const Link& link : links_) {
      const double share = static_cast<double>(link.trials) / link.second->trials;
      if (share < options_.min_mesh_share) continue;
      const bool equal =
          share >= options_.min_mesh_equal_share && link.trials >= options_.min_mesh_equal_trials;
      SynonymRule rule;
      if (equal) {
        rule.asked = {link.first->text, link.second->text};
      } else {
        rule = {{link.second->text}, {link.first->text}};
      }
      rules_.push_back({std::move(rule), "index: MeSH", options_.mesh_weight, link.trials});
    }
    return absl::OkStatus();
  }

  // At most so many trials write `text`: as many as its rarest word.
  absl::StatusOr<uint32_t> TrialsWriting(const std::string& text) {
    std::vector<std::string> words;
    for (const Token& token : analyzer_.Analyze(text)) {
      if (token.kind == TokenKind::kWritten) words.emplace_back(token.text);
    }
    uint32_t fewest = Names::kNone;
    for (const std::string& word : words) {
      uint32_t trials = 0;
      for (const auto& view : snapshot_.segments()) {
        ASSIGN_OR_RETURN(const uint32_t in_segment,
                         view->segment().files().DocumentFrequency(TermField::kText, word));
        trials += in_segment;
      }
      fewest = std::min(fewest, trials);
    }
    return fewest;
  }

  const IndexSnapshot& snapshot_;
  const MiningOptions& options_;
  Analyzer& analyzer_;
  // Of the kind that was read last.
  Names firsts_;
  Names seconds_;
  std::vector<Link> links_;
  std::vector<Rule> rules_;
};

}  // namespace

absl::StatusOr<std::shared_ptr<const SynonymSet>> MineSynonyms(const IndexSnapshot& snapshot,
                                                               const MiningOptions& options,
                                                               Analyzer& analyzer) {
  return Miner(snapshot, options, analyzer).Mine();
}

}  // namespace trialdex
