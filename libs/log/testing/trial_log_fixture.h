// The fixture of the log's contract tests: the same log on disk and in memory.
#ifndef TRIALDEX_LIBS_LOG_TESTING_TRIAL_LOG_FIXTURE_H_
#define TRIALDEX_LIBS_LOG_TESTING_TRIAL_LOG_FIXTURE_H_

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "libs/base/compression.h"
#include "libs/log/log_reading.h"
#include "libs/log/log_transaction.h"
#include "libs/log/rocksdb_trial_log.h"
#include "libs/log/testing/memory_trial_log.h"
#include "tests/support/fake_clock.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace trialdex {

inline v1::Trial MakeTrial(const std::string& id, const std::string& title) {
  v1::Trial trial;
  trial.set_id(id);
  trial.mutable_identification()->set_brief_title(title);
  trial.add_provenance()->set_format(v1::SOURCE_FORMAT_CTGOV_V2_JSON);
  return trial;
}

enum class Kind { kMemory, kRocksDb };

class TrialLogTest : public testing::TestWithParam<Kind> {
 protected:
  void SetUp() override { log_ = Open(); }

  std::unique_ptr<TrialLog> Open(const TrialLogOptions& options = {}) {
    if (GetParam() == Kind::kMemory) return NewMemoryTrialLog(clock_, options);
    auto log = OpenRocksDbTrialLog(dir_.path() + "/log", clock_, options);
    EXPECT_OK(log);
    return *std::move(log);
  }

  // Adds one upsert with its state and version; returns its position.
  uint64_t Upsert(LogTransaction& transaction, const std::string& id, const std::string& title) {
    const auto before = *ReadTrialState(transaction, id);
    const uint64_t position =
        transaction.AddUpsert(id, compressor_.Compress(MakeTrial(id, title).SerializeAsString()));
    storage::v1::TrialState after = before.value_or(storage::v1::TrialState());
    after.set_position(position);
    after.set_version_count(after.version_count() + 1);
    if (after.held_size() == 0) after.add_held();
    storage::v1::StoredVersion version;
    version.set_version(after.version_count());
    version.set_position(position);
    transaction.AddVersion(id, version, compressor_.Compress(absl::StrCat("raw ", title)), "");
    transaction.PutTrialState(id, before.value_or(storage::v1::TrialState()), after);
    return position;
  }

  uint64_t CommitUpsert(const std::string& id, const std::string& title) {
    LogTransaction transaction(*log_);
    const uint64_t position = Upsert(transaction, id, title);
    EXPECT_OK(log_->Commit(std::move(transaction)));
    return position;
  }

  FakeClock clock_;
  TempDir dir_;
  Compressor compressor_;
  std::unique_ptr<TrialLog> log_;
};

inline std::string KindName(const testing::TestParamInfo<Kind>& param) {
  return param.param == Kind::kMemory ? "Memory" : "RocksDb";
}

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_LOG_TESTING_TRIAL_LOG_FIXTURE_H_
