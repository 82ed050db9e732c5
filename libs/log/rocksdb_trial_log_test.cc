// What only the log on disk can do: survive, and refuse.
#include "libs/log/rocksdb_trial_log.h"

#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/base/compression.h"
#include "libs/base/errors.h"
#include "libs/log/keys.h"
#include "libs/log/log_transaction.h"
#include "libs/log/rocksdb_log_store.h"
#include "libs/log/testing/unsynced_file_system.h"
#include "rocksdb/env.h"
#include "tests/support/fake_clock.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace trialdex {
namespace {

using ::testing::HasSubstr;

class RocksDbTrialLogTest : public testing::Test {
 protected:
  absl::StatusOr<std::unique_ptr<TrialLog>> Open() {
    return OpenRocksDbTrialLog(directory_, clock_);
  }

  // A log whose disk forgets what was not synced.
  std::unique_ptr<TrialLog> OpenUnsynced() {
    disk_ = std::make_shared<UnsyncedFileSystem>();
    env_ = rocksdb::NewCompositeEnv(disk_);
    auto store = OpenRocksDbLogStore(directory_, env_.get());
    EXPECT_OK(store);
    return *TrialLog::Open(*std::move(store), clock_);
  }

  // Adds one entry of about `bytes` incompressible bytes.
  absl::Status Add(TrialLog& log, size_t bytes = 100) {
    return AddTrial(log, absl::StrCat("NCT", 10000000 + log.last_position()), bytes);
  }
  absl::Status AddTrial(TrialLog& log, const std::string& id, size_t bytes = 100) {
    LogTransaction transaction(log);
    v1::Trial trial;
    trial.set_id(id);
    std::string& text = *trial.mutable_description()->mutable_brief_summary();
    for (uint64_t state = 1; text.size() < bytes; state = state * 6364136223846793005ULL + 1) {
      absl::StrAppend(&text, absl::Hex(state));
    }
    storage::v1::TrialState after;
    after.add_held();
    after.set_position(transaction.AddUpsert(id, compressor_.Compress(trial.SerializeAsString())));
    transaction.PutTrialState(id, {}, after);
    return log.Commit(std::move(transaction));
  }

  // Everything that was acknowledged is there, and nothing besides the one
  // commit that may have been under way.
  void ExpectHolds(uint64_t acknowledged, uint64_t at_most) {
    auto log = Open();
    ASSERT_OK(log);
    const uint64_t last = (*log)->last_position();
    EXPECT_GE(last, acknowledged);
    EXPECT_LE(last, at_most);
    const auto entries = *(*log)->ReadEntries(0, size_t{1} << 30);
    ASSERT_EQ(entries.size(), last);
    for (size_t i = 0; i < entries.size(); ++i) EXPECT_EQ(entries[i].position(), i + 1);
    EXPECT_EQ((*log)->counters().trial_count(), static_cast<int64_t>(last));
    EXPECT_OK(Add(**log));
    EXPECT_EQ((*log)->last_position(), last + 1);
  }

  FakeClock clock_;
  TempDir temp_;
  const std::string directory_ = temp_.path() + "/log";
  Compressor compressor_;
  std::shared_ptr<UnsyncedFileSystem> disk_;
  std::unique_ptr<rocksdb::Env> env_;
};

TEST_F(RocksDbTrialLogTest, KeepsItsIdentityAndItsEntriesOverRestarts) {
  std::string id;
  {
    auto log = *Open();
    id = log->log_id();
    ASSERT_OK(Add(*log));
  }
  auto log = *Open();
  EXPECT_EQ(log->log_id(), id);
  EXPECT_EQ(log->last_position(), 1u);
}

TEST_F(RocksDbTrialLogTest, PublishedPositionsSurviveRestarts) {
  {
    auto log = *Open();
    ASSERT_OK(Add(*log));
    const auto ticket = *log->consumers().Connect("indexer");
    ASSERT_OK(log->consumers().Publish(ticket, 1, 1));
  }
  auto log = *Open();
  bool published = false;
  log->consumers().WhenPublished("indexer", 1, [&] { published = true; });
  EXPECT_TRUE(published);
}

TEST_F(RocksDbTrialLogTest, RefusesASecondOpener) {
  auto log = *Open();
  const absl::Status second = Open().status();
  EXPECT_THAT(second, StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("open")));
  EXPECT_EQ(ErrorReason(second), "LOG_IN_USE");
}

TEST_F(RocksDbTrialLogTest, RefusesADirectoryThatHoldsSomethingElse) {
  std::filesystem::create_directories(directory_);
  std::ofstream(directory_ + "/notes.txt") << "mine";
  EXPECT_THAT(Open(), StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("notes.txt")));
}

TEST_F(RocksDbTrialLogTest, RefusesAnotherVersionAndNamesBoth) {
  {
    auto store = *OpenRocksDbLogStore(directory_);
    storage::v1::LogFormat format;
    format.set_format_version(7);
    ASSERT_OK(
        store->Write({{Table::kMeta, std::string(kFormatKey), format.SerializeAsString()}}, true));
  }
  const absl::Status status = Open().status();
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("version 7")));
  EXPECT_EQ(ErrorReason(status), "LOG_VERSION");
}

