// Trials and snapshots of an index of them in a temporary directory, for tests.
#ifndef TRIALDEX_LIBS_SEARCH_TESTING_TEST_SNAPSHOTS_H_
#define TRIALDEX_LIBS_SEARCH_TESTING_TEST_SNAPSHOTS_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/strings/str_format.h"
#include "gtest/gtest.h"
#include "libs/index/index_directory.h"
#include "libs/index/index_writer.h"
#include "libs/index/snapshot_source.h"
#include "tests/support/fake_clock.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace trialdex {

// "NCT10000001" of 1.
inline std::string TestTrialId(int number) { return absl::StrFormat("NCT%08d", 10000000 + number); }

inline v1::Trial TestTrial(int number, const std::string& title) {
  v1::Trial trial;
  trial.set_id(TestTrialId(number));
  trial.mutable_identification()->set_registry(v1::REGISTRY_CLINICALTRIALS_GOV);
  trial.mutable_identification()->set_brief_title(title);
  return trial;
}

// An index that tests write to and read from; empty at first. Not thread-safe.
class TestSnapshots {
 public:
  static constexpr char kFingerprint[] = "0123456789abcdef";

  TestSnapshots() {
    const IndexName name{kFingerprint, 1};
    directory_ = IndexDirectory::Open(temp_.path()).value();
    IndexWriterOptions writer_options;
    writer_options.directory = directory_->Path(name);
    writer_options.fingerprint = kFingerprint;
    writer_ = OpenIndexWriter(writer_options).value();
    EXPECT_OK(writer_->Commit({"log-1", ++position_}));
    EXPECT_OK(directory_->SetCurrent(name));
    SnapshotSourceOptions source_options;
    source_options.index_dir = temp_.path();
    source_options.fingerprint = kFingerprint;
    source_ = std::make_unique<SnapshotSource>(source_options, clock_);
  }

  void Put(const v1::Trial& trial) { EXPECT_OK(writer_->Upsert(v1::Trial(trial))); }
  void Remove(const std::string& id) { EXPECT_OK(writer_->Delete(id)); }
  // What was put and removed becomes the current snapshot of source().
  void Commit() {
    EXPECT_OK(writer_->Commit({"log-1", ++position_}));
    EXPECT_OK(source_->Refresh());
  }

  SnapshotSource& source() { return *source_; }
  FakeClock& clock() { return clock_; }
  // Of the last commit, in log "log-1".
  uint64_t position() const { return position_; }

 private:
  TempDir temp_;
  FakeClock clock_;
  uint64_t position_ = 0;
  std::unique_ptr<IndexDirectory> directory_;
  std::unique_ptr<IndexWriter> writer_;
  std::unique_ptr<SnapshotSource> source_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_TESTING_TEST_SNAPSHOTS_H_
