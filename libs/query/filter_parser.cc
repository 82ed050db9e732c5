#include "libs/query/filter_parser.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/query/parse_errors.h"
#include "libs/query/parsing/filter_comparison.h"
#include "libs/query/parsing/filter_lexer.h"
#include "libs/query/parsing/geo_distance.h"
#include "libs/schema/suggestion.h"

namespace trialdex {
namespace {

using Kind = FilterNode::Kind;
using Lex = FilterLexeme::Kind;

constexpr absl::string_view kField = "filter";

absl::Status SyntaxError(size_t position, absl::string_view description) {
  return ParseError(kField, "FILTER_SYNTAX", position, description);
}

std::string Shown(const FilterLexeme& lexeme) {
  if (lexeme.kind == Lex::kEnd) return "the end of the filter";
  return Quoted(lexeme.text);
}

FilterNode Not(FilterNode child) {
  FilterNode node;
  node.kind = Kind::kNot;
  node.children.push_back(std::move(child));
  return node;
}

FilterNode Combine(Kind kind, std::vector<FilterNode> children) {
  if (children.size() == 1) return std::move(children[0]);
  FilterNode node;
  node.kind = kind;
  node.children = std::move(children);
  return node;
}

// Values of one field are one node: phase = PHASE2 OR phase = PHASE3.
FilterNode AnyOf(std::vector<FilterNode> children) {
  std::vector<FilterNode> merged;
  for (FilterNode& child : children) {
    const bool same_field = !merged.empty() && child.kind == Kind::kKeyword &&
                            merged.back().kind == Kind::kKeyword &&
                            merged.back().keyword == child.keyword;
    if (same_field) {
      merged.back().values.push_back(std::move(child.values[0]));
    } else {
      merged.push_back(std::move(child));
    }
  }
  return Combine(Kind::kOr, std::move(merged));
}

// How the functions are called.
constexpr absl::string_view kCertain = "certain";
constexpr absl::string_view kPossible = "possible";
constexpr absl::string_view kDistance = "distance";
// The one field of points.
constexpr absl::string_view kLocation = "location";

// The operator that `word` is but for its case; empty if it is none.
absl::string_view OperatorOf(absl::string_view word) {
  for (const absl::string_view name : {"AND", "OR", "NOT"}) {
    if (absl::EqualsIgnoreCase(word, name)) return name;
  }
  return "";
}

// One rule of the grammar is one function; each leaves at_ behind what it read.
class Parser {
 public:
  explicit Parser(std::vector<FilterLexeme> lexemes) : lexemes_(std::move(lexemes)) {}

  absl::StatusOr<FilterNode> Run() {
    if (Peek().kind == Lex::kEnd) return FilterNode{};
    ASSIGN_OR_RETURN(FilterNode node, ParseAnd(0));
    if (Peek().kind == Lex::kEnd) return node;
    return SyntaxError(Peek().position, absl::StrCat("expected AND or OR, found ", Shown(Peek())));
  }

 private:
  // and := or ("AND"? or)*
  absl::StatusOr<FilterNode> ParseAnd(int depth) {
    if (depth > kMaxDepth) {
      return ParseError(kField, "FILTER_TOO_LARGE", Peek().position, "more than 64 levels");
    }
    std::vector<FilterNode> children;
    bool asked = false;
    do {
      ASSIGN_OR_RETURN(children.emplace_back(), ParseOr(depth));
      asked = Accept(Lex::kAnd);
    } while (asked || BeginsTerm(Peek().kind));
    return Combine(Kind::kAnd, std::move(children));
  }

  static bool BeginsTerm(Lex kind) {
    return kind == Lex::kWord || kind == Lex::kNot || kind == Lex::kOpen;
  }

  // or := term ("OR" term)*
  absl::StatusOr<FilterNode> ParseOr(int depth) {
    std::vector<FilterNode> children;
    do {
      ASSIGN_OR_RETURN(children.emplace_back(), ParseTerm(depth));
    } while (Accept(Lex::kOr));
    return AnyOf(std::move(children));
  }

  // term := "NOT" term | "(" and ")" | function | comparison
  absl::StatusOr<FilterNode> ParseTerm(int depth) {
    if (depth > kMaxDepth) {
      return ParseError(kField, "FILTER_TOO_LARGE", Peek().position, "more than 64 levels");
    }
    if (Accept(Lex::kNot)) {
      ASSIGN_OR_RETURN(FilterNode negated, ParseTerm(depth + 1));
      return Not(std::move(negated));
    }
    if (Peek().kind == Lex::kOpen) return ParseGroup(depth);
    const FilterLexeme& name = Peek();
    if (name.kind != Lex::kWord) {
      return SyntaxError(name.position, absl::StrCat("expected a field, found ", Shown(name)));
    }
    ++at_;
    if (Peek().kind == Lex::kOpen) return ParseFunction(name, depth);
    return ParseComparison(name);
  }

