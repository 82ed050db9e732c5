#include "libs/search/synonyms/live_synonyms.h"

#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/base/clock.h"
#include "libs/search/testing/test_snapshots.h"
#include "libs/text/synonyms/synonym_key.h"
#include "tests/support/fake_clock.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace trialdex {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class LiveSynonymsTest : public testing::Test {
 protected:
  std::string Write(const std::string& name, const std::string& content) {
    const std::string path = temp_.path() + "/" + name;
    const std::string temporary = path + ".new";
    std::ofstream(temporary) << content;
    // A new inode: a file of the same size, written within one tick of the clock, counts too.
    EXPECT_EQ(rename(temporary.c_str(), path.c_str()), 0);
    return path;
  }

  LiveSynonyms& Start(std::vector<std::string> files) {
    LiveSynonymsOptions options;
    options.files = std::move(files);
    live_ = std::make_unique<LiveSynonyms>(options, index_.source(), index_.clock());
    return *live_;
  }

  std::vector<std::string> Find(absl::string_view text) {
    std::vector<std::string> found;
    for (const Synonym& synonym : live_->Current()->Find(SynonymKeys(text, analyzer_))) {
      found.push_back(absl::StrCat(synonym.text, " (", synonym.source, ")"));
    }
    return found;
  }

  void AddTrials(int count, const std::string& title) {
    for (int i = 0; i < count; ++i) index_.Put(TestTrial(++trials_, title));
    index_.Commit();
  }

  TempDir temp_;
  TestSnapshots index_;
  std::unique_ptr<LiveSynonyms> live_;
  int trials_ = 0;
  Analyzer analyzer_;
};

TEST_F(LiveSynonymsTest, WithoutFilesAndIndexThereAreNone) {
  SnapshotSourceOptions no_index;
  no_index.index_dir = temp_.path();
  no_index.fingerprint = PublishedIndex::kFingerprint;
  SnapshotSource source(no_index, index_.clock());
  LiveSynonyms live(LiveSynonymsOptions(), source, index_.clock());
  EXPECT_OK(live.Refresh());
  EXPECT_THAT(live.Current()->Find(SynonymKeys("heart attack", analyzer_)), IsEmpty());
  EXPECT_EQ(live.Counts().files_read, absl::InfinitePast());
}

TEST_F(LiveSynonymsTest, FilesOfAllFormatsAreOneSource) {
  LiveSynonyms& live = Start(
      {Write("a.txt", "heart attack, MI\n"), Write("b.csv", "Name,Synonyms\nWarmol,Hotol\n")});
  ASSERT_OK(live.Refresh());
  EXPECT_THAT(Find("mi"), ElementsAre("heart attack (a.txt)"));
  EXPECT_THAT(Find("hotol"), ElementsAre("Warmol (b.csv)"));
  EXPECT_EQ(live.Counts().file_rules, 2u);
  EXPECT_EQ(live.Counts().files_read, index_.clock().Now());
}

TEST_F(LiveSynonymsTest, AChangedFileIsReadAgain) {
  LiveSynonyms& live = Start({Write("a.txt", "heart attack, MI\n")});
  ASSERT_OK(live.Refresh());
  const auto before = live.Current();
  ASSERT_OK(live.Refresh());
  EXPECT_EQ(live.Current(), before) << "nothing has changed";
  Write("a.txt", "heart attack, AM\n");
  ASSERT_OK(live.Refresh());
  EXPECT_THAT(Find("heart attack"), ElementsAre("AM (a.txt)"));
  const std::vector<std::string> keys = SynonymKeys("mi", analyzer_);
  EXPECT_EQ(before->Find(keys).size(), 1u) << "who holds the old ones keeps them";
}

TEST_F(LiveSynonymsTest, ReplacedSynonymsAreFoundForAWhile) {
  LiveSynonyms& live = Start({Write("a.txt", "heart attack, MI\n")});
  ASSERT_OK(live.Refresh());
  const auto before = live.Current();
  Write("a.txt", "heart attack, AM\n");
  ASSERT_OK(live.Refresh());
  ASSERT_NE(live.Find(before->digest()), nullptr);
  EXPECT_EQ(live.Find(before->digest())->digest(), before->digest());
  EXPECT_EQ(live.Find(live.Current()->digest()), live.Current());
  EXPECT_EQ(live.Find(before->digest() + 1), nullptr);
  index_.clock().Advance(absl::Minutes(6));
  EXPECT_EQ(live.Find(before->digest()), nullptr);
}

