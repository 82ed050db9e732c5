// Short ways to write queries down, for tests.
#ifndef TRIALDEX_LIBS_INDEX_TESTING_QUERY_NODES_H_
#define TRIALDEX_LIBS_INDEX_TESTING_QUERY_NODES_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "libs/index/index_search.h"
#include "libs/query/plan.h"

namespace trialdex {

inline std::shared_ptr<const FieldWeights> Weights(const std::map<TextField, float>& weights = {
                                                       {TextField::kBriefTitle, 1.0F},
                                                       {TextField::kCondition, 0.8F},
                                                       {TextField::kBriefSummary, 0.4F}}) {
  auto all = std::make_shared<FieldWeights>();
  all->fill(0);
  for (const auto& [field, weight] : weights) (*all)[static_cast<size_t>(field)] = weight;
  return all;
}

inline QueryNode Word(const std::string& term,
                      std::shared_ptr<const FieldWeights> weights = Weights()) {
  QueryNode node;
  node.kind = QueryNode::Kind::kWord;
  node.places = {{0, {{term, 1.0F}}}};
  node.weights = std::move(weights);
  return node;
}

inline QueryNode Phrase(const std::vector<std::string>& terms, uint32_t slop = 0) {
  QueryNode node;
  node.kind = QueryNode::Kind::kPhrase;
  for (const std::string& term : terms) {
    node.places.push_back({static_cast<uint32_t>(node.places.size()), {{term, 1.0F}}});
  }
  node.weights = Weights();
  node.slop = slop;
  return node;
}

inline QueryNode Combine(QueryNode::Kind kind, std::vector<QueryNode> children) {
  QueryNode node;
  node.kind = kind;
  node.children = std::move(children);
  return node;
}

inline QueryNode Not(QueryNode child) { return Combine(QueryNode::Kind::kNot, {std::move(child)}); }

inline ParsedSearch Ranked(QueryNode query) {
  ParsedSearch search;
  search.query = std::move(query);
  search.ranked = true;
  search.order = {{SortKey::Kind::kRelevance, {}, true}, {SortKey::Kind::kId, {}, false}};
  return search;
}

inline std::vector<std::string> Ids(const FoundPage& page) {
  std::vector<std::string> ids;
  for (const FoundTrial& trial : page.trials) ids.push_back(trial.place.id);
  return ids;
}

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_TESTING_QUERY_NODES_H_
