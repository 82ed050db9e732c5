// The segments of an index directory and the commits that name them.
#ifndef TRIALDEX_LIBS_INDEX_WRITING_SEGMENT_STORE_H_
#define TRIALDEX_LIBS_INDEX_WRITING_SEGMENT_STORE_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/index/doc_set.h"

namespace trialdex {

// A finished segment on disk.
struct StoredSegment {
  // "_2f": what its files are called.
  std::string name;
  uint32_t doc_count = 0;
  bool compound = false;
  uint64_t bytes = 0;
  // Never changed, only replaced; null if nothing is deleted.
  std::shared_ptr<const DocSet> deleted;

  uint32_t live_count() const { return doc_count - (deleted == nullptr ? 0 : deleted->Count()); }
};

// Key and value of what a commit says of itself.
using CommitData = std::map<std::string, std::string>;

// Reads and makes commits in Lucene's format. A commit names whole segments, the
// deletions of each and its own data, and becomes visible in one step. The caller is the
// only writer of the directory. Not thread-safe, but for NextName.
class SegmentStore {
 public:
  // Reads the newest commit, if there is one, and removes files that no commit names.
  // DATA_LOSS if the commit is damaged; errors of the file system.
  static absl::StatusOr<std::unique_ptr<SegmentStore>> Open(const std::string& directory);

  virtual ~SegmentStore() = default;

  // Of the newest commit; empty if there is none.
  virtual const std::vector<StoredSegment>& segments() const = 0;
  virtual const CommitData& data() const = 0;

  // A name that no segment of this directory has had since it was opened. Thread-safe.
  virtual std::string NextName() = 0;

  // Makes a commit of exactly these segments, whose files are durable, and removes the
  // files that only the commit before named. Segments without a live document are left
  // out and removed. DATA_LOSS if the disk refused to keep it: nothing is known then of
  // what it holds, and the directory must be opened again.
  virtual absl::Status Commit(std::vector<StoredSegment> segments, const CommitData& data) = 0;
};

// Of the newest commit in `directory`. May be called while somebody writes. NOT_FOUND if
// there is no commit; DATA_LOSS if it is damaged.
absl::StatusOr<CommitData> ReadCommitData(const std::string& directory);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_WRITING_SEGMENT_STORE_H_
