// Synonyms over gRPC, while their file changes.
#include <cstdio>
#include <fstream>
#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "gtest/gtest.h"
#include "libs/search/synonyms/live_synonyms.h"
#include "libs/search/testing/test_snapshots.h"
#include "services/query/testing/test_query_server.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace trialdex {
namespace {

class SynonymServiceTest : public testing::Test {
 protected:
  SynonymServiceTest() {
    int number = 0;
    for (const char* const title : {"Sore foot", "Tired foot", "Cold foot"}) {
      index_.Put(TestTrial(++number, title));
    }
    index_.Commit();
    WriteSynonyms("sore foot, tired foot\n");
    LiveSynonymsOptions synonym_options;
    synonym_options.files = {temp_.path() + "/list.txt"};
    synonym_options.poll_interval = absl::Milliseconds(2);
    synonyms_ = std::make_unique<LiveSynonyms>(synonym_options, index_.source());
    EXPECT_OK(synonyms_->RefreshFiles());
    SearchEngineOptions engine_options;
    engine_options.synonyms = synonyms_.get();
    engine_ = std::make_unique<SearchEngine>(index_.source(), engine_options);
    server_ = std::make_unique<TestQueryServer>(*engine_);
    synonyms_->Follow([this](const absl::Status& status) {
      absl::MutexLock lock(&mutex_);
      ++refreshes_;
      last_ = status;
    });
  }
  ~SynonymServiceTest() override { synonyms_->StopFollowing(); }

  void WriteSynonyms(const std::string& content) {
    const std::string path = temp_.path() + "/list.txt";
    std::ofstream(path + ".new") << content;
    ASSERT_EQ(rename((path + ".new").c_str(), path.c_str()), 0);
  }

  // A refresh that began after this call has ended; what it came to.
  absl::Status NextRefresh() {
    absl::MutexLock lock(&mutex_);
    // One may be on its way already.
    const int64_t wanted = refreshes_ + 2;
    const auto is_over = [&] { return refreshes_ >= wanted; };
    mutex_.Await(absl::Condition(&is_over));
    return last_;
  }

  // The last digits of the trials found, best first: "1 3".
  std::string Found(const std::string& query, bool no_synonyms = false) {
    v1::SearchTrialsRequest request;
    request.set_query(query);
    request.set_no_synonyms(no_synonyms);
    const auto response = server_->Search(request);
    EXPECT_OK(response);
    std::string found;
    for (const v1::TrialHit& hit : response->hits()) {
      absl::StrAppend(&found, found.empty() ? "" : " ", hit.id().substr(hit.id().size() - 1));
    }
    return found;
  }

  TempDir temp_;
  absl::Mutex mutex_;
  int64_t refreshes_ ABSL_GUARDED_BY(mutex_) = 0;
  absl::Status last_ ABSL_GUARDED_BY(mutex_);
  TestSnapshots index_;
  std::unique_ptr<LiveSynonyms> synonyms_;
  std::unique_ptr<SearchEngine> engine_;
  std::unique_ptr<TestQueryServer> server_;
};

TEST_F(SynonymServiceTest, SynonymsAreFoundAfterTheWordsThemselves) {
  EXPECT_EQ(Found("tired foot"), "2 1");
  EXPECT_EQ(Found("tired foot", /*no_synonyms=*/true), "2");
}

TEST_F(SynonymServiceTest, AChangedFileCountsWithoutARestart) {
  WriteSynonyms("cold foot, tired foot\n");
  ASSERT_OK(NextRefresh());
  EXPECT_EQ(Found("tired foot"), "2 3");
}

TEST_F(SynonymServiceTest, ABadFileLeavesWhatWasKnown) {
  WriteSynonyms("cold foot, tired foot\nlonely\n");
  EXPECT_THAT(NextRefresh(), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_EQ(Found("tired foot"), "2 1");
}

}  // namespace
}  // namespace trialdex
