#include "libs/query/words/query_words.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/types/span.h"
#include "libs/query/words/word_analysis.h"

namespace trialdex {
namespace {

// What two neighbours of the query add where they are neighbours in the text, of
// what they would score as a clause.
constexpr float kNeighbourBoost = 0.3F;
constexpr size_t kMaxNeighbours = 16;
// Other spellings of one phrase that are looked for.
constexpr size_t kMaxSpellings = 4;
// Synonyms of one run of words that are looked for.
constexpr size_t kMaxSynonyms = 12;

// Makes nodes of one text.
class NodeMaker {
 public:
  // All must outlive the maker.
  NodeMaker(const QueryText& text, const WordAnalysis& analysis, Analyzer& analyzer)
      : text_(text), analysis_(analysis), analyzer_(analyzer) {}

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
  QueryNode JoinedPhrase(size_t first, size_t last, const WordJoin& join) const {
    QueryNode node = Node(first, last);
    node.origin = NodeOrigin::kSpelling;
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
  QueryNode Spellings(const WordJoin& join) const {
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

  // Adds words [first, last], each in whichever spelling, to `children`.
  void AddWords(size_t first, size_t last, bool skip_function_words,
                std::vector<QueryNode>& children) const {
    auto join = analysis_.joins.begin();
    for (size_t i = first; i <= last; ++i) {
      while (join != analysis_.joins.end() && join->first < i) ++join;
      if (join != analysis_.joins.end() && join->first == i) {
        children.push_back(Spellings(*join));
        i = join->last;
      } else if (!skip_function_words || !IsFunctionWord(analysis_.words[i].written)) {
        children.push_back(Phrase(i, i));
      }
    }
  }

  // Words [first, last] as `written` or as one of `synonyms`.
  QueryNode WithSynonyms(size_t first, size_t last, QueryNode written,
                         absl::Span<const Synonym> synonyms) const {
    QueryNode best = Node(first, last);
    best.kind = QueryNode::Kind::kBest;
    best.children.push_back(std::move(written));
    for (const Synonym& synonym : synonyms.first(std::min(synonyms.size(), kMaxSynonyms))) {
      if (text_.synonyms->left == 0) break;
      int words = 0;
      std::optional<QueryNode> node =
          MakePhrase({synonym.text, 0, text_.weights}, analyzer_, words);
      if (!node.has_value()) continue;
      --text_.synonyms->left;
      MarkSynonym(best, *node);
      node->boost = synonym.weight;
      node->source = synonym.source;
      best.children.push_back(*std::move(node));
    }
    if (best.children.size() > 1) return best;
    QueryNode alone = std::move(best.children[0]);
    return alone;
  }

  // True if no words that may be one are cut apart at the ends of [first, last].
  bool CutsNoJoin(size_t first, size_t last) const {
    return std::none_of(analysis_.joins.begin(), analysis_.joins.end(), [&](const WordJoin& join) {
      const bool apart = join.last < first || join.first > last;
      return !apart && (join.first < first || join.last > last);
    });
  }

  void AddNeighbours(size_t first, size_t last, QueryNode& node) const {
    for (size_t i = first; i < last && node.optional.size() < kMaxNeighbours; ++i) {
      node.optional.push_back(Phrase(i, i + 1));
      node.optional.back().boost = kNeighbourBoost;
      node.optional.back().origin = NodeOrigin::kNeighbour;
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
  static void MarkSynonym(const QueryNode& place, QueryNode& node) {
    node.begin = place.begin;
    node.end = place.end;
    node.origin = NodeOrigin::kSynonym;
    for (QueryNode& child : node.children) MarkSynonym(place, child);
  }

  const QueryText& text_;
  const WordAnalysis& analysis_;
  Analyzer& analyzer_;
};

std::vector<std::string> KeysOf(const WordAnalysis& analysis) {
  std::vector<std::string> keys;
  keys.reserve(analysis.words.size());
  for (const QueryWord& word : analysis.words) keys.push_back(word.key);
  return keys;
}

bool HasSynonyms(const QueryText& text) {
  return text.synonyms != nullptr && text.synonyms->source != nullptr && text.synonyms->left > 0;
}

}  // namespace

std::optional<QueryNode> MakeWords(const QueryText& text, Analyzer& analyzer, int& words) {
  const WordAnalysis analysis = AnalyzeWords(text.text, analyzer);
  if (analysis.words.empty()) return std::nullopt;
  words += static_cast<int>(analysis.words.size());
  const NodeMaker make(text, analysis, analyzer);
  const size_t last = analysis.words.size() - 1;
  QueryNode all = make.Node(0, last);
  all.kind = QueryNode::Kind::kAnd;
  const bool skip_function_words =
      !std::all_of(analysis.words.begin(), analysis.words.end(),
                   [](const QueryWord& word) { return IsFunctionWord(word.written); });
  std::vector<SynonymMatch> matches;
  if (HasSynonyms(text)) matches = text.synonyms->source->FindAll(KeysOf(analysis));
  size_t next = 0;
  for (const SynonymMatch& match : matches) {
    if (!make.CutsNoJoin(match.first, match.last)) continue;
    QueryNode written = make.Node(match.first, match.last);
    written.kind = QueryNode::Kind::kAnd;
    make.AddWords(match.first, match.last, skip_function_words, written.children);
    if (written.children.empty()) continue;
    if (match.first > next) {
      make.AddWords(next, match.first - 1, skip_function_words, all.children);
    }
    if (written.children.size() == 1) written = QueryNode(written.children[0]);
    all.children.push_back(
        make.WithSynonyms(match.first, match.last, std::move(written), match.synonyms));
    next = match.last + 1;
  }
  if (next <= last) make.AddWords(next, last, skip_function_words, all.children);
  const bool one_thing = last == 0 || (!analysis.joins.empty() && analysis.joins[0].first == 0 &&
                                       analysis.joins[0].last == last);
  if (one_thing) return std::move(all.children[0]);
  make.AddNeighbours(0, last, all);
  return all;
}

std::optional<QueryNode> MakePhrase(const QueryText& text, Analyzer& analyzer, int& words) {
  const WordAnalysis analysis = AnalyzeWords(text.text, analyzer);
  if (analysis.words.empty()) return std::nullopt;
  words += static_cast<int>(analysis.words.size());
  const NodeMaker make(text, analysis, analyzer);
  const size_t last = analysis.words.size() - 1;
  QueryNode phrase = make.Phrase(0, last);
  if (!analysis.joins.empty()) {
    QueryNode best = make.Node(0, last);
    best.kind = QueryNode::Kind::kBest;
    best.children.push_back(std::move(phrase));
    for (const WordJoin& join : analysis.joins) {
      if (best.children.size() > kMaxSpellings) break;
      best.children.push_back(make.JoinedPhrase(0, last, join));
    }
    phrase = std::move(best);
  }
  if (!HasSynonyms(text)) return phrase;
  const std::vector<Synonym> synonyms = text.synonyms->source->Find(KeysOf(analysis));
  return make.WithSynonyms(0, last, std::move(phrase), synonyms);
}

}  // namespace trialdex
