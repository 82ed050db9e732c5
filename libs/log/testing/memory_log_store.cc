#include "libs/log/testing/memory_log_store.h"

#include <utility>

namespace trialdex {
namespace {

class RowsCursor final : public StoreCursor {
 public:
  using Rows = std::map<std::string, std::string, std::less<>>;

  RowsCursor(const Rows& rows, absl::Mutex& mutex, absl::string_view from)
      : rows_(rows), mutex_(mutex) {
    absl::MutexLock lock(&mutex_);
    Take(rows_.lower_bound(std::string(from)));
  }
  bool Valid() const override { return row_.has_value(); }
  void Next() override {
    absl::MutexLock lock(&mutex_);
    Take(rows_.upper_bound(row_->first));
  }
  absl::string_view key() const override { return row_->first; }
  absl::string_view value() const override { return row_->second; }
  absl::Status status() const override { return absl::OkStatus(); }

 private:
  void Take(Rows::const_iterator row) {
    if (row == rows_.end()) {
      row_.reset();
    } else {
      row_.emplace(*row);
    }
  }

  const Rows& rows_;
  absl::Mutex& mutex_;
  std::optional<std::pair<std::string, std::string>> row_;
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
  const Rows* rows = nullptr;
  {
    absl::MutexLock lock(&mutex_);
    rows = &tables_[static_cast<size_t>(table)];
  }
  return std::make_unique<RowsCursor>(*rows, mutex_, from);
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
