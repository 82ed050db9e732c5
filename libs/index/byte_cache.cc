#include "libs/index/byte_cache.h"

#include <iterator>

namespace trialdex {
namespace {

// List node, hash slot and control blocks of one entry, about.
constexpr size_t kEntryOverhead = 168;

}  // namespace

ByteCache::OwnerId ByteCache::NewOwner() {
  absl::MutexLock lock(&mutex_);
  return ++last_owner_;
}

size_t ByteCache::bytes() const {
  absl::MutexLock lock(&mutex_);
  return bytes_;
}

std::shared_ptr<const void> ByteCache::Find(const Key& key) {
  absl::MutexLock lock(&mutex_);
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return nullptr;
  found->second->used = true;
  return found->second->value;
}

void ByteCache::Remove(const Key& key) {
  Entries released;
  absl::MutexLock lock(&mutex_);
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return;
  const auto entry = found->second;
  by_key_.erase(found);
  bytes_ -= entry->bytes;
  released.splice(released.begin(), entries_, entry);
}

void ByteCache::Insert(const Key& key, std::shared_ptr<const void> value, size_t bytes) {
  bytes += kEntryOverhead;
  if (bytes > max_bytes_) return;
  // Values are released after the lock, so that freeing many bytes stops
  // nobody.
  Entries released;
  absl::MutexLock lock(&mutex_);
  if (by_key_.contains(key)) return;
  while (bytes_ + bytes > max_bytes_) {
    const auto oldest = std::prev(entries_.end());
    if (oldest->used) {
      oldest->used = false;
      entries_.splice(entries_.begin(), entries_, oldest);
      continue;
    }
    bytes_ -= oldest->bytes;
    by_key_.erase(oldest->key);
    released.splice(released.begin(), entries_, oldest);
  }
  entries_.push_front({key, std::move(value), bytes, false});
  by_key_.emplace(key, entries_.begin());
  bytes_ += bytes;
}

}  // namespace trialdex
