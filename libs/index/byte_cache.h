// Memory for what is costly to decode, bounded in bytes.
#ifndef TRIALDEX_LIBS_INDEX_BYTE_CACHE_H_
#define TRIALDEX_LIBS_INDEX_BYTE_CACHE_H_

#include <cstddef>
#include <cstdint>
#include <list>
#include <memory>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "libs/index/cache_key.h"

namespace trialdex {

// Shared immutable values by key. When their bytes pass the bound, the oldest go, but
// those that have been asked for since they were made, or since they were last spared: about
// the least recently used, without writing to their neighbours for each use. Holders of
// a value keep it alive. Thread-safe.
class ByteCache {
 public:
  // What a value is of, so that keys of different owners never meet.
  using OwnerId = uint64_t;

  explicit ByteCache(size_t max_bytes) : max_bytes_(max_bytes) {}

  // A new owner.
  OwnerId NewOwner();

  // The value of `key`, made by `make` if it is not there. `make` returns a
  // StatusOr<T>, and T has byte_size(); an error is returned and not kept. Two
  // callers at once may both make it. One owner uses a key for one type only.
  template <typename T, typename Make>
  absl::StatusOr<std::shared_ptr<const T>> FindOrMake(OwnerId owner, const CacheKey& key,
                                                      Make&& make) {
    if (auto found = Find<T>(owner, key); found != nullptr) return found;
    auto made = make();
    if (!made.ok()) return std::move(made).status();
    auto value = std::make_shared<const T>(*std::move(made));
    Insert({owner, key}, value, value->byte_size());
    return value;
  }

  // The value of `key`, null if it is not there.
  template <typename T>
  std::shared_ptr<const T> Find(OwnerId owner, const CacheKey& key) {
    return std::static_pointer_cast<const T>(Find({owner, key}));
  }

  // Makes `value` that of `key`, whatever was there: for values that grow with use. What
  // another caller put there meanwhile may be lost.
  template <typename T>
  void Replace(OwnerId owner, const CacheKey& key, std::shared_ptr<const T> value) {
    const size_t bytes = value->byte_size();
    Remove({owner, key});
    Insert({owner, key}, std::move(value), bytes);
  }

  // Bytes held, bookkeeping included.
  size_t bytes() const;

 private:
  using Key = std::pair<OwnerId, CacheKey>;
  struct Entry {
    Key key;
    std::shared_ptr<const void> value;
    size_t bytes;
    // Asked for since it came to the front.
    bool used;
  };
  using Entries = std::list<Entry>;

  std::shared_ptr<const void> Find(const Key& key);
  void Remove(const Key& key);
  void Insert(const Key& key, std::shared_ptr<const void> value, size_t bytes);

  const size_t max_bytes_;
  mutable absl::Mutex mutex_;
  OwnerId last_owner_ ABSL_GUARDED_BY(mutex_) = 0;
  size_t bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  // The newest, and those last spared, first.
  Entries entries_ ABSL_GUARDED_BY(mutex_);
  absl::flat_hash_map<Key, Entries::iterator> by_key_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_BYTE_CACHE_H_
