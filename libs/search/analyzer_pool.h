// Analyzers for many threads.
#ifndef TRIALDEX_LIBS_SEARCH_ANALYZER_POOL_H_
#define TRIALDEX_LIBS_SEARCH_ANALYZER_POOL_H_

#include <memory>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "libs/text/analyzer.h"

namespace trialdex {

// Lends analyzers, which are costly to make and for one thread at a time. Makes
// as many as are in use at once. Thread-safe.
class AnalyzerPool {
 public:
  // An analyzer, until destroyed. The pool must outlive it.
  class Lease {
   public:
    explicit Lease(AnalyzerPool& pool) : pool_(pool), analyzer_(pool.Take()) {}
    ~Lease() { pool_.Return(std::move(analyzer_)); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;

    Analyzer& operator*() const { return *analyzer_; }

   private:
    AnalyzerPool& pool_;
    std::unique_ptr<Analyzer> analyzer_;
  };

 private:
  std::unique_ptr<Analyzer> Take() {
    absl::MutexLock lock(&mutex_);
    if (idle_.empty()) return std::make_unique<Analyzer>();
    std::unique_ptr<Analyzer> analyzer = std::move(idle_.back());
    idle_.pop_back();
    return analyzer;
  }
  void Return(std::unique_ptr<Analyzer> analyzer) {
    absl::MutexLock lock(&mutex_);
    idle_.push_back(std::move(analyzer));
  }

  absl::Mutex mutex_;
  std::vector<std::unique_ptr<Analyzer>> idle_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_ANALYZER_POOL_H_
