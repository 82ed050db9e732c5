#include "libs/query/parsing/query_context.h"

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/types/span.h"
#include "libs/base/errors.h"
#include "libs/base/status_macros.h"
#include "libs/query/parse_errors.h"
#include "libs/schema/suggestion.h"

namespace trialdex {
namespace {

constexpr absl::string_view kField = "query";

template <typename Value>
struct Choice {
  absl::string_view name;
  Value value;
};

constexpr Choice<QueryExpansion> kExpansions[] = {{"None", QueryExpansion::kNone},
                                                  {"Term", QueryExpansion::kTerm},
                                                  {"Concept", QueryExpansion::kConcept},
                                                  {"Relaxation", QueryExpansion::kRelaxation},
                                                  {"Lossy", QueryExpansion::kLossy}};
constexpr Choice<Coverage> kCoverages[] = {{"Contains", Coverage::kContains},
                                           {"FullMatch", Coverage::kFullMatch},
                                           {"StartsWith", Coverage::kStartsWith},
                                           {"EndsWith", Coverage::kEndsWith}};
constexpr Choice<bool> kSearches[] = {{"Study", false}, {"Location", true}};

// What the argument of `lexeme` names.
template <typename Value>
absl::StatusOr<Value> Choose(const QueryLexeme& lexeme, absl::Span<const Choice<Value>> choices) {
  std::vector<absl::string_view> names;
  for (const Choice<Value>& choice : choices) {
    if (absl::EqualsIgnoreCase(choice.name, lexeme.argument)) return choice.value;
    names.push_back(choice.name);
  }
  const std::string expected =
      absl::StrCat("expected one of ", absl::StrJoin(names, ", "), " in ", Quoted(lexeme.text));
  const std::string suggestion = NearestName(lexeme.argument, names);
  if (suggestion.empty()) return ParseError(kField, "QUERY_SYNTAX", lexeme.begin, expected);
  return FieldError(
      kField,
      absl::StrCat(expected, " at byte ", lexeme.begin, "; did you mean '", suggestion, "'?"),
      "QUERY_SYNTAX", {{"position", absl::StrCat(lexeme.begin)}, {"suggestion", suggestion}});
}

// Lossy and Relaxation look for words apart, of which it makes no sense to say where
// in a value they stand.
absl::Status CheckTogether(const QueryLexeme& lexeme, const QueryContext& context) {
  if (!context.coverage.has_value() || !context.expansion_written) return absl::OkStatus();
  const bool lossy = context.expansion == QueryExpansion::kLossy;
  const bool relaxed = context.expansion == QueryExpansion::kRelaxation;
  if (!lossy && !(relaxed && *context.coverage != Coverage::kContains)) return absl::OkStatus();
  return ParseError(kField, "QUERY_SYNTAX", lexeme.begin,
                    absl::StrCat("expected EXPANSION[None], [Term] or [Concept] with this "
                                 "COVERAGE, found EXPANSION[",
                                 lossy ? "Lossy" : "Relaxation", "]"));
}

}  // namespace

absl::Status ApplyOperator(const QueryLexeme& lexeme, QueryContext& context) {
  if (lexeme.kind == QueryLexeme::Kind::kArea) {
    ASSIGN_OR_RETURN(context.area, FindQueryArea(lexeme));
    if (!context.in_site) return absl::OkStatus();
    ASSIGN_OR_RETURN(context.area, AreaInSite(context.area, lexeme));
    return absl::OkStatus();
  }
  if (lexeme.kind == QueryLexeme::Kind::kCoverage) {
    ASSIGN_OR_RETURN(context.coverage, Choose<Coverage>(lexeme, kCoverages));
  } else {
    ASSIGN_OR_RETURN(context.expansion, Choose<QueryExpansion>(lexeme, kExpansions));
    context.expansion_written = true;
  }
  return CheckTogether(lexeme, context);
}

absl::StatusOr<bool> IsSearchOfLocation(const QueryLexeme& lexeme) {
  return Choose<bool>(lexeme, kSearches);
}

}  // namespace trialdex
