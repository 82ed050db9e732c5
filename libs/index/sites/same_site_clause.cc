#include "libs/index/sites/same_site_clause.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_split.h"
#include "libs/base/errors.h"
#include "libs/base/status_macros.h"

namespace trialdex {
namespace {

using Kind = QueryNode::Kind;

std::shared_ptr<const FieldWeights> StatusWeights() {
  auto weights = std::make_shared<FieldWeights>();
  weights->fill(0);
  (*weights)[static_cast<size_t>(TextField::kLocationStatus)] = 1;
  return weights;
}

QueryNode NodeOf(Kind kind, std::vector<QueryNode> children = {}) {
  QueryNode node;
  node.kind = kind;
  node.children = std::move(children);
  return node;
}

QueryNode AllBut(QueryNode node) {
  return NodeOf(Kind::kAnd, {NodeOf(Kind::kAll), NodeOf(Kind::kNot, {std::move(node)})});
}

// A site whose status is `word` ("NOT_YET_RECRUITING") and nothing else: "recruiting" is
// also the last word of others.
QueryNode WithStatus(const std::string& word) {
  QueryNode node = NodeOf(Kind::kPhrase);
  for (const absl::string_view part : absl::StrSplit(word, '_')) {
    const auto offset = static_cast<uint32_t>(node.places.size());
    node.places.push_back({offset, {{absl::AsciiStrToLower(part)}}, std::nullopt});
  }
  if (node.places.size() == 1) node.kind = Kind::kWord;
  node.coverage = Coverage::kFullMatch;
  node.weights = StatusWeights();
  node.boost = 0;
  return node;
}

absl::StatusOr<QueryNode> FromFilter(const FilterNode& filter) {
  std::vector<QueryNode> children;
  for (const FilterNode& child : filter.children) {
    ASSIGN_OR_RETURN(children.emplace_back(), FromFilter(child));
  }
  switch (filter.kind) {
    case FilterNode::Kind::kAll:
      return NodeOf(Kind::kAll);
    case FilterNode::Kind::kNone:
      return NodeOf(Kind::kNone);
    case FilterNode::Kind::kAnd:
      return NodeOf(Kind::kAnd, std::move(children));
    case FilterNode::Kind::kOr:
      return NodeOf(Kind::kOr, std::move(children));
    case FilterNode::Kind::kNot:
      return AllBut(std::move(children.front()));
    case FilterNode::Kind::kDistance: {
      QueryNode node = NodeOf(Kind::kFilter);
      node.filter.push_back(filter);
      return node;
    }
    case FilterNode::Kind::kKeyword: {
      if (filter.keyword != KeywordField::kLocationStatus) break;
      for (const std::string& value : filter.values) children.push_back(WithStatus(value));
      return NodeOf(Kind::kOr, std::move(children));
    }
    default:
      break;
  }
  return FieldError("query", "only words, statuses and distances can be bound to one site",
                    "NOT_OF_ONE_SITE");
}

}  // namespace

absl::StatusOr<QueryNode> MakeSiteClause(const QueryNode& clause) {
  if (clause.kind == Kind::kFilter) {
    ASSIGN_OR_RETURN(QueryNode node, FromFilter(clause.filter.front()));
    node.begin = clause.begin;
    node.end = clause.end;
    return node;
  }
  QueryNode node = clause;
  for (std::vector<QueryNode>* nodes : {&node.children, &node.optional}) {
    for (QueryNode& child : *nodes) {
      ASSIGN_OR_RETURN(child, MakeSiteClause(child));
    }
  }
  return node;
}

}  // namespace trialdex