TEST_F(LiveSynonymsTest, ABadFileLeavesTheOldSynonyms) {
  LiveSynonyms& live =
      Start({Write("a.txt", "heart attack, MI\n"), Write("b.txt", "cold foot, chilblain\n")});
  ASSERT_OK(live.Refresh());
  Write("b.txt", "cold foot, cold toe\nlonely\n");
  const absl::Status bad = live.Refresh();
  EXPECT_THAT(bad, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(std::string(bad.message()), HasSubstr("b.txt:2"));
  EXPECT_EQ(live.Refresh(), bad) << "as long as the file is bad";
  EXPECT_THAT(Find("mi"), ElementsAre("heart attack (a.txt)"));
  EXPECT_THAT(Find("cold toe"), IsEmpty());
  EXPECT_THAT(Find("chilblain"), ElementsAre("cold foot (b.txt)"));
  unlink((temp_.path() + "/b.txt").c_str());
  EXPECT_THAT(live.Refresh(), StatusIs(absl::StatusCode::kNotFound));
  Write("b.txt", "cold foot, cold toe\n");
  EXPECT_OK(live.Refresh());
  EXPECT_THAT(Find("cold toe"), ElementsAre("cold foot (b.txt)"));
}

TEST_F(LiveSynonymsTest, TheListThatIsShippedIsRead) {
  LiveSynonyms& live = Start({TRIALDEX_SOURCE_DIR "/deploy/synonyms/clinical.txt"});
  ASSERT_OK(live.Refresh());
  EXPECT_GT(live.Counts().file_rules, 250u);
  EXPECT_THAT(Find("afib"), testing::Contains("atrial fibrillation (clinical.txt)"));
  EXPECT_THAT(Find("Myocardial infarctions"), testing::Contains("heart attack (clinical.txt)"));
  EXPECT_THAT(Find("MM"), ElementsAre("multiple myeloma (clinical.txt)"));
  EXPECT_THAT(Find("multiple myeloma"), ElementsAre("plasma cell myeloma (clinical.txt)"));
}

TEST_F(LiveSynonymsTest, TheIndexTeachesWhenItHasGrown) {
  LiveSynonyms& live = Start({});
  AddTrials(20, "Warm foot syndrome (WFS)");
  ASSERT_OK(live.Refresh());
  EXPECT_THAT(Find("wfs"), ElementsAre("warm foot syndrome (index: abbreviations)"));
  EXPECT_EQ(live.Counts().learnt_rules, 1u);

  AddTrials(1, "Sock score index (SSI)");
  ASSERT_OK(live.Refresh());
  EXPECT_THAT(Find("ssi"), IsEmpty());
  AddTrials(2, "Sock score index (SSI)");
  ASSERT_OK(live.Refresh());
  EXPECT_THAT(Find("ssi"), ElementsAre("sock score index (index: abbreviations)"));
}

// Whatever is done between two looks at it takes a second.
class TickingClock final : public Clock {
 public:
  absl::Time Now() const override {
    clock_.Advance(absl::Seconds(1));
    return clock_.Now();
  }
  void Advance(absl::Duration by) { clock_.Advance(by); }

 private:
  mutable FakeClock clock_;
};

TEST_F(LiveSynonymsTest, AnIndexThatGrowsAllTheTimeIsReadForASmallPartOfIt) {
  TickingClock clock;
  LiveSynonymsOptions options;
  options.learn_share = 0.1;
  live_ = std::make_unique<LiveSynonyms>(options, index_.source(), clock);
  AddTrials(20, "Warm foot syndrome (WFS)");
  ASSERT_OK(live_->Refresh());
  AddTrials(20, "Sock score index (SSI)");
  ASSERT_OK(live_->Refresh());
  EXPECT_THAT(Find("ssi"), IsEmpty());
  clock.Advance(absl::Seconds(10));
  ASSERT_OK(live_->Refresh());
  EXPECT_THAT(Find("ssi"), ElementsAre("sock score index (index: abbreviations)"));
}

TEST_F(LiveSynonymsTest, AFewNewTrialsTeachAfterAWhile) {
  LiveSynonyms& live = Start({});
  AddTrials(50, "Warm foot syndrome (WFS)");
  ASSERT_OK(live.Refresh());
  AddTrials(2, "Sock score index (SSI)");
  ASSERT_OK(live.Refresh());
  EXPECT_THAT(Find("ssi"), IsEmpty());
  index_.clock().Advance(absl::Minutes(11));
  ASSERT_OK(live.Refresh());
  EXPECT_THAT(Find("ssi"), ElementsAre("sock score index (index: abbreviations)"));
}

TEST_F(LiveSynonymsTest, FollowingRefreshesUntilItIsStopped) {
  LiveSynonyms& live = Start({Write("a.txt", "heart attack, MI\n")});
  absl::Mutex mutex;
  int refreshes = 0;
  live.Follow([&](const absl::Status& status) {
    EXPECT_OK(status);
    absl::MutexLock lock(&mutex);
    ++refreshes;
  });
  {
    absl::MutexLock lock(&mutex);
    mutex.Await(absl::Condition(
        +[](int* count) { return *count > 0; }, &refreshes));
  }
  live.StopFollowing();
  EXPECT_THAT(Find("mi"), ElementsAre("heart attack (a.txt)"));
}

}  // namespace
}  // namespace trialdex
