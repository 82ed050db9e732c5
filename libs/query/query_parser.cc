#include "libs/query/query_parser.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/status_macros.h"
#include "libs/query/parse_errors.h"
#include "libs/query/query_area.h"
#include "libs/query/query_lexer.h"
#include "libs/query/query_words.h"
#include "libs/query/value_range.h"
#include "libs/trial/trial_id.h"

namespace trialdex {
namespace {

using Kind = QueryNode::Kind;
using Lex = QueryLexeme::Kind;

constexpr absl::string_view kField = "query";

absl::Status SyntaxError(size_t position, absl::string_view description) {
  return ParseError(kField, "QUERY_SYNTAX", position, description);
}

QueryNode Combine(Kind kind, std::vector<QueryNode> children) {
  if (children.size() == 1 && children[0].kind != Kind::kNot) return std::move(children[0]);
  QueryNode node;
  node.kind = kind;
  node.begin = children.front().begin;
  node.end = children.back().end;
  node.children = std::move(children);
  return node;
}

QueryNode AllAt(uint32_t begin, uint32_t end) {
  QueryNode node;
  node.begin = begin;
  node.end = end;
  return node;
}

// kNot stands under kAnd only: alone it is "every trial but".
QueryNode AllBut(QueryNode negation) {
  QueryNode node;
  node.kind = Kind::kAnd;
  node.begin = negation.begin;
  node.end = negation.end;
  node.children.push_back(AllAt(negation.begin, negation.begin));
  node.children.push_back(std::move(negation));
  return node;
}

QueryNode FilterQuery(FilterNode filter, const QueryLexeme& lexeme) {
  QueryNode node;
  node.kind = Kind::kFilter;
  node.filter.push_back(std::move(filter));
  node.begin = lexeme.begin;
  node.end = lexeme.end;
  return node;
}

// One rule of the grammar is one function; each leaves at_ behind what it read.
class Parser {
 public:
  Parser(absl::string_view text, std::vector<QueryLexeme> lexemes, Analyzer& analyzer,
         const QueryOptions& options)
      : text_(text), lexemes_(std::move(lexemes)), analyzer_(analyzer) {
    synonyms_.source = options.synonyms;
  }

  absl::StatusOr<QueryNode> Run() {
    if (Peek().kind == Lex::kEnd) return QueryNode{};
    ASSIGN_OR_RETURN(QueryNode node, ParseOr(DefaultQueryArea(), 0));
    if (Peek().kind == Lex::kClose) {
      return SyntaxError(Peek().begin, "expected the end of the query, found ')'");
    }
    if (node.kind == Kind::kNot) return AllBut(std::move(node));
    return node;
  }

 private:
  // or := and ("OR" and)*
  absl::StatusOr<QueryNode> ParseOr(const QueryArea& area, int depth) {
    if (depth > kMaxDepth) {
      return ParseError(kField, "QUERY_TOO_LARGE", Peek().begin, "more than 64 levels");
    }
    std::vector<QueryNode> children;
    do {
      ASSIGN_OR_RETURN(children.emplace_back(), ParseAnd(area, depth));
    } while (Accept(Lex::kOr));
    if (children.size() == 1) return std::move(children[0]);
    for (QueryNode& child : children) {
      if (child.kind == Kind::kNot) child = AllBut(std::move(child));
    }
    return Combine(Kind::kOr, std::move(children));
  }

  // and := unary ("AND"? unary)*
  absl::StatusOr<QueryNode> ParseAnd(const QueryArea& area, int depth) {
    std::vector<QueryNode> children;
    bool asked = false;
    do {
      ASSIGN_OR_RETURN(children.emplace_back(), ParseUnary(area, depth));
      asked = Accept(Lex::kAnd);
    } while (asked || BeginsUnary(Peek().kind));
    if (children.size() == 1) return std::move(children[0]);
    bool has_positive = false;
    for (const QueryNode& child : children) {
      has_positive = has_positive || child.kind != Kind::kNot;
    }
    if (!has_positive) {
      const uint32_t begin = children.front().begin;
      children.insert(children.begin(), AllAt(begin, begin));
    }
    return Combine(Kind::kAnd, std::move(children));
  }

  static bool BeginsUnary(Lex kind) {
    return kind != Lex::kEnd && kind != Lex::kClose && kind != Lex::kOr && kind != Lex::kAnd;
  }

  // unary := "NOT" unary | "AREA[…]" unary | source
  absl::StatusOr<QueryNode> ParseUnary(const QueryArea& area, int depth) {
    if (depth > kMaxDepth) {
      return ParseError(kField, "QUERY_TOO_LARGE", Peek().begin, "more than 64 levels");
    }
    const QueryLexeme lexeme = Peek();
    if (Accept(Lex::kNot)) {
      ASSIGN_OR_RETURN(QueryNode negated, ParseUnary(area, depth + 1));
      if (negated.kind == Kind::kNot) return std::move(negated.children[0]);
      QueryNode node;
      node.kind = Kind::kNot;
      node.begin = lexeme.begin;
      node.end = negated.end;
      node.children.push_back(std::move(negated));
      return node;
    }
    if (Accept(Lex::kArea)) {
      ASSIGN_OR_RETURN(const QueryArea inner, FindQueryArea(lexeme));
      return ParseUnary(inner, depth + 1);
    }
    return ParseSource(area, depth);
  }

