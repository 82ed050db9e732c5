#include "libs/query/words/query_terms.h"

#include <algorithm>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/query/words/exact_words.h"
#include "libs/query/words/query_patterns.h"

namespace trialdex {
namespace {

using Kind = QueryNode::Kind;

// Side by side and in order, whatever the words are made of.
bool IsPhrase(QueryExpansion expansion) { return expansion <= QueryExpansion::kConcept; }

QueryExpansion ExpansionOf(const QueryLexeme& lexeme, const QueryContext& context) {
  const bool whole = lexeme.kind == QueryLexeme::Kind::kPhrase ||
                     context.coverage.value_or(Coverage::kContains) != Coverage::kContains ||
                     (context.coverage.has_value() && !context.expansion_written);
  return whole ? std::min(context.expansion, QueryExpansion::kConcept) : context.expansion;
}

// All words of kAnd become some of them; what they score side by side stays.
QueryNode AnyOf(QueryNode all) {
  if (all.kind != Kind::kAnd || all.children.size() < 2) return all;
  QueryNode any;
  any.kind = Kind::kOr;
  any.begin = all.begin;
  any.end = all.end;
  any.children = std::move(all.children);
  if (all.optional.empty()) return any;
  all.children.clear();
  all.children.push_back(std::move(any));
  return all;
}

// The same of all words of a text, with or without synonyms.
QueryNode AnyWordOf(QueryNode text) {
  const auto loosen_written = [](QueryNode& node) {
    if (node.kind == Kind::kBest && node.children.back().origin == NodeOrigin::kSynonym) {
      node.children.front() = AnyOf(std::move(node.children.front()));
    }
  };
  loosen_written(text);
  for (QueryNode& child : text.children) loosen_written(child);
  return AnyOf(std::move(text));
}

// Sets what holds for every word and phrase of a term.
void Bind(Coverage coverage, uint32_t slop, QueryNode& node) {
  if (node.kind == Kind::kWord || node.kind == Kind::kPhrase) node.coverage = coverage;
  if (node.kind == Kind::kPhrase && node.origin != NodeOrigin::kSynonym) node.slop = slop;
  for (QueryNode& child : node.children) Bind(coverage, slop, child);
}

absl::StatusOr<std::optional<QueryNode>> MakeNode(const QueryText& text, const QueryLexeme& lexeme,
                                                  QueryExpansion expansion, Analyzer& analyzer,
                                                  int& words) {
  if (lexeme.pattern.has_value()) {
    ++words;
    return MakePattern(text, *lexeme.pattern, lexeme.max_edits, analyzer);
  }
  if (lexeme.kind == QueryLexeme::Kind::kPhrase) {
    ASSIGN_OR_RETURN(std::optional<QueryNode> phrase, MakePatternPhrase(text, analyzer, words));
    if (phrase.has_value()) return phrase;
  }
  if (expansion == QueryExpansion::kNone) return MakeExactWords(text, analyzer, words);
  QueryText expanded = text;
  if (expansion == QueryExpansion::kTerm) expanded.synonyms = nullptr;
  if (IsPhrase(expansion)) return MakePhrase(expanded, analyzer, words);
  std::optional<QueryNode> all = MakeWords(expanded, analyzer, words);
  if (all.has_value() && expansion == QueryExpansion::kLossy) return AnyWordOf(*std::move(all));
  return all;
}

}  // namespace

absl::StatusOr<std::optional<QueryNode>> MakeTerm(const QueryText& text, const QueryLexeme& lexeme,
                                                  const QueryContext& context, Analyzer& analyzer,
                                                  int& words) {
  ASSIGN_OR_RETURN(std::optional<QueryNode> node,
                   MakeNode(text, lexeme, ExpansionOf(lexeme, context), analyzer, words));
  if (node.has_value()) {
    Bind(context.coverage.value_or(Coverage::kContains), lexeme.slop, *node);
  }
  return node;
}

}  // namespace trialdex
