// Which searches have been asked last.
#ifndef TRIALDEX_LIBS_SEARCH_WARM_START_ASKED_SEARCHES_H_
#define TRIALDEX_LIBS_SEARCH_WARM_START_ASKED_SEARCHES_H_

#include <cstddef>
#include <cstdint>
#include <list>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "trialdex/v1/search.pb.h"

namespace trialdex {

// Remembers the last searches that differ, each once, so that the next start of the service can
// read what they look for before they are asked again. Thread-safe.
class AskedSearches {
 public:
  // About as many as the cache of the index has room for with the settings it comes with.
  static constexpr size_t kMost = 256;

  // Remembers what of `request` decides which parts of the index it reads. Not remembered are
  // searches by free text, which may be a note about a patient; later pages; and those of
  // more than 2 kB.
  void Add(const v1::SearchTrialsRequest& request);

  // The last one first.
  std::vector<v1::SearchTrialsRequest> Get() const;

  // Grows with each search that was not the last one already.
  uint64_t changes() const;

 private:
  struct Search {
    // `request` as bytes.
    std::string key;
    v1::SearchTrialsRequest request;
  };
  using Searches = std::list<Search>;

  mutable absl::Mutex mutex_;
  // The last one first.
  Searches searches_ ABSL_GUARDED_BY(mutex_);
  // Keys view the searches' own.
  absl::flat_hash_map<absl::string_view, Searches::iterator> by_key_ ABSL_GUARDED_BY(mutex_);
  uint64_t changes_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_WARM_START_ASKED_SEARCHES_H_
