// What has been searched for of late.
#ifndef TRIALDEX_LIBS_INDEX_MATCHING_RECENT_SEARCHES_H_
#define TRIALDEX_LIBS_INDEX_MATCHING_RECENT_SEARCHES_H_

#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "libs/query/filter_node.h"
#include "libs/query/query_node.h"

namespace trialdex {

// Remembers the last searches, so that new segments can be made ready for their like.
// Thread-safe.
class RecentSearches {
 public:
  struct Search {
    // Never null.
    std::shared_ptr<const QueryNode> query;
    FilterNode filter;
  };

  void Add(Search search) {
    absl::MutexLock lock(&mutex_);
    if (searches_.size() < kSearches) {
      searches_.push_back(std::move(search));
    } else {
      std::swap(searches_[next_], search);
    }
    next_ = (next_ + 1) % kSearches;
  }

  // The last one first.
  std::vector<Search> Get() const {
    absl::MutexLock lock(&mutex_);
    std::vector<Search> searches;
    for (size_t i = 0; i < searches_.size(); ++i) {
      searches.push_back(searches_[(next_ + kSearches - 1 - i) % kSearches]);
    }
    return searches;
  }

 private:
  // What people ask for repeats itself within far fewer.
  static constexpr size_t kSearches = 128;

  mutable absl::Mutex mutex_;
  // A ring: the oldest is at `next_` once it is full.
  std::vector<Search> searches_ ABSL_GUARDED_BY(mutex_);
  size_t next_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_MATCHING_RECENT_SEARCHES_H_
