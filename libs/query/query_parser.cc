#include "libs/query/query_parser.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/query/parse_errors.h"
#include "libs/query/parsing/node_builders.h"
#include "libs/query/parsing/query_area.h"
#include "libs/query/parsing/query_context.h"
#include "libs/query/parsing/query_lexer.h"
#include "libs/query/words/query_terms.h"

namespace trialdex {
namespace {

using Kind = QueryNode::Kind;
using Lex = QueryLexeme::Kind;

constexpr absl::string_view kField = "query";

absl::Status SyntaxError(size_t position, absl::string_view description) {
  return ParseError(kField, "QUERY_SYNTAX", position, description);
}

std::string Shown(const QueryLexeme& lexeme) {
  if (lexeme.kind == Lex::kEnd) return "the end of the query";
  return Quoted(lexeme.text);
}

// One rule of the grammar is one function; each leaves at_ behind what it read.
class Parser {
 public:
  Parser(absl::string_view text, std::vector<QueryLexeme> lexemes, Analyzer& analyzer,
         const QueryOptions& options)
      : text_(text), lexemes_(std::move(lexemes)), analyzer_(analyzer) {
    synonyms_.source = options.synonyms;
    context_.expansion = options.expansion;
    context_.area.weights =
        options.default_weights != nullptr ? options.default_weights : DefaultSearchArea().weights;
  }

  absl::StatusOr<QueryNode> Run() {
    if (Peek().kind == Lex::kEnd) return QueryNode{};
    ASSIGN_OR_RETURN(QueryNode node, ParseOr(context_, 0));
    if (Peek().kind == Lex::kClose) {
      return SyntaxError(Peek().begin, "expected the end of the query, found ')'");
    }
    return Positive(std::move(node));
  }

 private:
  // or := and ("OR" and)*
  absl::StatusOr<QueryNode> ParseOr(const QueryContext& context, int depth) {
    RETURN_IF_ERROR(CheckDepth(depth));
    ASSIGN_OR_RETURN(QueryNode first, ParseAnd(context, depth));
    if (Peek().kind != Lex::kOr) return first;
    std::vector<QueryNode> children;
    children.push_back(std::move(first));
    while (Accept(Lex::kOr)) {
      ASSIGN_OR_RETURN(children.emplace_back(), ParseAnd(context, depth));
    }
    for (QueryNode& child : children) child = Positive(std::move(child));
    return Combine(Kind::kOr, std::move(children));
  }

