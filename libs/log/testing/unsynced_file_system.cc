#include "libs/log/testing/unsynced_file_system.h"

#include <algorithm>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/strings/match.h"
#include "absl/synchronization/mutex.h"

namespace trialdex {

using rocksdb::DataVerificationInfo;
using rocksdb::IODebugContext;
using rocksdb::IOOptions;
using rocksdb::IOStatus;

class UnsyncedFileSystem::File final : public rocksdb::FSWritableFileOwnerWrapper {
 public:
  File(UnsyncedFileSystem& system, std::string name,
       std::unique_ptr<rocksdb::FSWritableFile> target)
      : FSWritableFileOwnerWrapper(std::move(target)), system_(system), name_(std::move(name)) {}

  IOStatus Append(const rocksdb::Slice& data, const IOOptions& /*options*/,
                  IODebugContext* /*context*/) override {
    absl::MutexLock lock(&mutex_);
    if (!system_.powered_) return NoPower();
    if (system_.full_) return IOStatus::NoSpace("no space left on device");
    waiting_.append(data.data(), data.size());
    return IOStatus::OK();
  }
  IOStatus Append(const rocksdb::Slice& data, const IOOptions& options,
                  const DataVerificationInfo& /*verification*/, IODebugContext* context) override {
    return Append(data, options, context);
  }
  IOStatus Flush(const IOOptions& /*options*/, IODebugContext* /*context*/) override {
    return IOStatus::OK();
  }
  IOStatus RangeSync(uint64_t /*offset*/, uint64_t /*bytes*/, const IOOptions& /*options*/,
                     IODebugContext* /*context*/) override {
    return IOStatus::OK();
  }
  IOStatus Sync(const IOOptions& options, IODebugContext* context) override {
    absl::MutexLock lock(&mutex_);
    if (absl::EndsWith(name_, system_.torn_suffix_) && system_.tear_.exchange(false)) {
      waiting_.resize(std::min(waiting_.size(), system_.torn_bytes_));
      WriteWaiting(options, context).PermitUncheckedError();
      system_.CutPower();
    }
    IOStatus written = WriteWaiting(options, context);
    if (absl::EndsWith(name_, system_.refused_suffix_) && system_.refuse_.exchange(false)) {
      written = IOStatus::NoSpace("no space left on device");
    }
    return written;
  }
  IOStatus Fsync(const IOOptions& options, IODebugContext* context) override {
    return Sync(options, context);
  }
  IOStatus Truncate(uint64_t size, const IOOptions& options, IODebugContext* context) override {
    absl::MutexLock lock(&mutex_);
    const IOStatus written = WriteWaiting(options, context);
    return written.ok() ? FSWritableFileOwnerWrapper::Truncate(size, options, context) : written;
  }
  IOStatus Close(const IOOptions& options, IODebugContext* context) override {
    absl::MutexLock lock(&mutex_);
    if (system_.powered_) WriteWaiting(options, context).PermitUncheckedError();
    return FSWritableFileOwnerWrapper::Close(options, context);
  }
  uint64_t GetFileSize(const IOOptions& options, IODebugContext* context) override {
    absl::MutexLock lock(&mutex_);
    return FSWritableFileOwnerWrapper::GetFileSize(options, context) + waiting_.size();
  }

 private:
  static IOStatus NoPower() { return IOStatus::IOError("the power is cut"); }

  IOStatus WriteWaiting(const IOOptions& options, IODebugContext* context)
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    if (!system_.powered_) return NoPower();
    const IOStatus written = FSWritableFileOwnerWrapper::Append(waiting_, options, context);
    waiting_.clear();
    return written.ok() ? FSWritableFileOwnerWrapper::Flush(options, context) : written;
  }

  UnsyncedFileSystem& system_;
  const std::string name_;
  absl::Mutex mutex_;
  std::string waiting_ ABSL_GUARDED_BY(mutex_);
};

UnsyncedFileSystem::UnsyncedFileSystem() : FileSystemWrapper(rocksdb::FileSystem::Default()) {}

void UnsyncedFileSystem::TearNextSync(std::string suffix, size_t bytes) {
  torn_suffix_ = std::move(suffix);
  torn_bytes_ = bytes;
  tear_ = true;
}

void UnsyncedFileSystem::RefuseNextSync(std::string suffix) {
  refused_suffix_ = std::move(suffix);
  refuse_ = true;
}

IOStatus UnsyncedFileSystem::NewWritableFile(const std::string& name,
                                             const rocksdb::FileOptions& options,
                                             std::unique_ptr<rocksdb::FSWritableFile>* result,
                                             IODebugContext* context) {
  if (!powered_) return IOStatus::IOError("the power is cut");
  std::unique_ptr<rocksdb::FSWritableFile> file;
  const IOStatus made = FileSystemWrapper::NewWritableFile(name, options, &file, context);
  if (made.ok()) *result = std::make_unique<File>(*this, name, std::move(file));
  return made;
}

}  // namespace trialdex
