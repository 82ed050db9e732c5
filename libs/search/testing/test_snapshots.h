// Trials and snapshots of an index of them in a temporary directory, for tests.
#ifndef TRIALDEX_LIBS_SEARCH_TESTING_TEST_SNAPSHOTS_H_
#define TRIALDEX_LIBS_SEARCH_TESTING_TEST_SNAPSHOTS_H_

#include <cstdint>
#include <string>

#include "absl/strings/str_format.h"
#include "gtest/gtest.h"
#include "libs/index/snapshot_source.h"
#include "libs/index/testing/published_index.h"
#include "tests/support/fake_clock.h"
#include "tests/support/status_matchers.h"

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
  TestSnapshots() { Commit(); }

  void Put(const v1::Trial& trial) { index_.Put(trial); }
  void Remove(const std::string& id) { index_.Remove(id); }
  // What was put and removed becomes the current snapshot of source().
  void Commit() {
    index_.Commit();
    EXPECT_OK(source_.Refresh());
  }

  SnapshotSource& source() { return source_; }
  FakeClock& clock() { return clock_; }
  // Of the last commit, in log "log-1".
  uint64_t position() const { return index_.position(); }

 private:
  FakeClock clock_;
  PublishedIndex index_;
  SnapshotSource source_{index_.source_options(), clock_};
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_TESTING_TEST_SNAPSHOTS_H_
