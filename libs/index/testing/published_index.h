// An index on disk as the indexer leaves it, for tests.
#ifndef TRIALDEX_LIBS_INDEX_TESTING_PUBLISHED_INDEX_H_
#define TRIALDEX_LIBS_INDEX_TESTING_PUBLISHED_INDEX_H_

#include <cstdint>
#include <memory>
#include <string>

#include "gtest/gtest.h"
#include "libs/index/index_directory.h"
#include "libs/index/index_writer.h"
#include "libs/index/snapshot_source.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace trialdex {

// The first and only index of a temporary folder, of log "log-1". There is none before the
// first Commit. Not thread-safe.
class PublishedIndex {
 public:
  static constexpr char kFingerprint[] = "0123456789abcdef";

  void Put(v1::Trial trial) { EXPECT_OK(writer_->Upsert(std::move(trial))); }
  void Remove(const std::string& id) { EXPECT_OK(writer_->Delete(id)); }
  // What was put and removed can be found from now on, at the next position.
  void Commit() {
    EXPECT_OK(writer_->Commit({"log-1", ++position_}));
    if (position_ > 1) return;
    EXPECT_OK(directory_->SetCurrent(name_));
  }
  // Of the last commit; 0 before the first.
  uint64_t position() const { return position_; }

  // For a source that reads this index.
  SnapshotSourceOptions source_options() const {
    SnapshotSourceOptions options;
    options.index_dir = temp_.path();
    options.fingerprint = kFingerprint;
    return options;
  }

 private:
  const TempDir temp_;
  const IndexName name_{kFingerprint, 1};
  const std::unique_ptr<IndexDirectory> directory_ = IndexDirectory::Open(temp_.path()).value();
  const std::unique_ptr<IndexWriter> writer_ =
      OpenIndexWriter({.directory = directory_->Path(name_), .fingerprint = kFingerprint}).value();
  uint64_t position_ = 0;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_TESTING_PUBLISHED_INDEX_H_
