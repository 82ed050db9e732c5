// Notices that somebody else has touched the files of an index.
#ifndef TRIALDEX_LIBS_INDEX_WRITING_FILE_WATCH_H_
#define TRIALDEX_LIBS_INDEX_WRITING_FILE_WATCH_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "libs/base/file_identity.h"
#include "libs/index/writing/segment_store.h"

namespace trialdex {

// The files of a finished segment never change: one that does, or is cut or gone, is damaged.
// Of bits that flip on the disk it sees nothing. Not thread-safe.
class FileWatch {
 public:
  explicit FileWatch(std::string directory) : directory_(std::move(directory)) {}

  // DATA_LOSS if a file of `segments` is not what it was when it was first looked at. Others
  // are forgotten. A look at each file: microseconds.
  absl::Status Check(const std::vector<StoredSegment>& segments);

 private:
  const std::string directory_;
  // By name.
  absl::flat_hash_map<std::string, FileIdentity> files_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_WRITING_FILE_WATCH_H_
