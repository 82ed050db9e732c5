// A query with all that does not depend on the segment.
#ifndef TRIALDEX_LIBS_INDEX_MATCHING_PREPARED_QUERY_H_
#define TRIALDEX_LIBS_INDEX_MATCHING_PREPARED_QUERY_H_

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "libs/index/cache_key.h"
#include "libs/index/out_of_time.h"
#include "libs/index/scoring/relevance.h"
#include "libs/index/sites/prepared_site_clause.h"
#include "libs/index/snapshot.h"
#include "libs/query/query_node.h"

namespace trialdex {

// True of what has places: a word or a phrase.
inline bool IsLeaf(const QueryNode& node) {
  return node.kind == QueryNode::Kind::kWord || node.kind == QueryNode::Kind::kPhrase;
}

// What is asked of every segment, made once for a search. Thread-safe once made.
class PreparedQuery {
 public:
  // A word or phrase of the query.
  struct Terms {
    // How rare it is: of a phrase all its words together.
    double rarity = 0;
    const FieldNormalizer* normalizer = nullptr;
    // What its list is kept under.
    CacheKey key;
    // The same of each place of a phrase, as a word.
    std::vector<CacheKey> place_keys;
  };

  // Resolves the patterns of `query` and looks up how rare its words are in `snapshot`.
  // INVALID_ARGUMENT as MakeSiteClause; DEADLINE_EXCEEDED when out of time; other errors as
  // Segment.
  static absl::StatusOr<PreparedQuery> Make(QueryNode query, const IndexSnapshot& snapshot,
                                            const OutOfTime& out_of_time);

  const QueryNode& root() const { return *root_; }
  // The same, for who keeps it.
  std::shared_ptr<const QueryNode> shared_root() const { return root_; }
  // False if every match scores 0.
  bool scores() const { return scores_; }
  // Terms of the index that it asks for, those of its patterns included.
  size_t term_count() const { return term_count_; }
  // `node` is a kWord or kPhrase of root(), not inside a kSameSite.
  const Terms& terms(const QueryNode& node) const { return terms_.at(&node); }
  // Calls fn(terms) for each of these nodes, in no order.
  template <typename Fn>
  void ForEachTerms(Fn&& fn) const {
    for (const auto& [node, terms] : terms_) fn(terms);
  }
  // `node` is a kSameSite of root().
  const PreparedSiteClause& site_clause(const QueryNode& node) const {
    return site_clauses_.at(&node);
  }

 private:
  absl::Status Resolve(QueryNode& node, const IndexSnapshot& snapshot,
                       const OutOfTime& out_of_time);
  absl::Status AddTerms(const QueryNode& node, const IndexSnapshot& snapshot);
  // How frequencies are weighed by some weights.
  struct Scale {
    Scale(const FieldWeights& weights, const IndexSnapshot& snapshot);

    FieldNormalizer normalizer;
    // ScaleKey.
    std::string key;
  };
  const Scale& ScaleOf(const QueryNode& node, const IndexSnapshot& snapshot);

  // Nodes keep their addresses when the query is moved.
  std::shared_ptr<QueryNode> root_;
  bool scores_ = false;
  size_t term_count_ = 0;
  absl::flat_hash_map<const QueryNode*, Terms> terms_;
  absl::flat_hash_map<const QueryNode*, PreparedSiteClause> site_clauses_;
  absl::flat_hash_map<const FieldWeights*, std::unique_ptr<const Scale>> scales_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_MATCHING_PREPARED_QUERY_H_
