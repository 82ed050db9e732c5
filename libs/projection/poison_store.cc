#include "libs/projection/poison_store.h"

#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "libs/base/file.h"
#include "libs/base/status_macros.h"
#include "libs/base/timestamp.h"

namespace trialdex {

std::string TrialIdOf(const v1::FeedEntry& entry) {
  switch (entry.event_case()) {
    case v1::FeedEntry::kUpsert:
      return entry.upsert().id();
    case v1::FeedEntry::kPackedUpsert:
      return entry.packed_upsert().id();
    case v1::FeedEntry::kDeletedId:
      return entry.deleted_id();
    case v1::FeedEntry::kRedirect:
      return entry.redirect().from_id();
    case v1::FeedEntry::EVENT_NOT_SET:
      break;
  }
  return "";
}

absl::StatusOr<std::unique_ptr<PoisonStore>> PoisonStore::Open(const std::string& directory) {
  RETURN_IF_ERROR(CreateDirectories(directory));
  std::unique_ptr<PoisonStore> store(new PoisonStore(directory));
  std::error_code error;
  for (std::filesystem::directory_iterator it(directory, error), end; !error && it != end;
       it.increment(error)) {
    const std::string path = it->path().string();
    uint64_t position = 0;
    // Anything else is a temporary file of an interrupted write.
    if (!absl::SimpleAtoi(it->path().filename().string(), &position)) continue;
    ASSIGN_OR_RETURN(const std::string content, ReadFile(path));
    storage::v1::StoredPoison stored;
    if (!stored.ParseFromString(content)) {
      return absl::DataLossError(absl::StrCat(path, " is not a poison entry"));
    }
    absl::MutexLock lock(&store->mutex_);
    store->kept_[position] = std::move(*stored.mutable_info());
  }
  if (error) return ErrnoToStatus(error.value(), "cannot list", directory);
  return store;
}

std::string PoisonStore::PathOf(uint64_t position) const {
  return absl::StrFormat("%s/%020d", directory_, position);
}

absl::Status PoisonStore::Put(const v1::FeedEntry& entry, const absl::Status& reason,
                              absl::Time now) {
  storage::v1::StoredPoison stored;
  *stored.mutable_entry() = entry;
  v1::PoisonEntry& info = *stored.mutable_info();
  info.set_position(entry.position());
  info.set_trial_id(TrialIdOf(entry));
  info.set_reason(std::string(reason.message()));
  *info.mutable_create_time() = ToTimestamp(now);
  absl::MutexLock lock(&mutex_);
  RETURN_IF_ERROR(WriteFileDurably(PathOf(entry.position()), stored.SerializeAsString()));
  kept_[entry.position()] = std::move(info);
  return absl::OkStatus();
}

absl::Status PoisonStore::RemoveTrial(const std::string& trial_id, uint64_t up_to_position) {
  absl::MutexLock lock(&mutex_);
  bool removed = false;
  for (auto it = kept_.begin(); it != kept_.end() && it->first <= up_to_position;) {
    if (it->second.trial_id() != trial_id) {
      ++it;
      continue;
    }
    const std::string path = PathOf(it->first);
    if (::unlink(path.c_str()) != 0 && errno != ENOENT) {
      return ErrnoToStatus(errno, "cannot remove", path);
    }
    it = kept_.erase(it);
    removed = true;
  }
  return removed ? SyncDirectory(directory_) : absl::OkStatus();
}

absl::StatusOr<storage::v1::StoredPoison> PoisonStore::Get(uint64_t position) const {
  absl::MutexLock lock(&mutex_);
  if (!kept_.contains(position)) {
    return absl::NotFoundError(absl::StrCat("no poison entry at position ", position));
  }
  ASSIGN_OR_RETURN(const std::string content, ReadFile(PathOf(position)));
  storage::v1::StoredPoison stored;
  if (!stored.ParseFromString(content)) {
    return absl::DataLossError(absl::StrCat(PathOf(position), " is not a poison entry"));
  }
  return stored;
}

std::vector<v1::PoisonEntry> PoisonStore::List(uint64_t after_position, size_t limit) const {
  absl::MutexLock lock(&mutex_);
  std::vector<v1::PoisonEntry> found;
  for (auto it = kept_.upper_bound(after_position); it != kept_.end() && found.size() < limit;
       ++it) {
    found.push_back(it->second);
  }
  return found;
}

int64_t PoisonStore::size() const {
  absl::MutexLock lock(&mutex_);
  return static_cast<int64_t>(kept_.size());
}

}  // namespace trialdex
