#include "libs/log/testing/memory_log_store.h"

#include <utility>

namespace trialdex {
namespace {

class RowsCursor final : public StoreCursor {
 public:
  explicit RowsCursor(std::vector<std::pair<std::string, std::string>> rows)
      : rows_(std::move(rows)) {}
  bool Valid() const override { return next_ < rows_.size(); }
  void Next() override { ++next_; }
  absl::string_view key() const override { return rows_[next_].first; }
  absl::string_view value() const override { return rows_[next_].second; }
  absl::Status status() const override { return absl::OkStatus(); }

 private:
  const std::vector<std::pair<std::string, std::string>> rows_;
  size_t next_ = 0;
};

}  // namespace

absl::StatusOr<std::optional<std::string>> MemoryLogStore::Get(Table table,
                                                               absl::string_view key) const {
  absl::MutexLock lock(&mutex_);
  const Rows& rows = tables_[static_cast<size_t>(table)];
  const auto found = rows.find(std::string(key));
  if (found == rows.end()) return std::optional<std::string>();
  return std::optional<std::string>(found->second);
}

std::unique_ptr<StoreCursor> MemoryLogStore::Seek(Table table, absl::string_view from) const {
  absl::MutexLock lock(&mutex_);
  const Rows& rows = tables_[static_cast<size_t>(table)];
  return std::make_unique<RowsCursor>(std::vector<std::pair<std::string, std::string>>(
      rows.lower_bound(std::string(from)), rows.end()));
}

std::unique_ptr<StoreView> MemoryLogStore::Snapshot() const {
  auto copy = std::make_unique<MemoryLogStore>();
  absl::MutexLock lock(&mutex_);
  absl::MutexLock copy_lock(&copy->mutex_);
  copy->tables_ = tables_;
  return copy;
}

absl::Status MemoryLogStore::Write(const std::vector<StoreChange>& changes, bool /*sync*/) {
  absl::MutexLock lock(&mutex_);
  if (!write_status_.ok()) return write_status_;
  for (const StoreChange& change : changes) {
    Rows& rows = tables_[static_cast<size_t>(change.table)];
    if (change.value.has_value()) {
      rows.insert_or_assign(change.key, *change.value);
    } else {
      rows.erase(change.key);
    }
  }
  return absl::OkStatus();
}

uint64_t MemoryLogStore::DiskBytes() const {
  absl::MutexLock lock(&mutex_);
  uint64_t bytes = 0;
  for (const Rows& rows : tables_) {
    for (const auto& [key, value] : rows) bytes += key.size() + value.size();
  }
  return bytes;
}

void MemoryLogStore::FailWrites(absl::Status status) {
  absl::MutexLock lock(&mutex_);
  write_status_ = std::move(status);
}

}  // namespace trialdex
