#include "libs/query/filter_parser.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/query/filter_lexer.h"
#include "libs/query/parse_errors.h"
#include "libs/query/value_range.h"
#include "libs/schema/suggestion.h"
#include "libs/trial/trial_id.h"

namespace trialdex {
namespace {

using Kind = FilterNode::Kind;
using Lex = FilterLexeme::Kind;

constexpr absl::string_view kField = "filter";
constexpr absl::string_view kPresence = "*";

absl::Status SyntaxError(size_t position, absl::string_view description) {
  return ParseError(kField, "FILTER_SYNTAX", position, description);
}

std::string Shown(const FilterLexeme& lexeme) {
  if (lexeme.kind == Lex::kEnd) return "the end of the filter";
  return Quoted(lexeme.text);
}

absl::Status UnknownField(const FilterLexeme& name) {
  std::vector<absl::string_view> names = {"id"};
  for (const KeywordInfo& info : AllKeywordFields()) names.push_back(info.name);
  for (const ColumnInfo& info : AllColumns()) names.push_back(info.name);
  return UnknownNameError(kField, "UNKNOWN_FIELD", name.position, "field", name.text,
                          NearestName(name.text, names));
}

absl::Status UnknownValue(KeywordField field, const FilterLexeme& value) {
  const absl::string_view name = InfoOf(field).name;
  const std::string suggestion = NearestName(value.text, AllowedValues(field));
  std::string description =
      absl::StrCat(Quoted(value.text), " is no ", name, " at byte ", value.position);
  if (suggestion.empty()) {
    return FieldError(kField, description, "UNKNOWN_VALUE",
                      {{"position", absl::StrCat(value.position)},
                       {"field", std::string(name)},
                       {"value", Shortened(value.text)}});
  }
  absl::StrAppend(&description, "; did you mean ", suggestion, "?");
  return FieldError(kField, description, "UNKNOWN_VALUE",
                    {{"position", absl::StrCat(value.position)},
                     {"field", std::string(name)},
                     {"value", Shortened(value.text)},
                     {"suggestion", suggestion}});
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

// Marks the date ranges below `node`; false if there is none.
bool MakeCertain(FilterNode& node) {
  bool found = node.kind == Kind::kDayRange;
  node.certain = found;
  for (FilterNode& child : node.children) found = MakeCertain(child) || found;
  return found;
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

  // term := "NOT" term | "(" and ")" | "certain" "(" and ")" | comparison
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
    if (name.text == "certain" && Peek().kind == Lex::kOpen) {
      ASSIGN_OR_RETURN(FilterNode node, ParseGroup(depth));
      if (!MakeCertain(node)) {
        return SyntaxError(name.position, "expected a date between the parentheses of certain()");
      }
      return node;
    }
    return ParseComparison(name);
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
    if (++clauses_ > kMaxClauses) {
      return ParseError(kField, "FILTER_TOO_LARGE", name.position, "more than 256 clauses");
    }
    ASSIGN_OR_RETURN(FilterNode node, Compare(name, comparator.kind, value));
    if (comparator.kind == Lex::kNotEqual) return Not(std::move(node));
    return node;
  }

  static absl::StatusOr<FilterNode> Compare(const FilterLexeme& name, Lex comparator,
                                            const FilterLexeme& value) {
    const auto keyword = FindKeywordField(name.text);
    const auto column = FindColumn(name.text);
    FilterNode node;
    if (comparator == Lex::kHas && value.kind == Lex::kWord && value.text == kPresence) {
      if (!keyword.has_value() && !column.has_value()) return UnknownField(name);
      node.kind = keyword.has_value() ? Kind::kKeywordPresent : Kind::kPresent;
      if (keyword.has_value()) node.keyword = *keyword;
      if (column.has_value()) node.column = *column;
      return node;
    }
    if (column.has_value()) return CompareInColumn(*column, comparator, value);
    const bool is_id = absl::EqualsIgnoreCase(name.text, "id");
    if (!keyword.has_value() && !is_id) return UnknownField(name);
    if (comparator != Lex::kEqual && comparator != Lex::kNotEqual && comparator != Lex::kHas) {
      return SyntaxError(name.position, absl::StrCat("expected = or != after '", name.text,
                                                     "', which has no order"));
    }
    return is_id ? EqualsId(value) : EqualsKeyword(*keyword, value);
  }

  static absl::StatusOr<FilterNode> CompareInColumn(Column column, Lex comparator,
                                                    const FilterLexeme& value) {
    Comparison comparison = Comparison::kEqual;
    if (comparator == Lex::kLess) comparison = Comparison::kLess;
    if (comparator == Lex::kLessOrEqual) comparison = Comparison::kLessOrEqual;
    if (comparator == Lex::kGreater) comparison = Comparison::kGreater;
    if (comparator == Lex::kGreaterOrEqual) comparison = Comparison::kGreaterOrEqual;
    absl::StatusOr<FilterNode> node = CompareColumn(column, comparison, value.text);
    if (!node.ok()) {
      return SyntaxError(value.position, absl::StrCat(node.status().message(), ","));
    }
    return node;
  }

  static absl::StatusOr<FilterNode> EqualsId(const FilterLexeme& value) {
    absl::StatusOr<std::string> id = CanonicalTrialId(value.text);
    if (!id.ok()) {
      return SyntaxError(value.position, absl::StrCat(Quoted(value.text), " is no trial id,"));
    }
    FilterNode node;
    node.kind = Kind::kIds;
    node.values.push_back(*std::move(id));
    return node;
  }

  static absl::StatusOr<FilterNode> EqualsKeyword(KeywordField field, const FilterLexeme& value) {
    if (value.kind == Lex::kWord && absl::StrContains(value.text, kPresence)) {
      return SyntaxError(value.position, "expected a whole value, found a wildcard");
    }
    std::optional<std::string> normal = NormalKeyword(field, value.text);
    if (!normal.has_value()) return UnknownValue(field, value);
    FilterNode node;
    node.kind = Kind::kKeyword;
    node.keyword = field;
    node.values.push_back(*std::move(normal));
    return node;
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
};

}  // namespace

absl::StatusOr<FilterNode> ParseFilter(absl::string_view text) {
  RETURN_IF_ERROR(CheckText(kField, "FILTER", text));
  ASSIGN_OR_RETURN(std::vector<FilterLexeme> lexemes, LexFilter(text));
  return Parser(std::move(lexemes)).Run();
}

}  // namespace trialdex