  // function := ("certain" | "possible") "(" and ")"
  //           | "distance" "(" "location" "," latitude "," longitude "," distance ")"
  absl::StatusOr<FilterNode> ParseFunction(const FilterLexeme& name, int depth) {
    if (name.text == kDistance) return ParseDistance(name);
    if (name.text != kCertain && name.text != kPossible) {
      return UnknownNameError(kField, "FILTER_SYNTAX", name.position, "function", name.text,
                              NearestName(name.text, {kCertain, kPossible, kDistance}));
    }
    const bool outer = certain_;
    const int dates = dates_;
    certain_ = name.text == kCertain;
    ASSIGN_OR_RETURN(FilterNode node, ParseGroup(depth));
    certain_ = outer;
    if (dates_ > dates) return node;
    return SyntaxError(name.position, absl::StrCat("expected a date between the parentheses of ",
                                                   name.text, "()"));
  }

  absl::StatusOr<FilterNode> ParseDistance(const FilterLexeme& name) {
    ++at_;
    RETURN_IF_ERROR(CountClause(name));
    ASSIGN_OR_RETURN(const FilterLexeme* field, ParseArgument(Lex::kComma));
    if (field->text != kLocation) {
      return SyntaxError(field->position,
                         absl::StrCat("expected location, found ", Quoted(field->text)));
    }
    ASSIGN_OR_RETURN(const FilterLexeme* latitude, ParseArgument(Lex::kComma));
    ASSIGN_OR_RETURN(const FilterLexeme* longitude, ParseArgument(Lex::kComma));
    ASSIGN_OR_RETURN(const FilterLexeme* distance, ParseArgument(Lex::kClose));
    absl::StatusOr<FilterNode> node = MakeWithin(latitude->text, longitude->text, distance->text);
    if (node.ok()) return node;
    return SyntaxError(latitude->position, absl::StrCat(node.status().message(), ","));
  }

  // One argument of distance() and what has to follow it.
  absl::StatusOr<const FilterLexeme*> ParseArgument(Lex follower) {
    const FilterLexeme& argument = Peek();
    if (argument.kind == Lex::kWord || argument.kind == Lex::kString) {
      ++at_;
      if (Accept(follower)) return &argument;
    }
    return SyntaxError(
        Peek().position,
        absl::StrCat("expected distance(location, latitude, longitude, 50km), found ",
                     Shown(Peek())));
  }

  absl::StatusOr<FilterNode> ParseGroup(int depth) {
    const size_t open = Peek().position;
    ++at_;
    ASSIGN_OR_RETURN(FilterNode node, ParseAnd(depth + 1));
    if (Accept(Lex::kClose)) return node;
    return SyntaxError(Peek().position, absl::StrCat("expected ')' for the one at byte ", open,
                                                     ", found ", Shown(Peek())));
  }

  // comparison := name comparator value
  absl::StatusOr<FilterNode> ParseComparison(const FilterLexeme& name) {
    const FilterLexeme& comparator = Peek();
    if (comparator.kind < Lex::kEqual) {
      if (const absl::string_view meant = OperatorOf(name.text); !meant.empty()) {
        return SyntaxError(name.position,
                           absl::StrCat("expected a field, found ", Quoted(name.text), ": write ",
                                        meant, " for the operator,"));
      }
      return SyntaxError(comparator.position,
                         absl::StrCat("expected a comparison after ", Quoted(name.text), ", found ",
                                      Shown(comparator)));
    }
    ++at_;
    const FilterLexeme& value = Peek();
    if (value.kind != Lex::kWord && value.kind != Lex::kString) {
      return SyntaxError(value.position, absl::StrCat("expected a value, found ", Shown(value)));
    }
    ++at_;
    RETURN_IF_ERROR(CountClause(name));
    ASSIGN_OR_RETURN(FilterNode node, CompareField(name, comparator.kind, value));
    if (node.kind == Kind::kDayRange) {
      ++dates_;
      node.certain = certain_;
    }
    if (comparator.kind == Lex::kNotEqual) return Not(std::move(node));
    return node;
  }

  absl::Status CountClause(const FilterLexeme& name) {
    if (++clauses_ <= kMaxClauses) return absl::OkStatus();
    return ParseError(kField, "FILTER_TOO_LARGE", name.position, "more than 256 clauses");
  }

  const FilterLexeme& Peek() const { return lexemes_[at_]; }

  bool Accept(Lex kind) {
    if (Peek().kind != kind) return false;
    ++at_;
    return true;
  }

  std::vector<FilterLexeme> lexemes_;
  size_t at_ = 0;
  int clauses_ = 0;
  // Comparisons of dates read so far.
  int dates_ = 0;
  // True inside certain().
  bool certain_ = false;
};

}  // namespace

absl::StatusOr<FilterNode> ParseFilter(absl::string_view text) {
  RETURN_IF_ERROR(CheckText(kField, "FILTER", text));
  ASSIGN_OR_RETURN(std::vector<FilterLexeme> lexemes, LexFilter(text));
  return Parser(std::move(lexemes)).Run();
}

}  // namespace trialdex
