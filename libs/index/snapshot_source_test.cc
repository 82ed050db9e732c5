#include "libs/index/snapshot_source.h"

#include <atomic>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "libs/base/errors.h"
#include "libs/index/index_search.h"
#include "libs/index/index_writer.h"
#include "tests/support/fake_clock.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace trialdex {
namespace {

using ::testing::HasSubstr;

constexpr char kFingerprint[] = "0123456789abcdef";

v1::Trial MakeTrial(int number, const std::string& title) {
  v1::Trial trial;
  trial.set_id(absl::StrCat("NCT", 10000000 + number));
  trial.mutable_identification()->set_registry(v1::REGISTRY_CLINICALTRIALS_GOV);
  trial.mutable_identification()->set_brief_title(title);
  return trial;
}

class SnapshotSourceTest : public testing::Test {
 protected:
  // Makes `name` the live index, with a writer.
  void OpenIndex(const std::string& fingerprint, uint64_t generation) {
    directory_ = IndexDirectory::Open(temp_.path()).value();
    name_ = IndexName{fingerprint, generation};
    IndexWriterOptions options;
    options.directory = directory_->Path(name_);
    options.fingerprint = fingerprint;
    writer_ = OpenIndexWriter(options).value();
  }

  void Commit(uint64_t position) {
    ASSERT_OK(writer_->Commit({"log-1", position}));
    ASSERT_OK(directory_->SetCurrent(name_));
  }

  SnapshotSourceOptions Options() {
    SnapshotSourceOptions options;
    options.index_dir = temp_.path();
    options.fingerprint = kFingerprint;
    options.poll_interval = absl::Milliseconds(1);
    return options;
  }

