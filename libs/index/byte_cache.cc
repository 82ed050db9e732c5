#include "libs/index/byte_cache.h"

namespace trialdex {
namespace {

// List node, hash slot and control blocks of one entry, about.
constexpr size_t kEntryOverhead = 160;

}  // namespace

ByteCache::OwnerId ByteCache::NewOwner() {
  absl::MutexLock lock(&mutex_);
  return ++last_owner_;
}

size_t ByteCache::bytes() const {
  absl::MutexLock lock(&mutex_);
  return bytes_;
}

std::string ByteCache::FullKey(OwnerId owner, absl::string_view key) {
  std::string full_key(reinterpret_cast<const char*>(&owner), sizeof(owner));
  full_key.append(key.data(), key.size());
  return full_key;
}

std::shared_ptr<const void> ByteCache::Find(const std::string& key) {
  absl::MutexLock lock(&mutex_);
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return nullptr;
  entries_.splice(entries_.begin(), entries_, found->second);
  return found->second->value;
}

void ByteCache::Insert(const std::string& key, std::shared_ptr<const void> value, size_t bytes) {
  bytes += key.size() + kEntryOverhead;
  if (bytes > max_bytes_) return;
  // Values are released after the lock, so that freeing many bytes stops nobody.
  Entries released;
  absl::MutexLock lock(&mutex_);
  if (by_key_.contains(key)) return;
  entries_.push_front({key, std::move(value), bytes});
  by_key_.emplace(entries_.front().key, entries_.begin());
  bytes_ += bytes;
  while (bytes_ > max_bytes_) {
    const auto oldest = std::prev(entries_.end());
    bytes_ -= oldest->bytes;
    by_key_.erase(oldest->key);
    released.splice(released.begin(), entries_, oldest);
  }
}

}  // namespace trialdex
