// A file system that loses power: what was not synced is gone.
#ifndef TRIALDEX_LIBS_LOG_TESTING_UNSYNCED_FILE_SYSTEM_H_
#define TRIALDEX_LIBS_LOG_TESTING_UNSYNCED_FILE_SYSTEM_H_

#include <atomic>
#include <memory>
#include <string>

#include "rocksdb/file_system.h"

namespace trialdex {

// Passes everything on to the system, except that appended bytes reach a file
// only when it is synced or closed. A kill keeps the page cache and hides a
// missing sync; this does not. Thread-safe.
class UnsyncedFileSystem final : public rocksdb::FileSystemWrapper {
 public:
  UnsyncedFileSystem();

  const char* Name() const override { return "UnsyncedFileSystem"; }

  // From now on nothing reaches the disk: syncs and appends fail, and what
  // waits for a sync is lost.
  void CutPower() { powered_ = false; }

  // From now on appends fail for want of space, or succeed again.
  void SetFull(bool full) { full_ = full; }

  // The next sync of a file whose name ends in `suffix` writes only so many of the
  // waiting bytes; then the power is cut.
  void TearNextSync(std::string suffix, size_t bytes);

  // The next sync of a file whose name ends in `suffix` fails for want of space, although
  // everything gets to the disk: so may a quota, or a disk that is larger than it can hold.
  void RefuseNextSync(std::string suffix);

  rocksdb::IOStatus NewWritableFile(const std::string& name, const rocksdb::FileOptions& options,
                                    std::unique_ptr<rocksdb::FSWritableFile>* result,
                                    rocksdb::IODebugContext* context) override;

 private:
  class File;

  std::atomic<bool> powered_{true};
  std::atomic<bool> full_{false};
  std::string torn_suffix_;
  size_t torn_bytes_ = 0;
  std::atomic<bool> tear_{false};
  std::string refused_suffix_;
  std::atomic<bool> refuse_{false};
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_LOG_TESTING_UNSYNCED_FILE_SYSTEM_H_