TEST_F(RocksDbTrialLogTest, RefusesAPathThatIsNoDirectory) {
  std::ofstream(temp_.path() + "/file") << "x";
  EXPECT_FALSE(OpenRocksDbTrialLog(temp_.path() + "/file", clock_).ok());
  EXPECT_FALSE(OpenRocksDbTrialLog(temp_.path() + "/file/log", clock_).ok());
}

TEST_F(RocksDbTrialLogTest, APowerCutLosesNothingThatWasAcknowledged) {
  {
    auto log = OpenUnsynced();
    for (int i = 0; i < 5; ++i) ASSERT_OK(Add(*log, 50'000));
    disk_->CutPower();
    EXPECT_THAT(Add(*log), StatusIs(absl::StatusCode::kDataLoss));
    EXPECT_EQ(log->last_position(), 5u);
  }
  ExpectHolds(5, 5);
}

TEST_F(RocksDbTrialLogTest, WhatWasNotSyncedIsLostInAPowerCut) {
  {
    auto log = OpenUnsynced();
    ASSERT_OK(Add(*log));
    const auto ticket = *log->consumers().Connect("indexer");
    ASSERT_OK(log->consumers().Publish(ticket, 1, 1));
    disk_->CutPower();
  }
  EXPECT_EQ((*Open())->consumers().List(1).size(), 0u);
}

TEST_F(RocksDbTrialLogTest, TheQuotaCountsWhatIsInNoTableYet) {
  TrialLogOptions options;
  options.disk_quota_bytes = 1 << 20;
  auto store = OpenRocksDbLogStore(directory_, rocksdb::Env::Default());
  ASSERT_OK(store);
  auto log = TrialLog::Open(*std::move(store), clock_, options);
  ASSERT_OK(log);
  absl::Status added;
  while (added.ok() && (*log)->last_position() < 100) added = Add(**log, 50'000);
  EXPECT_EQ(ErrorReason(added), "DISK_QUOTA");
  EXPECT_LT((*log)->last_position(), 42u);  // 2 MB.
}

TEST_F(RocksDbTrialLogTest, AFullDiskRefusesWritesUntilThereIsRoomAgain) {
  {
    auto log = OpenUnsynced();
    ASSERT_OK(Add(*log));
    disk_->SetFull(true);
    for (int i = 0; i < 2; ++i) {
      const absl::Status full = Add(*log);
      EXPECT_THAT(full, StatusIs(absl::StatusCode::kResourceExhausted));
      EXPECT_EQ(ErrorReason(full), "DISK_FULL");
    }
    EXPECT_EQ(log->last_position(), 1u);
    EXPECT_OK(log->ReadEntry(1));
    disk_->SetFull(false);
    ASSERT_OK(Add(*log));
    EXPECT_EQ(log->last_position(), 2u);
    disk_->CutPower();
  }
  ExpectHolds(2, 2);
}

TEST_F(RocksDbTrialLogTest, AWriteThatFindsNoRoomLeavesNoTraceWheneverItComes) {
  for (const bool after_start : {false, true}) {
    for (const bool when_synced : {false, true}) {
      SCOPED_TRACE(absl::StrCat(after_start, when_synced));
      uint64_t before = 0;
      {
        auto log = OpenUnsynced();
        if (!after_start) {
          ASSERT_OK(Add(*log));
        }
        before = log->last_position();
        if (when_synced) {
          disk_->RefuseNextSync(".log");
        } else {
          disk_->SetFull(true);
        }
        EXPECT_THAT(AddTrial(*log, "NCT20000001"), StatusIs(absl::StatusCode::kResourceExhausted));
        EXPECT_EQ(log->last_position(), before);
        disk_->SetFull(false);
        ASSERT_OK(Add(*log));
        EXPECT_EQ(log->last_position(), before + 1);
      }
      ExpectHolds(before + 1, before + 1);
      EXPECT_FALSE((*(*Open())->GetTrialState("NCT20000001")).has_value());
    }
  }
}

TEST_F(RocksDbTrialLogTest, AWriteTornAnywhereLeavesAllOfACommitOrNone) {
  uint64_t acknowledged = 0;
  for (const size_t bytes : {0, 1, 7, 100, 1'000, 20'000, 39'000, 60'000}) {
    SCOPED_TRACE(bytes);
    {
      auto log = OpenUnsynced();
      acknowledged = log->last_position();
      ASSERT_OK(Add(*log));
      ++acknowledged;
      disk_->TearNextSync(".log", bytes);
      EXPECT_THAT(Add(*log, 40'000), StatusIs(absl::StatusCode::kDataLoss));
      EXPECT_EQ(log->last_position(), acknowledged);
      EXPECT_THAT(Add(*log), StatusIs(absl::StatusCode::kDataLoss));
    }
    ExpectHolds(acknowledged, acknowledged + 1);
  }
}

}  // namespace
}  // namespace trialdex
