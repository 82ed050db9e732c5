#include "libs/query/query_words.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "libs/query/word_forms.h"
#include "libs/text/word_rules.h"

namespace trialdex {
namespace {

// What two neighbours of the query add where they are neighbours in the text, of
// what they would score as a clause.
constexpr float kNeighbourBoost = 0.3F;
constexpr size_t kMaxNeighbours = 16;
// Other spellings of one phrase that are looked for.
constexpr size_t kMaxSpellings = 4;

// A position of the query text.
struct Word {
  std::string written;
  std::vector<Alternative> alternatives;
  uint32_t begin = 0;
  uint32_t end = 0;
};

// Words [first, last] that may also be written as the one word `term`.
struct Join {
  size_t first = 0;
  size_t last = 0;
  std::string term;
  // True if they hang together in the query too, by a hyphen.
  bool tied = false;
};

struct Analysis {
  std::vector<Word> words;
  std::vector<Join> joins;  // by `first`, without overlap
};

// Words that nearly every text has: a trial without them is not left out, they only
// count in phrases and beside their neighbours. No "a": there is hepatitis A.
bool IsFunctionWord(absl::string_view word) {
  static constexpr std::array<absl::string_view, 13> kWords = {
      "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"};
  return std::binary_search(kWords.begin(), kWords.end(), word);
}

void AddHyphenJoins(absl::Span<const Token> tokens, Analysis& analysis) {
  for (const Token& token : tokens) {
    if (token.kind != TokenKind::kJoined) continue;
    size_t last = token.position;
    while (last + 1 < analysis.words.size() && analysis.words[last + 1].end <= token.end) ++last;
    std::vector<Join>& joins = analysis.joins;
    if (!joins.empty() && joins.back().first == token.position) {
      joins.back() = {token.position, last, std::string(token.text), true};
    } else if (joins.empty() || joins.back().last < token.position) {
      joins.push_back({token.position, last, std::string(token.text), true});
    }
  }
}

// "her 2" where no join by hyphen takes part.
void AddSpacedSymbols(Analysis& analysis) {
  std::vector<bool> taken(analysis.words.size(), false);
  for (const Join& join : analysis.joins) {
    for (size_t i = join.first; i <= join.last; ++i) taken[i] = true;
  }
  for (size_t i = 0; i + 1 < analysis.words.size(); ++i) {
    const std::string& letters = analysis.words[i].written;
    const std::string& number = analysis.words[i + 1].written;
    if (taken[i] || taken[i + 1] || !IsSymbol(letters, number)) continue;
    analysis.joins.push_back({i, i + 1, absl::StrCat(letters, number), false});
    taken[i + 1] = true;
  }
  std::sort(analysis.joins.begin(), analysis.joins.end(),
            [](const Join& a, const Join& b) { return a.first < b.first; });
}

Analysis Analyze(const QueryText& text, Analyzer& analyzer) {
  Analysis analysis;
  const absl::Span<const Token> tokens = analyzer.Analyze(text.text);
  for (size_t i = 0; i < tokens.size();) {
    size_t next = i + 1;
    while (next < tokens.size() && tokens[next].position == tokens[i].position) ++next;
    analysis.words.push_back({std::string(tokens[i].text), WordForms(tokens.subspan(i, next - i)),
                              tokens[i].begin, tokens[i].end});
    i = next;
  }
  AddHyphenJoins(tokens, analysis);
  AddSpacedSymbols(analysis);
  return analysis;
}

// Makes nodes of one text.
class NodeMaker {
 public:
  NodeMaker(const QueryText& text, const Analysis& analysis) : text_(text), analysis_(analysis) {}

  // Words [first, last] as a phrase; one word as a word.
  QueryNode Phrase(size_t first, size_t last) const {
    QueryNode node = Node(first, last);
    for (size_t i = first; i <= last; ++i) {
      node.places.push_back({static_cast<uint32_t>(i - first), analysis_.words[i].alternatives});
    }
    if (first == last) node.kind = QueryNode::Kind::kWord;
    return node;
  }

