#include "libs/index/sites/prepared_site_clause.h"

#include <utility>

#include "libs/base/status_macros.h"
#include "libs/index/matching/part_keys.h"
#include "libs/index/matching/pattern_resolver.h"
#include "libs/index/scoring/rarity.h"
#include "libs/index/scoring/relevance.h"
#include "libs/index/sites/same_site_clause.h"

namespace trialdex {

using Kind = QueryNode::Kind;

absl::StatusOr<PreparedSiteClause> PreparedSiteClause::Make(const QueryNode& clause,
                                                            const IndexSnapshot& snapshot,
                                                            const OutOfTime& out_of_time) {
  PreparedSiteClause prepared;
  ASSIGN_OR_RETURN(QueryNode root, MakeSiteClause(clause));
  ASSIGN_OR_RETURN(root, ResolveAllPatterns(std::move(root), snapshot, out_of_time));
  prepared.root_ = std::make_unique<const QueryNode>(std::move(root));
  RETURN_IF_ERROR(prepared.AddLeaves(*prepared.root_, 1, false, snapshot));
  prepared.key_ = SiteClauseKey(*prepared.root_);
  return prepared;
}

absl::Status PreparedSiteClause::AddLeaves(const QueryNode& node, double boosts, bool one_of_many,
                                           const IndexSnapshot& snapshot) {
  one_of_many = one_of_many || node.kind == Kind::kOr || node.kind == Kind::kBest;
  boosts = node.kind == Kind::kNot ? 0 : boosts * static_cast<double>(node.boost);
  for (const std::vector<QueryNode>* nodes : {&node.children, &node.optional}) {
    for (const QueryNode& child : *nodes)
      RETURN_IF_ERROR(AddLeaves(child, boosts, one_of_many, snapshot));
  }
  if (node.kind != Kind::kWord && node.kind != Kind::kPhrase) return absl::OkStatus();
  ASSIGN_OR_RETURN(const double rarity, RarityOf(node.places, snapshot));
  if (one_of_many && boosts > 0) is_sum_ = false;
  leaf_of_.emplace(&node, leaves_.size());
  leaves_.push_back({&node, ScoreFactorOf(rarity), ScoreFactorOf(rarity) * boosts});
  return absl::OkStatus();
}

}  // namespace trialdex
