// The folder of all indexes and the file that names the live one.
//
//     <root>/CURRENT                 "<fingerprint>-<generation>\n"
//     <root>/<fingerprint>-<generation>/  one Lucene++ index
//     <root>/LOCK                    held by the indexer
//
// A new index is built in a directory of its own beside the live one and goes
// live by one atomic rename of CURRENT.
#ifndef TRIALDEX_LIBS_INDEX_INDEX_DIRECTORY_H_
#define TRIALDEX_LIBS_INDEX_INDEX_DIRECTORY_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/base/file_identity.h"
#include "libs/base/file_lock.h"

namespace trialdex {

// Name of one index directory. Fingerprints hold no "-".
struct IndexName {
  std::string fingerprint;
  // Grows with each index that is built in a root; from 1.
  uint64_t generation = 0;

  std::string ToString() const;
  // INVALID_ARGUMENT if `text` is not the name of an index directory.
  static absl::StatusOr<IndexName> Parse(absl::string_view text);

  friend bool operator==(const IndexName& a, const IndexName& b) {
    return a.fingerprint == b.fingerprint && a.generation == b.generation;
  }
};

// The live index of `root`. NOT_FOUND if there is none yet; DATA_LOSS if
// CURRENT holds no name. May be called while an indexer works.
absl::StatusOr<IndexName> ReadCurrentIndex(const std::string& root);

// Path of an index of `root`.
std::string IndexPath(const std::string& root, const IndexName& name);

// The folder as its one owner, the indexer, sees it. Thread-compatible.
class IndexDirectory {
 public:
  // Creates the folder if missing. FAILED_PRECONDITION if another process owns it.
  static absl::StatusOr<std::unique_ptr<IndexDirectory>> Open(const std::string& root);

  const std::string& root() const { return root_; }
  std::string Path(const IndexName& name) const { return IndexPath(root_, name); }

  // The live index. NOT_FOUND if there is none, or if its directory is gone.
  absl::StatusOr<IndexName> Current();

  // A name that no directory has or had. Creates nothing but the folder, if somebody has removed
  // it. FAILED_PRECONDITION if another process owns it since.
  absl::StatusOr<IndexName> NextName(absl::string_view fingerprint);

  // Makes `name` the live index, durably.
  absl::Status SetCurrent(const IndexName& name);

  // Removes an index. Whoever has its files open keeps reading them.
  absl::Status Remove(const IndexName& name);

  // Removes every index but the live one: what interrupted builds left.
  absl::Status RemoveAllButCurrent();

 private:
  explicit IndexDirectory(std::string root) : root_(std::move(root)) {}

  // Owns the folder as it is there now; creates it if missing.
  absl::Status Own();
  absl::StatusOr<std::vector<IndexName>> List() const;

  const std::string root_;
  std::optional<FileLock> lock_;
  // Of the file that is locked. While that is open no other file has its inode.
  FileIdentity locked_;
  // The newest that was given out or seen: whoever reads an index that is gone must not take
  // another one for it.
  uint64_t last_generation_ = 0;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_INDEX_DIRECTORY_H_
