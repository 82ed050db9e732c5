// The log's tables as ordered maps, for tests.
#ifndef TRIALDEX_LIBS_LOG_TESTING_MEMORY_LOG_STORE_H_
#define TRIALDEX_LIBS_LOG_TESTING_MEMORY_LOG_STORE_H_

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "libs/log/log_store.h"

namespace trialdex {

// Keeps the contract of the store on disk, except that a cursor shows what is
// written while it is under way. A snapshot copies the tables. Thread-safe.
class MemoryLogStore final : public LogStore {
 public:
  absl::StatusOr<std::optional<std::string>> Get(Table table, absl::string_view key) const override;
  std::unique_ptr<StoreCursor> Seek(Table table, absl::string_view from) const override;
  std::unique_ptr<StoreView> Snapshot() const override;
  absl::Status Write(const std::vector<StoreChange>& changes, bool sync) override;
  uint64_t DiskBytes() const override;

  // Every later Write answers `status` and changes nothing, until it is OK again.
  void FailWrites(absl::Status status);

 private:
  using Rows = std::map<std::string, std::string, std::less<>>;

  mutable absl::Mutex mutex_;
  std::array<Rows, kTableCount> tables_ ABSL_GUARDED_BY(mutex_);
  absl::Status write_status_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_LOG_TESTING_MEMORY_LOG_STORE_H_
