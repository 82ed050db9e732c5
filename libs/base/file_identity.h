// Tells a file from another one that has taken its name.
#ifndef TRIALDEX_LIBS_BASE_FILE_IDENTITY_H_
#define TRIALDEX_LIBS_BASE_FILE_IDENTITY_H_

#include <cstdint>
#include <string>

namespace trialdex {

// What a file is known by besides its name. Of one that is never changed after it was
// written, as files of an index, two with the same identity have the same content. A value
// type; the default is that of no file.
struct FileIdentity {
  uint64_t device = 0;
  uint64_t inode = 0;
  uint64_t bytes = 0;
  int64_t modified_nanos = 0;

  friend bool operator==(const FileIdentity&, const FileIdentity&) = default;
};

// That of the file at `path` now; of no file if it cannot be looked at.
FileIdentity IdentityOf(const std::string& path);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_BASE_FILE_IDENTITY_H_
