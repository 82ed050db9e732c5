#include "libs/search/validate/clause.h"

#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/query/filter_text.h"
#include "libs/schema/areas.h"

namespace trialdex {
namespace {

using Kind = QueryNode::Kind;

v1::ClauseKind KindOf(const QueryNode& node) {
  switch (node.kind) {
    case Kind::kAll:
      return v1::CLAUSE_KIND_ALL;
    case Kind::kWord:
      return v1::CLAUSE_KIND_WORD;
    case Kind::kPhrase:
      return v1::CLAUSE_KIND_PHRASE;
    case Kind::kAnd:
      return v1::CLAUSE_KIND_AND;
    case Kind::kOr:
      return v1::CLAUSE_KIND_OR;
    case Kind::kBest:
      return v1::CLAUSE_KIND_BEST;
    case Kind::kNot:
      return v1::CLAUSE_KIND_NOT;
    case Kind::kFilter:
      return v1::CLAUSE_KIND_FILTER;
    case Kind::kSameSite:
      return v1::CLAUSE_KIND_SAME_SITE;
    case Kind::kTilt:
      return v1::CLAUSE_KIND_TILT;
    // Made for free text only, which is not validated.
    case Kind::kNone:
    case Kind::kSink:
      break;
  }
  return v1::CLAUSE_KIND_UNSPECIFIED;
}

v1::ClauseOrigin OriginOf(NodeOrigin origin) {
  switch (origin) {
    case NodeOrigin::kSpelling:
      return v1::CLAUSE_ORIGIN_SPELLING;
    case NodeOrigin::kSynonym:
      return v1::CLAUSE_ORIGIN_SYNONYM;
    case NodeOrigin::kNeighbour:
      return v1::CLAUSE_ORIGIN_NEIGHBOUR;
    case NodeOrigin::kWritten:
    case NodeOrigin::kFeedback:
      break;
  }
  return v1::CLAUSE_ORIGIN_WRITTEN;
}

// The name of the area with these weights, or its pieces: "BriefTitle^0.95 Acronym".
std::string AreaText(const std::shared_ptr<const FieldWeights>& weights) {
  for (const SearchArea& area : AllSearchAreas()) {
    if (area.weights == weights) return std::string(area.name);
  }
  std::vector<std::string> pieces;
  for (const TextFieldInfo& info : AllTextFields()) {
    const float weight = (*weights)[static_cast<size_t>(info.field)];
    if (weight <= 0.0F) continue;
    pieces.push_back(std::string(info.piece));
    if (weight != 1.0F) absl::StrAppend(&pieces.back(), "^", weight);
  }
  return absl::StrJoin(pieces, " ");
}

std::string CoverageText(Coverage coverage) {
  switch (coverage) {
    case Coverage::kContains:
      break;
    case Coverage::kFullMatch:
      return "FullMatch";
    case Coverage::kStartsWith:
      return "StartsWith";
    case Coverage::kEndsWith:
      return "EndsWith";
  }
  return "";
}

std::string PatternText(const TermPattern& pattern) {
  switch (pattern.kind) {
    case TermPattern::Kind::kPrefix:
      return absl::StrCat("prefix ", pattern.text);
    case TermPattern::Kind::kWildcard:
      return absl::StrCat("wildcard ", pattern.text);
    case TermPattern::Kind::kFuzzy:
      break;
  }
  return absl::StrCat("fuzzy ", pattern.max_edits, " ", pattern.text);
}

// The term as it must be written, where that counts.
std::string FormText(const Alternative& alternative) {
  std::string term = alternative.term;
  switch (alternative.letter_case) {
    case LetterCase::kUpper:
      return absl::AsciiStrToUpper(term);
    case LetterCase::kCapitalized:
      term[0] = absl::ascii_toupper(static_cast<unsigned char>(term[0]));
      return term;
    case LetterCase::kAsTerm:
      return term.substr(1);
    case LetterCase::kAny:
    case LetterCase::kLower:
      break;
  }
  return term;
}

void AddPlaces(const QueryNode& node, v1::Clause& clause) {
  for (const Place& place : node.places) {
    for (const Alternative& alternative : place.alternatives) {
      v1::TermForm& form = *clause.add_forms();
      form.set_term(FormText(alternative));
      form.set_weight(alternative.weight);
    }
    if (!place.pattern.has_value()) continue;
    if (!clause.pattern().empty()) clause.mutable_pattern()->append(", ");
    clause.mutable_pattern()->append(PatternText(*place.pattern));
  }
  clause.set_area(AreaText(node.weights));
  clause.set_slop(static_cast<int32_t>(node.slop));
  clause.set_coverage(CoverageText(node.coverage));
}

// The words by the first form of each: what synonyms and spellings look for.
std::string Words(const QueryNode& node) {
  return absl::StrJoin(node.places, " ", [](std::string* out, const Place& place) {
    absl::StrAppend(
        out, place.alternatives.empty() ? place.pattern->text : FormText(place.alternatives[0]));
  });
}

std::string ClauseText(const QueryNode& node, absl::string_view query) {
  switch (node.kind) {
    case Kind::kFilter:
      return FilterText(node.filter.at(0));
    case Kind::kTilt:
      return std::string(InfoOf(node.tilt).name);
    case Kind::kWord:
    case Kind::kPhrase:
      if (node.origin != NodeOrigin::kWritten) return Words(node);
      return std::string(query.substr(node.begin, node.end - node.begin));
    default:
      return "";
  }
}

}  // namespace

v1::Clause MakeClause(const QueryNode& node, absl::string_view query) {
  v1::Clause clause;
  clause.set_kind(KindOf(node));
  clause.set_origin(OriginOf(node.origin));
  clause.set_source(node.source);
  clause.set_begin(static_cast<int32_t>(node.begin));
  clause.set_end(static_cast<int32_t>(node.end));
  clause.set_text(ClauseText(node, query));
  clause.set_boost(node.boost);
  if (node.kind == Kind::kWord || node.kind == Kind::kPhrase) AddPlaces(node, clause);
  for (const QueryNode& child : node.children) *clause.add_children() = MakeClause(child, query);
  for (const QueryNode& child : node.optional)
    *clause.add_optional_children() = MakeClause(child, query);
  return clause;
}

}  // namespace trialdex
