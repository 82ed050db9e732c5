// Finds the sites of a trial that a clause fits.
#ifndef TRIALDEX_LIBS_INDEX_SAME_SITE_READER_H_
#define TRIALDEX_LIBS_INDEX_SAME_SITE_READER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/index/doc_set.h"
#include "libs/index/out_of_time.h"
#include "libs/index/phrase_reader.h"
#include "libs/index/snapshot.h"
#include "libs/query/query_node.h"

namespace trialdex {

// A site that fits, and what the clause scores there.
struct SiteScore {
  // Index into `contacts_locations.locations`.
  uint32_t site = 0;
  double score = 0;
};

// Runs the clause of a kSameSite on one site after the other: each is matched and
// scored as if its fields were all of the trial's text. A site's values are short, so
// their length does not matter: a word counts the weight of its field. Not thread-safe.
class SameSiteReader {
 public:
  // `snapshot` must outlive the reader. INVALID_ARGUMENT as MakeSiteClause;
  // DEADLINE_EXCEEDED when out of time; other errors as Segment.
  static absl::StatusOr<SameSiteReader> Open(const QueryNode& clause, const IndexSnapshot& snapshot,
                                             size_t segment, const OutOfTime& out_of_time);

  // Documents in which alone there can be such a site.
  DocSet Candidates() const { return Candidates(*clause_); }

  // The sites of `doc` that fit, in order. Documents must come in ascending order.
  std::vector<SiteScore> Read(uint32_t doc) { return Read(*clause_, doc); }

  // DATA_LOSS once something could not be read.
  absl::Status status() const;

 private:
  // A word or phrase of the clause.
  struct Leaf {
    PhraseReader reader;
    double rarity;
    // Documents in which alone it can stand.
    DocSet candidates;
  };

  explicit SameSiteReader(const SegmentView& view) : view_(view) {}

  absl::Status OpenLeaves(const QueryNode& node, const IndexSnapshot& snapshot);
  DocSet Candidates(const QueryNode& node) const;
  std::vector<SiteScore> Read(const QueryNode& node, uint32_t doc);
  std::vector<SiteScore> ReadUnboosted(const QueryNode& node, uint32_t doc);
  std::vector<SiteScore> ReadLeaf(const QueryNode& node, uint32_t doc);
  std::vector<SiteScore> ReadAnd(const QueryNode& node, uint32_t doc);
  std::vector<SiteScore> ReadOr(const QueryNode& node, uint32_t doc);
  std::vector<SiteScore> ReadAll(uint32_t doc) const;
  // `filter` is a kDistance.
  std::vector<SiteScore> ReadNear(const FilterNode& filter, uint32_t doc) const;

  const SegmentView& view_;
  std::unique_ptr<const QueryNode> clause_;
  absl::flat_hash_map<const QueryNode*, Leaf> leaves_;
  std::vector<Occurrence> occurrences_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_SAME_SITE_READER_H_