  // The phrase of all words with those of `join` as its one word.
  QueryNode JoinedPhrase(size_t first, size_t last, const Join& join) const {
    QueryNode node = Node(first, last);
    for (size_t i = first; i <= last; ++i) {
      if (i > join.first && i <= join.last) continue;
      const auto offset = static_cast<uint32_t>(node.places.size());
      if (i == join.first) {
        node.places.push_back({offset, {{join.term, 1.0F}}});
      } else {
        node.places.push_back({offset, analysis_.words[i].alternatives});
      }
    }
    if (node.places.size() == 1) node.kind = QueryNode::Kind::kWord;
    return node;
  }

  // The words of `join`, in whichever spelling.
  QueryNode Spellings(const Join& join) const {
    QueryNode best = Node(join.first, join.last);
    best.kind = QueryNode::Kind::kBest;
    if (join.tied) {
      best.children.push_back(Phrase(join.first, join.last));
    } else {
      best.children.push_back(All(join.first, join.last));
    }
    best.children.push_back(JoinedPhrase(join.first, join.last, join));
    return best;
  }

  // Both words, and more if they are neighbours.
  QueryNode All(size_t first, size_t last) const {
    QueryNode node = Node(first, last);
    node.kind = QueryNode::Kind::kAnd;
    for (size_t i = first; i <= last; ++i) node.children.push_back(Phrase(i, i));
    AddNeighbours(first, last, node);
    return node;
  }

  void AddNeighbours(size_t first, size_t last, QueryNode& node) const {
    for (size_t i = first; i < last && node.optional.size() < kMaxNeighbours; ++i) {
      node.optional.push_back(Phrase(i, i + 1));
      node.optional.back().boost = kNeighbourBoost;
    }
  }

  QueryNode Node(size_t first, size_t last) const {
    QueryNode node;
    node.kind = QueryNode::Kind::kPhrase;
    node.weights = text_.weights;
    node.begin = text_.begin + analysis_.words[first].begin;
    node.end = text_.begin + analysis_.words[last].end;
    return node;
  }

 private:
  const QueryText& text_;
  const Analysis& analysis_;
};

}  // namespace

std::optional<QueryNode> MakeWords(const QueryText& text, Analyzer& analyzer, int& words) {
  const Analysis analysis = Analyze(text, analyzer);
  if (analysis.words.empty()) return std::nullopt;
  words += static_cast<int>(analysis.words.size());
  const NodeMaker make(text, analysis);
  const size_t last = analysis.words.size() - 1;
  QueryNode all = make.Node(0, last);
  all.kind = QueryNode::Kind::kAnd;
  const bool skip_function_words =
      !std::all_of(analysis.words.begin(), analysis.words.end(),
                   [](const Word& word) { return IsFunctionWord(word.written); });
  auto join = analysis.joins.begin();
  for (size_t i = 0; i <= last; ++i) {
    if (join != analysis.joins.end() && join->first == i) {
      all.children.push_back(make.Spellings(*join));
      i = join->last;
      ++join;
    } else if (!skip_function_words || !IsFunctionWord(analysis.words[i].written)) {
      all.children.push_back(make.Phrase(i, i));
    }
  }
  const bool one_thing = last == 0 || (!analysis.joins.empty() && analysis.joins[0].first == 0 &&
                                       analysis.joins[0].last == last);
  if (one_thing) return std::move(all.children[0]);
  make.AddNeighbours(0, last, all);
  return all;
}

std::optional<QueryNode> MakePhrase(const QueryText& text, Analyzer& analyzer, int& words) {
  const Analysis analysis = Analyze(text, analyzer);
  if (analysis.words.empty()) return std::nullopt;
  words += static_cast<int>(analysis.words.size());
  const NodeMaker make(text, analysis);
  const size_t last = analysis.words.size() - 1;
  if (analysis.joins.empty()) return make.Phrase(0, last);
  QueryNode best = make.Node(0, last);
  best.kind = QueryNode::Kind::kBest;
  best.children.push_back(make.Phrase(0, last));
  for (const Join& join : analysis.joins) {
    if (best.children.size() > kMaxSpellings) break;
    best.children.push_back(make.JoinedPhrase(0, last, join));
  }
  return best;
}

}  // namespace trialdex
