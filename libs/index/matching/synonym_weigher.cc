#include "libs/index/matching/synonym_weigher.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "libs/base/status_macros.h"
#include "libs/index/scoring/rarity.h"
#include "libs/index/scoring/relevance.h"

namespace trialdex {
namespace {

using Kind = QueryNode::Kind;

struct Rarity {
  double value = 0;
  // False if a word that is asked for stands in no trial.
  bool found = true;
};

class Weigher {
 public:
  Weigher(const IndexSnapshot& snapshot, const OutOfTime& out_of_time)
      : snapshot_(snapshot), out_of_time_(out_of_time) {}

  absl::Status Weigh(QueryNode& node) {
    for (std::vector<QueryNode>* nodes : {&node.children, &node.optional}) {
      for (QueryNode& child : *nodes) RETURN_IF_ERROR(Weigh(child));
    }
    if (node.kind != Kind::kBest || node.children.size() < 2) return absl::OkStatus();
    // Whether there is any synonym is seen before any word is looked up.
    if (node.children.back().origin != NodeOrigin::kSynonym || IsSynonym(node)) {
      return absl::OkStatus();
    }
    ASSIGN_OR_RETURN(const Rarity written, RarityOfNode(node.children.front()));
    const bool one_word = node.children.front().kind == Kind::kWord;
    std::vector<QueryNode> kept;
    for (QueryNode& child : node.children) {
      if (!IsSynonym(child)) {
        kept.push_back(std::move(child));
        continue;
      }
      if (out_of_time_()) return OutOfTimeError();
      ASSIGN_OR_RETURN(const Rarity synonym, RarityOfNode(child));
      if (!synonym.found || synonym.value <= 0) continue;
      const double wanted = one_word ? std::min(written.value, synonym.value) : written.value;
      child.boost *= static_cast<float>(wanted / synonym.value);
      kept.push_back(std::move(child));
    }
    node.children = std::move(kept);
    return absl::OkStatus();
  }

 private:
  static bool IsSynonym(const QueryNode& node) { return node.origin == NodeOrigin::kSynonym; }

  // Of the words that `node` asks for, together; of several spellings the first that
  // is found.
  absl::StatusOr<Rarity> RarityOfNode(const QueryNode& node) {
    if (node.kind == Kind::kBest) {
      Rarity first;
      for (const QueryNode& child : node.children) {
        ASSIGN_OR_RETURN(const Rarity rarity, RarityOfNode(child));
        if (rarity.found) return rarity;
        if (&child == &node.children.front()) first = rarity;
      }
      return first;
    }
    const double of_absent =
        InverseDocumentFrequency(static_cast<double>(snapshot_.trial_count()), 0);
    Rarity all;
    for (const Place& place : node.places) {
      ASSIGN_OR_RETURN(const double rarity, RarityOf(place, snapshot_));
      all.value += rarity;
      all.found = all.found && rarity < of_absent;
    }
    if (node.kind != Kind::kAnd && node.kind != Kind::kOr) return all;
    for (const QueryNode& child : node.children) {
      ASSIGN_OR_RETURN(const Rarity rarity, RarityOfNode(child));
      all.value += rarity.value;
      all.found = all.found && rarity.found;
    }
    return all;
  }

  const IndexSnapshot& snapshot_;
  const OutOfTime& out_of_time_;
};

}  // namespace

absl::StatusOr<QueryNode> WeighSynonyms(QueryNode query, const IndexSnapshot& snapshot,
                                        const OutOfTime& out_of_time) {
  RETURN_IF_ERROR(Weigher(snapshot, out_of_time).Weigh(query));
  return query;
}

}  // namespace trialdex
