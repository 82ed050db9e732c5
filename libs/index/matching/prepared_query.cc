#include "libs/index/matching/prepared_query.h"

#include <utility>

#include "libs/base/status_macros.h"
#include "libs/index/matching/part_keys.h"
#include "libs/index/matching/pattern_resolver.h"
#include "libs/index/scoring/rarity.h"

namespace trialdex {

using Kind = QueryNode::Kind;

absl::StatusOr<PreparedQuery> PreparedQuery::Make(QueryNode query, const IndexSnapshot& snapshot,
                                                  const OutOfTime& out_of_time) {
  PreparedQuery prepared;
  prepared.root_ = std::make_shared<QueryNode>(std::move(query));
  RETURN_IF_ERROR(prepared.Resolve(*prepared.root_, snapshot, out_of_time));
  return prepared;
}

absl::Status PreparedQuery::Resolve(QueryNode& node, const IndexSnapshot& snapshot,
                                    const OutOfTime& out_of_time) {
  if (node.kind == Kind::kSameSite) {
    ASSIGN_OR_RETURN(PreparedSiteClause clause,
                     PreparedSiteClause::Make(node.children.front(), snapshot, out_of_time));
    site_clauses_.emplace(&node, std::move(clause));
    scores_ = true;
    return absl::OkStatus();
  }
  if (node.kind == Kind::kNot) {
    const bool others_score = scores_;
    RETURN_IF_ERROR(Resolve(node.children.front(), snapshot, out_of_time));
    scores_ = others_score;
    return absl::OkStatus();
  }
  if (IsLeaf(node)) {
    if (HasPattern(node)) {
      ASSIGN_OR_RETURN(node, ResolvePatterns(node, snapshot, out_of_time));
    }
    return AddTerms(node, snapshot);
  }
  for (QueryNode& child : node.children) RETURN_IF_ERROR(Resolve(child, snapshot, out_of_time));
  for (QueryNode& child : node.optional) RETURN_IF_ERROR(Resolve(child, snapshot, out_of_time));
  return absl::OkStatus();
}

absl::Status PreparedQuery::AddTerms(const QueryNode& node, const IndexSnapshot& snapshot) {
  scores_ = true;
  Terms terms;
  const Scale& scale = ScaleOf(node, snapshot);
  terms.normalizer = &scale.normalizer;
  ASSIGN_OR_RETURN(terms.rarity, RarityOf(node.places, snapshot));
  for (const Place& place : node.places) {
    term_count_ += place.alternatives.size();
    if (node.kind == Kind::kPhrase) {
      terms.place_keys.push_back(WordKey(place, Coverage::kContains, scale.key));
    }
  }
  terms.key = node.kind == Kind::kPhrase ? PhraseKey(node, scale.key)
                                         : WordKey(node.places.front(), node.coverage, scale.key);
  terms_.emplace(&node, std::move(terms));
  return absl::OkStatus();
}

PreparedQuery::Scale::Scale(const FieldWeights& weights, const IndexSnapshot& snapshot)
    : normalizer(weights, snapshot.average_lengths()),
      key(ScaleKey(weights, snapshot.average_lengths())) {}

const PreparedQuery::Scale& PreparedQuery::ScaleOf(const QueryNode& node,
                                                   const IndexSnapshot& snapshot) {
  std::unique_ptr<const Scale>& scale = scales_[node.weights.get()];
  if (scale == nullptr) scale = std::make_unique<const Scale>(*node.weights, snapshot);
  return *scale;
}

}  // namespace trialdex
