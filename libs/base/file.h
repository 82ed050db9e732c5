// Small files that must survive a crash.
#ifndef TRIALDEX_LIBS_BASE_FILE_H_
#define TRIALDEX_LIBS_BASE_FILE_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace trialdex {

// The whole file. NOT_FOUND if it does not exist; otherwise the code that fits errno.
absl::StatusOr<std::string> ReadFile(const std::string& path);

// Replaces `path` by `content` so that a crash at any moment leaves the old or
// the new content, never a mixture: temporary file, fsync, rename, fsync of the
// directory. RESOURCE_EXHAUSTED on a full disk, PERMISSION_DENIED on a
// read-only one.
absl::Status WriteFileDurably(const std::string& path, absl::string_view content);

// Makes renames and new files in `directory` survive a crash.
absl::Status SyncDirectory(const std::string& directory);

// Creates `directory` and its parents so that they survive a crash. OK if it exists.
absl::Status CreateDirectories(const std::string& directory);

// The status that fits an errno: "<doing> <path>: <strerror>".
absl::Status ErrnoToStatus(int error_number, absl::string_view doing, const std::string& path);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_BASE_FILE_H_
