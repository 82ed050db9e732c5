#include "libs/search/warm_start/warm_start.h"

#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "absl/synchronization/notification.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/base/file.h"
#include "libs/search/testing/test_index.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace trialdex {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

v1::SearchTrialsRequest For(const std::string& query) {
  v1::SearchTrialsRequest request;
  request.set_query(query);
  return request;
}

// One process: an index, an engine over it and what is kept of its searches.
class Process {
 public:
  explicit Process(const std::string& directory, absl::Duration write_interval = absl::Hours(1))
      : index_(Options(asked_)) {
    index_.Put(TestTrial(1, "Asthma in children"));
    index_.Put(TestTrial(2, "Stroke and gout"));
    index_.Commit();
    WarmStartEvents events;
    events.warm = [this](size_t searches) {
      warmed_ = searches;
      warm_.Notify();
    };
    events.written = [this](const absl::Status& status) {
      if (written_.HasBeenNotified()) return;
      write_status_ = status;
      written_.Notify();
    };
    warm_start_ = std::make_unique<WarmStart>(
        index_.engine(), asked_, WarmStartOptions{directory, write_interval}, std::move(events));
  }

  SearchEngine& engine() { return index_.engine(); }
  const AskedSearches& asked() const { return asked_; }
  WarmStart& warm_start() { return *warm_start_; }
  // Searches that the current snapshot has been asked.
  size_t searches() { return index_.source().Current().value()->recent_searches().Get().size(); }
  // Waits until searches have been asked again, and says how many.
  size_t WaitForWarmth() {
    warm_.WaitForNotification();
    return warmed_;
  }
  absl::Status WaitForWriting() {
    written_.WaitForNotification();
    return write_status_;
  }

 private:
  static SearchEngineOptions Options(AskedSearches& asked) {
    SearchEngineOptions options;
    options.asked = &asked;
    return options;
  }

  AskedSearches asked_;
  TestIndex index_;
  size_t warmed_ = 0;
  absl::Status write_status_;
  absl::Notification warm_;
  absl::Notification written_;
  std::unique_ptr<WarmStart> warm_start_;
};

// Leaves in `directory` what a process leaves that was asked for `queries`.
void AskAndEnd(const std::string& directory, const std::vector<std::string>& queries) {
  Process process(directory);
  ASSERT_OK(process.warm_start().Read());
  process.warm_start().Start();
  for (const std::string& query : queries) ASSERT_OK(process.engine().Search(For(query)));
  process.warm_start().Stop();
}

TEST(WarmStartTest, AsksAgainWhatTheLastProcessWasAsked) {
  const TempDir temp;
  AskAndEnd(temp.path() + "/state", {"asthma", "stroke"});
  Process process(temp.path() + "/state");
  ASSERT_OK(process.warm_start().Read());
  process.warm_start().Start();
  process.warm_start().Begin();
  EXPECT_EQ(process.WaitForWarmth(), 2U);
  EXPECT_EQ(process.searches(), 2U);
}

TEST(WarmStartTest, AskingAgainLeavesTheOrderAsItWas) {
  const TempDir temp;
  AskAndEnd(temp.path(), {"asthma", "stroke"});
  Process process(temp.path());
  ASSERT_OK(process.warm_start().Read());
  process.warm_start().Start();
  process.warm_start().Begin();
  process.WaitForWarmth();
  ASSERT_THAT(process.asked().Get(), SizeIs(2));
  EXPECT_EQ(process.asked().Get().front().query(), "stroke");
}

TEST(WarmStartTest, KeepsWhatWasReadFromStartToStartWithoutAnIndex) {
  const TempDir temp;
  AskAndEnd(temp.path(), {"asthma"});
  AskAndEnd(temp.path(), {});
  AskAndEnd(temp.path(), {"gout"});
  Process process(temp.path());
  ASSERT_OK(process.warm_start().Read());
  EXPECT_THAT(process.asked().Get(), SizeIs(2));
}

TEST(WarmStartTest, AsksNothingBeforeThereIsAnIndex) {
  const TempDir temp;
  AskAndEnd(temp.path(), {"asthma"});
  Process process(temp.path());
  ASSERT_OK(process.warm_start().Read());
  process.warm_start().Start();
  process.warm_start().Stop();
  EXPECT_EQ(process.searches(), 0U);
}

TEST(WarmStartTest, WritesWhileItRuns) {
  const TempDir temp;
  Process process(temp.path(), absl::Milliseconds(1));
  ASSERT_OK(process.warm_start().Read());
  process.warm_start().Start();
  process.warm_start().Begin();
  ASSERT_OK(process.engine().Search(For("asthma")));
  EXPECT_OK(process.WaitForWriting());
  EXPECT_OK(ReadFile(temp.path() + "/asked_searches"));
}

TEST(WarmStartTest, SearchesThatFailAreNotRemembered) {
  const TempDir temp;
  Process process(temp.path());
  EXPECT_FALSE(process.engine().Search(For("asthma AND")).ok());
  EXPECT_THAT(process.asked().Get(), IsEmpty());
}

TEST(WarmStartTest, ADamagedFileIsAsIfThereWereNone) {
  const TempDir temp;
  for (const std::string& content : {std::string("\x0a\xff\xff"), std::string(2 << 20, '\n')}) {
    std::ofstream(temp.path() + "/asked_searches") << content;
    Process process(temp.path());
    EXPECT_THAT(process.warm_start().Read(), StatusIs(absl::StatusCode::kDataLoss));
    EXPECT_THAT(process.asked().Get(), IsEmpty());
    process.warm_start().Start();
    ASSERT_OK(process.engine().Search(For("asthma")));
    process.warm_start().Stop();
    EXPECT_OK(process.WaitForWriting());
    EXPECT_OK(Process(temp.path()).warm_start().Read());
  }
}

TEST(WarmStartTest, SaysThatItCannotWrite) {
  const TempDir temp;
  std::ofstream(temp.path() + "/file") << "not a folder";
  Process process(temp.path() + "/file");
  process.warm_start().Start();
  ASSERT_OK(process.engine().Search(For("asthma")));
  process.warm_start().Stop();
  EXPECT_FALSE(process.WaitForWriting().ok());
}

TEST(WarmStartTest, WhatIsNoSearchAnyMoreIsPassedOver) {
  const TempDir temp;
  AskAndEnd(temp.path(), {"asthma"});
  const std::string bytes = ReadFile(temp.path() + "/asked_searches").value();
  // Another search behind it, a message of ten bytes: query "gout AND".
  std::ofstream(temp.path() + "/asked_searches") << bytes << "\x0a\x0a\x0a\x08gout AND";
  Process process(temp.path());
  ASSERT_OK(process.warm_start().Read());
  process.warm_start().Start();
  process.warm_start().Begin();
  EXPECT_EQ(process.WaitForWarmth(), 1U);
}

}  // namespace
}  // namespace trialdex