  // source := term | "(" or ")" | "RANGE[…]" | "MISSING" | "ALL"
  absl::StatusOr<QueryNode> ParseSource(const QueryArea& area, int depth) {
    const QueryLexeme lexeme = Peek();
    switch (lexeme.kind) {
      case Lex::kOpen: {
        ++at_;
        ASSIGN_OR_RETURN(QueryNode node, ParseOr(area, depth + 1));
        if (!Accept(Lex::kClose)) {
          return SyntaxError(Peek().begin,
                             absl::StrCat("expected ')' for the one at byte ", lexeme.begin));
        }
        return node;
      }
      case Lex::kRange: {
        ++at_;
        RETURN_IF_ERROR(CountClauses(1, lexeme.begin));
        ASSIGN_OR_RETURN(FilterNode range, MakeRange(area, lexeme));
        return FilterQuery(std::move(range), lexeme);
      }
      case Lex::kMissing: {
        ++at_;
        RETURN_IF_ERROR(CountClauses(1, lexeme.begin));
        ASSIGN_OR_RETURN(FilterNode missing, MakeMissing(area, lexeme));
        return FilterQuery(std::move(missing), lexeme);
      }
      case Lex::kAll:
        ++at_;
        return AllAt(lexeme.begin, lexeme.end);
      case Lex::kWord:
      case Lex::kPhrase:
        return ParseTerm(area);
      default:
        return SyntaxError(lexeme.begin, absl::StrCat("expected a word, found ", Shown(lexeme)));
    }
  }

  static std::string Shown(const QueryLexeme& lexeme) {
    if (lexeme.kind == Lex::kEnd) return "the end of the query";
    return Quoted(lexeme.text);
  }

  // term := (word | phrase)+; words in a row are looked at together.
  absl::StatusOr<QueryNode> ParseTerm(const QueryArea& area) {
    const QueryLexeme first = Peek();
    if (area.column.has_value()) {
      return SyntaxError(first.begin,
                         absl::StrCat("expected RANGE[…] or MISSING after AREA[",
                                      InfoOf(*area.column).piece, "], found ", Shown(first)));
    }
    std::vector<QueryNode> children;
    while (Peek().kind == Lex::kWord || Peek().kind == Lex::kPhrase) {
      const bool is_phrase = Peek().kind == Lex::kPhrase;
      absl::string_view text = Peek().text;
      if (is_phrase) {
        ++at_;
      } else {
        const uint32_t begin = Peek().begin;
        uint32_t end = begin;
        for (; Peek().kind == Lex::kWord; ++at_) end = Peek().end;
        text = text_.substr(begin, end - begin);
      }
      ASSIGN_OR_RETURN(std::vector<QueryNode> nodes, MakeText(area, text, is_phrase));
      for (QueryNode& node : nodes) children.push_back(std::move(node));
    }
    if (children.empty()) {
      return SyntaxError(
          first.begin, absl::StrCat("expected a word, found no letter or digit in ", Shown(first)));
    }
    return Combine(Kind::kAnd, std::move(children));
  }

  // None if there is no word in `text`, else one.
  absl::StatusOr<std::vector<QueryNode>> MakeText(const QueryArea& area, absl::string_view text,
                                                  bool is_phrase) {
    std::vector<QueryNode> nodes;
    const auto begin = static_cast<uint32_t>(text.data() - text_.data());
    const QueryLexeme place = {
        Lex::kWord, text, {}, begin, begin + static_cast<uint32_t>(text.size())};
    if (std::optional<FilterNode> filter = MakeIdsOrKeyword(area, text)) {
      RETURN_IF_ERROR(CountClauses(1, begin));
      nodes.push_back(FilterQuery(*std::move(filter), place));
      return nodes;
    }
    const QueryText query_text = {text, begin, area.weights, &synonyms_};
    int words = 0;
    std::optional<QueryNode> node = is_phrase ? MakePhrase(query_text, analyzer_, words)
                                              : MakeWords(query_text, analyzer_, words);
    RETURN_IF_ERROR(CountClauses(words, begin));
    if (node.has_value()) nodes.push_back(*std::move(node));
    return nodes;
  }

  absl::Status CountClauses(int count, size_t position) {
    clauses_ += count;
    if (clauses_ <= kMaxClauses) return absl::OkStatus();
    return ParseError(kField, "QUERY_TOO_LARGE", position, "more than 256 clauses");
  }

  const QueryLexeme& Peek() const { return lexemes_[at_]; }

  bool Accept(Lex kind) {
    if (Peek().kind != kind) return false;
    ++at_;
    return true;
  }

  absl::string_view text_;
  std::vector<QueryLexeme> lexemes_;
  Analyzer& analyzer_;
  QuerySynonyms synonyms_;
  size_t at_ = 0;
  int clauses_ = 0;
};

}  // namespace

absl::StatusOr<QueryNode> ParseQuery(absl::string_view text, Analyzer& analyzer,
                                     const QueryOptions& options) {
  RETURN_IF_ERROR(CheckText(kField, "QUERY", text));
  ASSIGN_OR_RETURN(std::vector<QueryLexeme> lexemes, LexQuery(text));
  return Parser(text, std::move(lexemes), analyzer, options).Run();
}

}  // namespace trialdex
