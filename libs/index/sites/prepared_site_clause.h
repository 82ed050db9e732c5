// What one and the same site must fit, with all that does not depend on the segment.
#ifndef TRIALDEX_LIBS_INDEX_SITES_PREPARED_SITE_CLAUSE_H_
#define TRIALDEX_LIBS_INDEX_SITES_PREPARED_SITE_CLAUSE_H_

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/index/out_of_time.h"
#include "libs/index/snapshot.h"
#include "libs/query/query_node.h"

namespace trialdex {

// The clause of a kSameSite, made once for a search. Thread-safe once made.
class PreparedSiteClause {
 public:
  // A word or phrase of the clause.
  struct Leaf {
    const QueryNode* node;
    // What its part of a score is multiplied by.
    double factor;
    // The same times all boosts around it; 0 of what is excluded, which scores nothing.
    double boosted_factor;
  };

  // Makes the filters of `clause` words of sites, resolves its patterns and looks up how
  // rare its words are in `snapshot`. INVALID_ARGUMENT as MakeSiteClause;
  // DEADLINE_EXCEEDED when out of time; other errors as Segment.
  static absl::StatusOr<PreparedSiteClause> Make(const QueryNode& clause,
                                                 const IndexSnapshot& snapshot,
                                                 const OutOfTime& out_of_time);

  const QueryNode& root() const { return *root_; }
  // All words and phrases, excluded and optional ones among them.
  const std::vector<Leaf>& leaves() const { return leaves_; }
  // Index into leaves() of `node`, a kWord or kPhrase of root().
  size_t LeafOf(const QueryNode& node) const { return leaf_of_.at(&node); }
  // True if the score of a site is the sum of its leaves', boosted: none that scores is an
  // alternative to others.
  bool IsSum() const { return is_sum_; }
  // What its matches are kept under with a segment.
  const CacheKey& key() const { return key_; }

 private:
  PreparedSiteClause() = default;

  // `boosts` are those of the nodes around `node`; `one_of_many` is true if one of these is
  // a kOr or kBest.
  absl::Status AddLeaves(const QueryNode& node, double boosts, bool one_of_many,
                         const IndexSnapshot& snapshot);

  // Nodes keep their addresses when the clause is moved.
  std::unique_ptr<const QueryNode> root_;
  std::vector<Leaf> leaves_;
  absl::flat_hash_map<const QueryNode*, size_t> leaf_of_;
  bool is_sum_ = true;
  CacheKey key_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_SITES_PREPARED_SITE_CLAUSE_H_
