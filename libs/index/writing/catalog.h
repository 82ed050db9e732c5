// What a writer knows of its segments between two commits.
#ifndef TRIALDEX_LIBS_INDEX_WRITING_CATALOG_H_
#define TRIALDEX_LIBS_INDEX_WRITING_CATALOG_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "libs/index/writing/keyed_segment.h"
#include "libs/index/writing/merge_policy.h"
#include "libs/index/writing/merge_worker.h"

namespace trialdex {

// Segments by key, with their deletions. Sets of deletions that somebody else may be
// reading are replaced, not changed. Not thread-safe.
class Catalog {
 public:
  // Adds a segment behind the others.
  void Add(NewSegment segment);

  // Marks documents as deleted; of segments that are gone, nothing.
  void Delete(const std::vector<DocLocation>& locations);

  // The next merge by `options`, whose inputs are then busy; nothing if none is due.
  std::vector<NewSegment> TakeMerge(const MergePolicyOptions& options);
  // Makes the inputs of a merge that has failed free again.
  void ReturnMerge() { busy_.clear(); }

  // Where documents went that a merge moved.
  class Moves {
   public:
    // The new location of a document; false if it has not moved.
    bool Apply(DocLocation& location) const;

   private:
    friend class Catalog;
    SegmentKey merged_ = 0;
    absl::flat_hash_map<SegmentKey, const DocMap*> maps_;
  };
  // Puts the result of `merge`, under `key`, in the place of its inputs; what was deleted
  // meanwhile is deleted in it. `merge` must outlive the answer.
  Moves Replace(const FinishedMerge& merge, SegmentKey key);

  // Forgets segments without a live document.
  void DropEmpty();

  std::vector<StoredSegment> stored() const;
  const std::vector<NewSegment>& segments() const { return segments_; }

 private:
  std::vector<NewSegment>::iterator Find(SegmentKey key);

  // In order of addition; keys ascend.
  std::vector<NewSegment> segments_;
  absl::flat_hash_set<SegmentKey> busy_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_WRITING_CATALOG_H_
