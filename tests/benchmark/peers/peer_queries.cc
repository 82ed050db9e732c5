#include "tests/benchmark/peers/peer_queries.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "libs/query/words/word_analysis.h"

namespace trialdex {
namespace {

constexpr std::pair<PeerOperator, absl::string_view> kOperators[] = {
    {PeerOperator::kAnd, "and"}, {PeerOperator::kOr, "or"}, {PeerOperator::kPhrase, "phrase"}};

constexpr absl::string_view kFilters[] = {"overall_status=RECRUITING", "overall_status=COMPLETED",
                                          "overall_status=TERMINATED", "phase=PHASE2",
                                          "phase=PHASE3"};

// Single words are drawn from the first so many, and from those of so few trials.
constexpr size_t kFrequentWords = 120;
constexpr int kRareTrials = 3;
constexpr size_t kMinWordLength = 3;

bool IsPlain(absl::string_view word) {
  return word.size() >= kMinWordLength &&
         std::all_of(word.begin(), word.end(), absl::ascii_islower);
}

using Words = std::vector<std::string>;

// The words of `text`, empty if one of them is not of letters only.
Words PlainWords(absl::string_view text) {
  Words words;
  for (const absl::string_view part :
       absl::StrSplit(text, absl::ByAnyChar(" ,"), absl::SkipEmpty())) {
    words.push_back(absl::AsciiStrToLower(part));
    const bool plain = std::all_of(words.back().begin(), words.back().end(), absl::ascii_islower);
    if (!plain) return {};
  }
  return words;
}

// What is worth asking for alone: each once, no function words.
Words ContentWords(absl::string_view text) {
  Words words;
  for (const std::string& word : PlainWords(text)) {
    const bool is_new = std::find(words.begin(), words.end(), word) == words.end();
    if (is_new && IsPlain(word) && !IsFunctionWord(word)) words.push_back(word);
  }
  return words;
}

// Draws without drawing anything twice, as long as there is enough.
class Drawer {
 public:
  Drawer(std::vector<Words> from, Random& random) : from_(std::move(from)) {
    for (size_t i = from_.size(); i > 1; --i) std::swap(from_[i - 1], from_[random.Below(i)]);
  }
  const Words& Draw() { return from_[next_++ % from_.size()]; }

 private:
  std::vector<Words> from_;
  size_t next_ = 0;
};

// Those texts of `counts`, the most frequent `most` that `words_of` makes from `min` to `max`
// words of, cut to `max`.
template <typename WordsOf>
std::vector<Words> Texts(const TextCounts& counts, size_t min, size_t max, size_t most,
                         WordsOf&& words_of) {
  std::vector<Words> texts;
  for (const auto& [text, count] : counts) {
    Words words = words_of(text);
    if (words.size() < min || texts.size() == most) continue;
    if (words.size() > max) words.resize(max);
    texts.push_back(std::move(words));
  }
  return texts;
}

}  // namespace

std::string FormatPeerQuery(const PeerQuery& query) {
  absl::string_view name;
  for (const auto& [op, word] : kOperators) {
    if (op == query.op) name = word;
  }
  return absl::StrCat(query.name, "\t", name, "\t", absl::StrJoin(query.words, " "), "\t",
                      query.filter);
}

absl::StatusOr<std::vector<PeerQuery>> ReadPeerQueries(const std::string& path) {
  std::vector<PeerQuery> queries;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    const std::vector<std::string> columns = absl::StrSplit(line, '\t');
    const auto* const op = std::find_if(
        std::begin(kOperators), std::end(kOperators),
        [&](const auto& each) { return columns.size() == 4 && each.second == columns[1]; });
    if (op == std::end(kOperators)) {
      return absl::InvalidArgumentError(absl::StrCat(path, ": no query: '", line, "'"));
    }
    queries.push_back({columns[0], op->first, absl::StrSplit(columns[2], ' '), columns[3]});
  }
  if (queries.empty()) return absl::NotFoundError(absl::StrCat("no queries in '", path, "'"));
  return queries;
}

absl::StatusOr<std::vector<PeerQuery>> DrawPeerQueries(const TextCounts& conditions,
                                                       const TextCounts& keywords, size_t per_class,
                                                       Random& random) {
  std::map<std::string, int> trials_of;
  for (const TextCounts* counts : {&conditions, &keywords}) {
    for (const auto& [text, count] : *counts) {
      for (const std::string& word : ContentWords(text)) trials_of[word] += count;
    }
  }
  std::vector<std::pair<int, std::string>> ranked;
  for (const auto& [word, trials] : trials_of) ranked.emplace_back(-trials, word);
  std::sort(ranked.begin(), ranked.end());
  std::vector<Words> frequent;
  std::vector<Words> rare;
  for (const auto& [trials, word] : ranked) {
    if (frequent.size() < kFrequentWords) frequent.push_back({word});
    if (-trials <= kRareTrials) rare.push_back({word});
  }
  const size_t texts = per_class * 4;
  const std::vector<Words> pair_texts = Texts(conditions, 2, 2, texts, ContentWords);
  const std::vector<Words> five_texts = Texts(keywords, 5, 5, texts, ContentWords);
  const std::vector<Words> phrase_texts = Texts(conditions, 2, 3, texts, PlainWords);
  if (frequent.size() < 5 || rare.empty() || pair_texts.empty() || five_texts.empty() ||
      phrase_texts.empty()) {
    return absl::InvalidArgumentError("too few conditions and keywords to draw queries from");
  }
  Drawer frequent_words(frequent, random);
  Drawer rare_words(rare, random);
  Drawer pairs(pair_texts, random);
  Drawer fives(five_texts, random);
  Drawer phrases(phrase_texts, random);

  std::vector<PeerQuery> queries;
  const auto any_of = [&](size_t count) {
    std::set<std::string> words;
    while (words.size() < count) words.insert(frequent_words.Draw()[0]);
    return Words(words.begin(), words.end());
  };
  for (size_t i = 0; i < per_class; ++i) {
    const absl::string_view filter = kFilters[i % std::size(kFilters)];
    queries.push_back({"term_frequent", PeerOperator::kAnd, frequent_words.Draw(), ""});
    queries.push_back({"term_rare", PeerOperator::kAnd, rare_words.Draw(), ""});
    queries.push_back({"or2", PeerOperator::kOr, any_of(2), ""});
    queries.push_back({"or5", PeerOperator::kOr, any_of(5), ""});
    queries.push_back({"and2", PeerOperator::kAnd, pairs.Draw(), ""});
    queries.push_back({"and5", PeerOperator::kAnd, fives.Draw(), ""});
    queries.push_back({"phrase", PeerOperator::kPhrase, phrases.Draw(), ""});
    queries.push_back({"filtered", PeerOperator::kAnd, pairs.Draw(), std::string(filter)});
    queries.push_back({"facets", PeerOperator::kAnd, frequent_words.Draw(), ""});
  }
  return queries;
}

}  // namespace trialdex
