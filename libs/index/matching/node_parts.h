// The lists of the words and phrases of a query.
#ifndef TRIALDEX_LIBS_INDEX_MATCHING_NODE_PARTS_H_
#define TRIALDEX_LIBS_INDEX_MATCHING_NODE_PARTS_H_

#include <memory>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "libs/index/cache_key.h"
#include "libs/index/matching/candidate_docs.h"
#include "libs/index/matching/part_list.h"
#include "libs/index/matching/prepared_query.h"
#include "libs/index/out_of_time.h"
#include "libs/index/segment.h"
#include "libs/query/query_node.h"

namespace trialdex {

// Which documents lists are wanted for.
struct WantedDocs {
  // Others may be left out of a list. Null: all are wanted.
  const DocList* docs = nullptr;
  // True if a list that was asked for before is made whole nevertheless: it will be again.
  bool whole_at_second_use = true;
};

// Fetches the lists of a query in one segment from the cache, or makes them. Whole ones are
// kept there; of what is not kept each is made once. Not thread-safe.
class NodeParts {
 public:
  // All must outlive this.
  NodeParts(const PreparedQuery& query, const Segment& segment, const OutOfTime& out_of_time,
            WantedDocs wanted = {})
      : query_(query), segment_(segment), out_of_time_(out_of_time), wanted_(wanted) {}

  // The documents that match `node`, a kWord or kPhrase of the query that is not inside a
  // kSameSite. Never null. DEADLINE_EXCEEDED when out of time, other errors as Segment.
  absl::StatusOr<std::shared_ptr<const PartList>> Of(const QueryNode& node);

  // The same of each place of `node`, a kPhrase, as a word that may stand anywhere.
  absl::StatusOr<std::vector<std::shared_ptr<const PartList>>> OfPlaces(const QueryNode& node);

 private:
  absl::StatusOr<std::shared_ptr<const PartList>> OfWord(const CacheKey& key, const Place& place,
                                                         Coverage coverage,
                                                         const FieldNormalizer& normalizer);
  absl::StatusOr<std::shared_ptr<const PartList>> OfPhrase(const QueryNode& node,
                                                           const PreparedQuery::Terms& terms);
  // The list of `key` if it is there; null if not.
  std::shared_ptr<const PartList> Find(const CacheKey& key) const;
  // True if the list of `key` is to have the documents that are wanted only.
  bool ForWantedOnly(const CacheKey& key) const;
  // True if it takes less to look at the documents that are wanted than at all that have it.
  absl::StatusOr<bool> HasMany(const Place& place) const;
  std::shared_ptr<const PartList> Hold(const CacheKey& key, PartList list);

  const PreparedQuery& query_;
  const Segment& segment_;
  const OutOfTime& out_of_time_;
  const WantedDocs wanted_;
  // Those that are not whole.
  absl::flat_hash_map<CacheKey, std::shared_ptr<const PartList>> held_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_MATCHING_NODE_PARTS_H_
