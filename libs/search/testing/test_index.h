// An index of trials in a temporary directory and an engine over it, for tests.
#ifndef TRIALDEX_LIBS_SEARCH_TESTING_TEST_INDEX_H_
#define TRIALDEX_LIBS_SEARCH_TESTING_TEST_INDEX_H_

#include <memory>

#include "libs/search/search_engine.h"
#include "libs/search/testing/test_snapshots.h"

namespace trialdex {

// Not thread-safe.
class TestIndex : public TestSnapshots {
 public:
  explicit TestIndex(const SearchEngineOptions& options = {}) : options_(options) {
    RestartEngine();
  }

  SearchEngine& engine() { return *engine_; }
  // A new engine over the same source, which knows nothing of what the old one was asked.
  void RestartEngine() {
    engine_.reset();
    engine_ = std::make_unique<SearchEngine>(source(), options_, clock());
  }

 private:
  const SearchEngineOptions options_;
  std::unique_ptr<SearchEngine> engine_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_TESTING_TEST_INDEX_H_
