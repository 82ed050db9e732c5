#include "libs/query/parsing/node_builders.h"

#include <utility>

namespace trialdex {

using Kind = QueryNode::Kind;

QueryNode AllAt(uint32_t begin, uint32_t end) {
  QueryNode node;
  node.begin = begin;
  node.end = end;
  return node;
}

QueryNode FilterAt(FilterNode filter, uint32_t begin, uint32_t end) {
  QueryNode node;
  node.kind = Kind::kFilter;
  node.filter.push_back(std::move(filter));
  node.begin = begin;
  node.end = end;
  return node;
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

QueryNode Around(Kind kind, uint32_t begin, QueryNode child) {
  QueryNode node;
  node.kind = kind;
  node.begin = begin;
  node.end = child.end;
  node.children.push_back(std::move(child));
  return node;
}

QueryNode Positive(QueryNode node) {
  if (node.kind != Kind::kNot) return node;
  const uint32_t begin = node.begin;
  const uint32_t end = node.end;
  QueryNode all_but;
  all_but.kind = Kind::kAnd;
  all_but.begin = begin;
  all_but.end = end;
  all_but.children.push_back(AllAt(begin, begin));
  all_but.children.push_back(std::move(node));
  return all_but;
}

}  // namespace trialdex
