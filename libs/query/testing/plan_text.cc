#include "libs/query/testing/plan_text.h"

#include <cmath>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"

namespace trialdex {
namespace {

template <typename Node>
std::string List(absl::string_view name, const std::vector<Node>& children) {
  std::string text = absl::StrCat("(", name);
  for (const Node& child : children) absl::StrAppend(&text, " ", PlanText(child));
  return absl::StrCat(text, ")");
}

// "@Piece" if just one field is searched.
std::string Area(const QueryNode& node) {
  std::string area;
  for (const TextFieldInfo& info : AllTextFields()) {
    if ((*node.weights)[static_cast<size_t>(info.field)] <= 0.0F) continue;
    if (!area.empty()) return "";
    area = absl::StrCat("@", info.piece);
  }
  return area;
}

std::string PatternMark(const TermPattern& pattern) {
  switch (pattern.kind) {
    case TermPattern::Kind::kPrefix:
      return "*";
    case TermPattern::Kind::kFuzzy:
      return absl::StrCat("~", pattern.max_edits);
    case TermPattern::Kind::kWildcard:
      return "";
  }
  return "?";
}

// As it must be written: "SLE" for kUpper.
std::string Written(const Alternative& alternative) {
  std::string term = alternative.term;
  if (alternative.letter_case == LetterCase::kUpper) term = absl::AsciiStrToUpper(term);
  if (alternative.letter_case == LetterCase::kCapitalized) {
    term[0] = absl::ascii_toupper(static_cast<unsigned char>(term[0]));
  }
  return term;
}

std::string Words(const QueryNode& node) {
  return absl::StrJoin(node.places, " ", [](std::string* out, const Place& place) {
    if (place.pattern.has_value()) {
      absl::StrAppend(out, place.pattern->text, PatternMark(*place.pattern));
    } else {
      absl::StrAppend(out, Written(place.alternatives[0]));
    }
  });
}

std::string CoverageMark(const QueryNode& node) {
  switch (node.coverage) {
    case Coverage::kContains:
      return "";
    case Coverage::kFullMatch:
      return "=full";
    case Coverage::kStartsWith:
      return "=start";
    case Coverage::kEndsWith:
      return "=end";
  }
  return "?";
}

std::string SlopMark(const QueryNode& node) {
  return node.slop == 0 ? "" : absl::StrCat("~", node.slop);
}

// Boosts that the parser gives neighbours and synonyms are not shown.
std::string BoostMark(const QueryNode& node) {
  if (node.boost == 1.0F || node.origin != NodeOrigin::kWritten) return "";
  return absl::StrCat("^", node.boost);
}

std::string Bound(double bound) {
  if (std::isinf(bound)) return bound < 0 ? "min" : "max";
  return absl::StrCat(bound);
}

std::string DayBound(int32_t day) {
  if (day == std::numeric_limits<int32_t>::min()) return "min";
  if (day == std::numeric_limits<int32_t>::max()) return "max";
  return absl::StrCat(day);
}

}  // namespace

namespace {

std::string Unboosted(const QueryNode& node) {
  switch (node.kind) {
    case QueryNode::Kind::kAll:
      return "all";
    case QueryNode::Kind::kNone:
      return "none";
    case QueryNode::Kind::kWord:
      return absl::StrCat(Words(node), Area(node), CoverageMark(node));
    case QueryNode::Kind::kPhrase:
      return absl::StrCat("\"", Words(node), "\"", SlopMark(node), Area(node), CoverageMark(node));
    case QueryNode::Kind::kAnd: {
      std::string text = List("and", node.children);
      text.pop_back();
      for (const QueryNode& child : node.optional) absl::StrAppend(&text, " ?", PlanText(child));
      return absl::StrCat(text, ")");
    }
    case QueryNode::Kind::kOr:
      return List("or", node.children);
    case QueryNode::Kind::kBest:
      return List("best", node.children);
    case QueryNode::Kind::kNot:
      return List("not", node.children);
    case QueryNode::Kind::kFilter:
      return absl::StrCat("{", PlanText(node.filter.at(0)), "}");
    case QueryNode::Kind::kSameSite:
      return List("site", node.children);
    case QueryNode::Kind::kTilt:
      return absl::StrCat("tilt(", InfoOf(node.tilt).name, " ", PlanText(node.children.at(0)), ")");
    case QueryNode::Kind::kSink:
      return absl::StrCat("sink({", PlanText(node.filter.at(0)), "} ",
                          PlanText(node.children.at(0)), ")");
  }
  return "?";
}

}  // namespace

std::string PlanText(const QueryNode& node) {
  return absl::StrCat(Unboosted(node), BoostMark(node));
}

std::string PlanText(const FilterNode& node) {
  switch (node.kind) {
    case FilterNode::Kind::kAll:
      return "all";
    case FilterNode::Kind::kNone:
      return "none";
    case FilterNode::Kind::kAnd:
      return List("and", node.children);
    case FilterNode::Kind::kOr:
      return List("or", node.children);
    case FilterNode::Kind::kNot:
      return List("not", node.children);
    case FilterNode::Kind::kKeyword:
      return absl::StrCat(InfoOf(node.keyword).name, "=", absl::StrJoin(node.values, "|"));
    case FilterNode::Kind::kDayRange:
      return absl::StrCat(InfoOf(node.column).name, node.certain ? "!" : "", "[",
                          DayBound(node.first_day), ",", DayBound(node.last_day), "]");
    case FilterNode::Kind::kNumberRange:
      return absl::StrCat(InfoOf(node.column).name, node.min_inclusive ? "[" : "(", Bound(node.min),
                          ",", Bound(node.max), node.max_inclusive ? "]" : ")");
    case FilterNode::Kind::kPresent:
      return absl::StrCat("has(", InfoOf(node.column).name, ")");
    case FilterNode::Kind::kKeywordPresent:
      return absl::StrCat("has(", InfoOf(node.keyword).name, ")");
    case FilterNode::Kind::kTextPresent:
      return absl::StrCat("has(", InfoOf(node.text_field).piece, ")");
    case FilterNode::Kind::kIds:
      return absl::StrCat("id=", absl::StrJoin(node.values, "|"));
    case FilterNode::Kind::kDistance:
      return absl::StrCat("within(", node.center.latitude, ",", node.center.longitude, ",",
                          node.radius_km, ")");
  }
  return "?";
}

}  // namespace trialdex
