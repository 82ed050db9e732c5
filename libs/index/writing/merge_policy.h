// Which segments to merge.
#ifndef TRIALDEX_LIBS_INDEX_WRITING_MERGE_POLICY_H_
#define TRIALDEX_LIBS_INDEX_WRITING_MERGE_POLICY_H_

#include <cstddef>
#include <cstdint>
#include <vector>

namespace trialdex {

struct MergePolicyOptions {
  // So many segments of about the same size become one.
  size_t merge_factor = 10;
  // Segments smaller than this are all of the lowest level: many commits of few
  // documents do not make many levels.
  uint64_t min_bytes = uint64_t{256} << 10;
  // No merge makes more; larger segments are left alone unless half of one is deleted.
  uint64_t max_bytes = uint64_t{1} << 30;
};

// What the policy looks at.
struct MergeCandidate {
  // Bytes of what is not deleted.
  uint64_t live_bytes = 0;
  // Share of the documents that is deleted, 0 to 1.
  double deleted_share = 0;
  // In a merge already.
  bool busy = false;
};

// Indexes of the segments to merge now, ascending; empty if none is due. The cheapest
// merge comes first. Each document is merged about log(documents) times.
std::vector<size_t> PickMerge(const std::vector<MergeCandidate>& segments,
                              const MergePolicyOptions& options);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_WRITING_MERGE_POLICY_H_