  TempDir temp_;
  FakeClock clock_;
  std::unique_ptr<IndexDirectory> directory_;
  IndexName name_;
  std::unique_ptr<IndexWriter> writer_;
};

// Mapped files that have been deleted.
int DeletedMappings(const std::string& directory) {
  std::ifstream maps("/proc/self/maps");
  int count = 0;
  for (std::string line; std::getline(maps, line);) {
    if (line.find(directory) != std::string::npos && line.find("(deleted)") != std::string::npos) {
      ++count;
    }
  }
  return count;
}

TEST_F(SnapshotSourceTest, WithoutAnIndexThereIsNothingToSearch) {
  SnapshotSource source(Options(), clock_);
  EXPECT_THAT(source.Current(), StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_EQ(ErrorReason(source.Current().status()), "NO_INDEX");
}

TEST_F(SnapshotSourceTest, PicksUpAnIndexThatAppears) {
  SnapshotSource source(Options(), clock_);
  OpenIndex(kFingerprint, 1);
  ASSERT_OK(writer_->Upsert(MakeTrial(1, "one")));
  Commit(7);
  ASSERT_OK(source.Refresh());
  const auto snapshot = source.Current();
  ASSERT_OK(snapshot);
  EXPECT_EQ((*snapshot)->position(), 7u);
  EXPECT_EQ((*snapshot)->log_id(), "log-1");
  EXPECT_EQ((*snapshot)->trial_count(), 1);
}

TEST_F(SnapshotSourceTest, AnIndexThatIsBuiltAgainUnderItsOldNameIsReadAnew) {
  OpenIndex(kFingerprint, 1);
  for (int i = 1; i <= 3; ++i) ASSERT_OK(writer_->Upsert(MakeTrial(i, "old")));
  Commit(3);
  SnapshotSource source(Options(), clock_);
  const auto before = source.Current().value();
  writer_.reset();
  std::filesystem::remove_all(directory_->root());
  // Nothing to read is no reason to forget what is open.
  EXPECT_THAT(source.Refresh(), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_EQ(source.Current().value(), before);
  directory_.reset();
  OpenIndex(kFingerprint, 1);
  ASSERT_OK(writer_->Upsert(MakeTrial(4, "new")));
  Commit(4);
  ASSERT_OK(source.Refresh());
  EXPECT_EQ(source.Current().value()->position(), 4u);
  EXPECT_EQ(source.Current().value()->trial_count(), 1);
  EXPECT_EQ(before->trial_count(), 3);
}

TEST_F(SnapshotSourceTest, RefusesAnUnknownFingerprint) {
  OpenIndex("fedcba9876543210", 1);
  Commit(1);
  SnapshotSource source(Options(), clock_);
  EXPECT_THAT(source.Current(),
              StatusIs(absl::StatusCode::kUnavailable, HasSubstr("fedcba9876543210")));
}

TEST_F(SnapshotSourceTest, ASnapshotNeverChangesAndTheNextOneKnowsMore) {
  OpenIndex(kFingerprint, 1);
  ASSERT_OK(writer_->Upsert(MakeTrial(1, "one")));
  ASSERT_OK(writer_->Upsert(MakeTrial(2, "two")));
  Commit(2);
  SnapshotSource source(Options(), clock_);
  const auto before = source.Current().value();
  ASSERT_OK(writer_->Upsert(MakeTrial(1, "uno")));
  ASSERT_OK(writer_->Delete("NCT10000002"));
  ASSERT_OK(writer_->Upsert(MakeTrial(3, "three")));
  Commit(5);
  ASSERT_OK(source.Refresh());
  const auto after = source.Current().value();

  EXPECT_EQ(before->trial_count(), 2);
  EXPECT_EQ(before->ReadTrial(*before->Find("NCT10000001"))->identification().brief_title(), "one");
  EXPECT_OK(before->Find("NCT10000002"));
  EXPECT_EQ(after->trial_count(), 2);
  EXPECT_EQ(after->ReadSummary(*after->Find("NCT10000001"))->brief_title(), "uno");
  EXPECT_THAT(after->Find("NCT10000002"), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_OK(after->Find("NCT10000003"));
  EXPECT_GT(after->version(), before->version());
}

TEST_F(SnapshotSourceTest, ACommitOfOnlyAPositionMovesOn) {
  OpenIndex(kFingerprint, 1);
  ASSERT_OK(writer_->Upsert(MakeTrial(1, "one")));
  Commit(1);
  SnapshotSource source(Options(), clock_);
  Commit(9);
  ASSERT_OK(source.Refresh());
  EXPECT_EQ((*source.Current())->position(), 9u);
  EXPECT_EQ((*source.Current())->trial_count(), 1);
}

TEST_F(SnapshotSourceTest, SegmentsThatStayAreNotReadAgain) {
  OpenIndex(kFingerprint, 1);
  ASSERT_OK(writer_->Upsert(MakeTrial(1, "one")));
  Commit(1);
  SnapshotSource source(Options(), clock_);
  const auto before = source.Current().value();
  ASSERT_OK(writer_->Upsert(MakeTrial(2, "two")));
  Commit(2);
  ASSERT_OK(source.Refresh());
  const auto after = source.Current().value();
  ASSERT_EQ(after->segments().size(), 2u);
  EXPECT_EQ(&after->segments()[0]->segment(), &before->segments()[0]->segment());
}

TEST_F(SnapshotSourceTest, FollowsCurrentToAnotherIndex) {
  OpenIndex(kFingerprint, 1);
  ASSERT_OK(writer_->Upsert(MakeTrial(1, "one")));
  Commit(3);
  SnapshotSource source(Options(), clock_);
  const auto before = source.Current().value();
  writer_.reset();
  directory_.reset();
  OpenIndex(kFingerprint, 2);
  ASSERT_OK(writer_->Upsert(MakeTrial(1, "one")));
  ASSERT_OK(writer_->Upsert(MakeTrial(2, "two")));
  Commit(4);
  ASSERT_OK(directory_->RemoveAllButCurrent());
  ASSERT_OK(source.Refresh());
  EXPECT_EQ((*source.Current())->trial_count(), 2);
  // Its files are gone, but it holds them.
  EXPECT_OK(before->ReadTrial(*before->Find("NCT10000001")));
}

TEST_F(SnapshotSourceTest, FilesThatNobodyHoldsAreLetGo) {
  OpenIndex(kFingerprint, 1);
  SnapshotSource source(Options(), clock_);
  for (int i = 1; i <= 40; ++i) {
    ASSERT_OK(writer_->Upsert(MakeTrial(i, "title")));
    Commit(static_cast<uint64_t>(i));
    ASSERT_OK(writer_->WaitForMerges());
    ASSERT_OK(source.Refresh());
  }
  ASSERT_OK(source.Refresh());
  // Only what the current snapshot has of segments merged since.
  EXPECT_LT(DeletedMappings(temp_.path()), 60);
  Commit(100);
  ASSERT_OK(source.Refresh());
  EXPECT_EQ(DeletedMappings(temp_.path()), 0);
}

TEST_F(SnapshotSourceTest, AMergeOfNothingButDeletedTrialsIsReadable) {
  OpenIndex(kFingerprint, 1);
  SnapshotSource source(Options(), clock_);
  // Every commit replaces the only trial: what is merged is dead, all of it.
  for (uint64_t position = 1; position <= 25; ++position) {
    ASSERT_OK(writer_->Upsert(MakeTrial(1, "title")));
    Commit(position);
    ASSERT_OK(writer_->WaitForMerges());
    ASSERT_OK(source.Refresh());
    ASSERT_EQ((*source.Current())->position(), position);
    ASSERT_EQ((*source.Current())->trial_count(), 1);
  }
}

TEST_F(SnapshotSourceTest, WaitingEndsWhenThePositionIsReachedOrTimeIsUp) {
  OpenIndex(kFingerprint, 1);
  Commit(1);
  SnapshotSource source(Options(), clock_);
  std::vector<std::string> ended;
  const auto note = [&](const std::string& name) {
    return [&ended, name](const absl::Status& status) {
      ended.push_back(name + " " + (status.ok() ? "OK" : ErrorReason(status)));
    };
  };
  source.WhenReached(1, clock_.Now(), note("now"));
  source.WhenReached(2, clock_.Now() + absl::Seconds(1), note("two"));
  source.WhenReached(9, clock_.Now() + absl::Seconds(5), note("nine"));
  EXPECT_THAT(ended, testing::ElementsAre("now OK"));
  Commit(2);
  ASSERT_OK(source.Refresh());
  EXPECT_THAT(ended, testing::ElementsAre("now OK", "two OK"));
  clock_.Advance(absl::Seconds(5));
  ASSERT_OK(source.Refresh());
  EXPECT_THAT(ended, testing::ElementsAre("now OK", "two OK", "nine POSITION_NOT_REACHED"));
}

TEST_F(SnapshotSourceTest, TheThreadFollowsByItself) {
  OpenIndex(kFingerprint, 1);
  Commit(1);
  SnapshotSource source(Options());
  source.Follow();
  Commit(2);
  EXPECT_OK(source.WaitForPosition(2, absl::Now() + absl::Seconds(30)));
}

TEST_F(SnapshotSourceTest, SearchesGoOnWhileCommitsSwap) {
  OpenIndex(kFingerprint, 1);
  for (int i = 1; i <= 50; ++i) ASSERT_OK(writer_->Upsert(MakeTrial(i, "stroke")));
  Commit(50);
  SnapshotSource source(Options());
  source.Follow();

  ParsedSearch search;
  search.query.kind = QueryNode::Kind::kWord;
  search.query.places = {{0, {{"stroke", 1.0F}}}};
  search.query.weights = DefaultSearchArea().weights;
  search.ranked = true;
  search.order = {{SortKey::Kind::kRelevance, {}, true}, {SortKey::Kind::kId}};
  std::atomic<bool> stop = false;
  std::atomic<int> wrong = 0;
  std::vector<std::thread> searchers;
  for (int i = 0; i < 3; ++i) {
    searchers.emplace_back([&] {
      while (!stop) {
        const auto snapshot = source.Current().value();
        const auto page = SearchIndex(*snapshot, search, {nullptr, 5}, RealClock());
        // Each trial is replaced over and over, and is there exactly once all the time.
        if (!page.ok() || page->total != 50 ||
            !snapshot->ReadSummary(page->trials.front().address).ok()) {
          ++wrong;
        }
      }
    });
  }
  for (int round = 0; round < 30; ++round) {
    for (int i = 1; i <= 50; ++i) ASSERT_OK(writer_->Upsert(MakeTrial(i, "stroke")));
    Commit(static_cast<uint64_t>(51 + round));
  }
  EXPECT_OK(source.WaitForPosition(80, absl::Now() + absl::Seconds(30)));
  stop = true;
  for (std::thread& searcher : searchers) searcher.join();
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace trialdex