  // and := unary ("AND"? unary)*
  absl::StatusOr<QueryNode> ParseAnd(const QueryContext& context, int depth) {
    ASSIGN_OR_RETURN(QueryNode first, ParseUnary(context, depth));
    if (Peek().kind != Lex::kAnd && !BeginsUnary(Peek().kind)) return first;
    std::vector<QueryNode> children;
    children.push_back(std::move(first));
    while (Accept(Lex::kAnd) || BeginsUnary(Peek().kind)) {
      ASSIGN_OR_RETURN(children.emplace_back(), ParseUnary(context, depth));
    }
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

  // unary := ("NOT" | "AREA[…]" | "COVERAGE[…]" | "EXPANSION[…]" | "SEARCH[…]" | "TILT[…]") unary
  //        | source
  absl::StatusOr<QueryNode> ParseUnary(const QueryContext& context, int depth) {
    RETURN_IF_ERROR(CheckDepth(depth));
    const QueryLexeme lexeme = Peek();
    switch (lexeme.kind) {
      case Lex::kNot: {
        ++at_;
        ASSIGN_OR_RETURN(QueryNode negated, ParseUnary(context, depth + 1));
        if (negated.kind == Kind::kNot) return std::move(negated.children[0]);
        return Around(Kind::kNot, lexeme.begin, std::move(negated));
      }
      case Lex::kArea:
      case Lex::kCoverage:
      case Lex::kExpansion: {
        ++at_;
        QueryContext inner = context;
        RETURN_IF_ERROR(ApplyOperator(lexeme, inner));
        return ParseUnary(inner, depth + 1);
      }
      case Lex::kSearch:
        ++at_;
        return ParseSearch(lexeme, context, depth);
      case Lex::kTilt:
        ++at_;
        return ParseTilt(lexeme, context, depth);
      default:
        return ParseSource(context, depth);
    }
  }

  // Behind SEARCH[…].
  absl::StatusOr<QueryNode> ParseSearch(const QueryLexeme& lexeme, const QueryContext& context,
                                        int depth) {
    ASSIGN_OR_RETURN(const bool of_location, IsSearchOfLocation(lexeme));
    if (of_location == context.in_site) return ParseUnary(context, depth + 1);
    if (context.in_site) {
      return SyntaxError(lexeme.begin,
                         "expected no SEARCH[Study] inside SEARCH[Location], found one");
    }
    QueryContext inner = context;
    inner.in_site = true;
    ASSIGN_OR_RETURN(inner.area, AreaInSite(context.area, lexeme));
    ASSIGN_OR_RETURN(QueryNode child, ParseUnary(inner, depth + 1));
    return Around(Kind::kSameSite, lexeme.begin, Positive(std::move(child)));
  }

  // Behind TILT[…].
  absl::StatusOr<QueryNode> ParseTilt(const QueryLexeme& lexeme, const QueryContext& context,
                                      int depth) {
    ASSIGN_OR_RETURN(const QueryArea area, FindQueryArea(lexeme));
    if (!area.column.has_value()) {
      return SyntaxError(lexeme.begin, absl::StrCat("expected a date or number in TILT, found ",
                                                    Quoted(lexeme.argument)));
    }
    if (context.in_site) {
      return SyntaxError(lexeme.begin, "expected no TILT inside SEARCH[Location], found one");
    }
    ASSIGN_OR_RETURN(QueryNode child, ParseUnary(context, depth + 1));
    QueryNode node = Around(Kind::kTilt, lexeme.begin, Positive(std::move(child)));
    node.tilt = *area.column;
    return node;
  }

  // source := term | "(" or ")" | "RANGE[…]" | "DISTANCE[…]" | "MISSING" | "ALL"
  absl::StatusOr<QueryNode> ParseSource(const QueryContext& context, int depth) {
    const QueryLexeme lexeme = Peek();
    switch (lexeme.kind) {
      case Lex::kOpen:
        return ParseGroup(context, depth);
      case Lex::kRange:
        return ParseFilter(&MakeRange, context);
      case Lex::kDistance:
        return ParseFilter(&MakeDistance, context);
      case Lex::kMissing:
        return ParseFilter(&MakeMissing, context);
      case Lex::kAll:
        ++at_;
        return AllAt(lexeme.begin, lexeme.end);
      case Lex::kWord:
      case Lex::kPhrase:
        return ParseTerm(context);
      default:
        return SyntaxError(lexeme.begin, absl::StrCat("expected a word, found ", Shown(lexeme)));
    }
  }

  absl::StatusOr<QueryNode> ParseGroup(const QueryContext& context, int depth) {
    const uint32_t open = Peek().begin;
    ++at_;
    ASSIGN_OR_RETURN(QueryNode node, ParseOr(context, depth + 1));
    const float boost = Peek().boost;
    if (!Accept(Lex::kClose)) {
      return SyntaxError(Peek().begin, absl::StrCat("expected ')' for the one at byte ", open,
                                                    ", found ", Shown(Peek())));
    }
    if (boost != 1.0F) {
      node = Positive(std::move(node));
      node.boost *= boost;
    }
    return node;
  }

  absl::StatusOr<QueryNode> ParseFilter(
      absl::StatusOr<FilterNode> (*make)(const QueryArea& area, const QueryLexeme& lexeme),
      const QueryContext& context) {
    const QueryLexeme& lexeme = lexemes_[at_++];
    RETURN_IF_ERROR(CountClauses(1, lexeme.begin));
    ASSIGN_OR_RETURN(FilterNode filter, make(context.area, lexeme));
    return FilterAt(std::move(filter), lexeme.begin, lexeme.end);
  }

  // term := (word | phrase)+; words in a row are looked at together.
  absl::StatusOr<QueryNode> ParseTerm(const QueryContext& context) {
    const QueryLexeme first = Peek();
    std::vector<QueryNode> children;
    while (Peek().kind == Lex::kWord || Peek().kind == Lex::kPhrase) {
      QueryLexeme lexeme = Peek();
      ++at_;
      if (lexeme.IsPlainWord()) {
        for (; Peek().IsPlainWord(); ++at_) lexeme.end = Peek().end;
        lexeme.text = text_.substr(lexeme.begin, lexeme.end - lexeme.begin);
      }
      ASSIGN_OR_RETURN(std::optional<QueryNode> node, MakeText(context, lexeme));
      if (node.has_value()) children.push_back(*std::move(node));
    }
    if (children.empty()) {
      return SyntaxError(
          first.begin, absl::StrCat("expected a word, found no letter or digit in ", Shown(first)));
    }
    return Combine(Kind::kAnd, std::move(children));
  }

  // nullopt if there is no word in `lexeme`.
  absl::StatusOr<std::optional<QueryNode>> MakeText(const QueryContext& context,
                                                    const QueryLexeme& lexeme) {
    if (!lexeme.pattern.has_value() || context.area.weights == nullptr) {
      ASSIGN_OR_RETURN(std::optional<FilterNode> value,
                       MakeValue(context.area, lexeme.text, lexeme));
      if (value.has_value()) {
        RETURN_IF_ERROR(CountClauses(1, lexeme.begin));
        return FilterAt(*std::move(value), lexeme.begin, lexeme.end);
      }
    }
    const auto begin = static_cast<uint32_t>(lexeme.text.data() - text_.data());
    int words = 0;
    ASSIGN_OR_RETURN(std::optional<QueryNode> node,
                     MakeTerm({lexeme.text, begin, context.area.weights, &synonyms_}, lexeme,
                              context, analyzer_, words));
    RETURN_IF_ERROR(CountClauses(words, lexeme.begin));
    if (node.has_value()) node->boost *= lexeme.boost;
    return node;
  }

  absl::Status CheckDepth(int depth) const {
    if (depth <= kMaxDepth) return absl::OkStatus();
    return ParseError(kField, "QUERY_TOO_LARGE", Peek().begin, "more than 64 levels");
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
  QueryContext context_;
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
