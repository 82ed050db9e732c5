// Readers that take out every trial while trials are written: each comes once.
#include <atomic>
#include <map>
#include <string>
#include <thread>

#include "gtest/gtest.h"
#include "tests/support/pipeline.h"
#include "tests/support/sample_study.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

// Trials 1 to kSteady are there throughout and are updated again and again; those
// behind them come and go.
constexpr int kSteady = 300;
constexpr int kUpdates = 5000;
constexpr int kPageSize = 11;

using Counts = std::map<std::string, int>;

class PagingTest : public testing::Test {
 protected:
  void SetUp() override {
    for (int i = 1; i <= kSteady; ++i) pipeline_.Submit(SampleStudyJson(i));
    ASSERT_EQ(pipeline_.Find("").size(), static_cast<size_t>(kSteady));
    updates_ = std::thread([this] {
      for (int i = 0; i < kUpdates; ++i) Update(i);
      done_ = true;
    });
  }
  void TearDown() override { updates_.join(); }

  void Update(int i) {
    // Not in order of the ids, nor in that of the dates.
    const int steady = 1 + i * 37 % kSteady;
    pipeline_.Submit(SampleStudyJson(steady, 2 + i / kSteady * 3 + steady % 3));
    if (i % 10 == 0) pipeline_.Submit(SampleStudyJson(kSteady + 1 + i));
    if (i % 10 == 5) {
      ASSERT_OK(pipeline_.Delete(SampleId(kSteady + 1 + i - 5)));
    }
  }

  // How often each trial comes on the pages of all trials.
  Counts ReadPages(const std::string& order_by) {
    v1::SearchTrialsRequest request;
    request.set_order_by(order_by);
    request.set_view(v1::TRIAL_VIEW_ID);
    request.set_page_size(kPageSize);
    Counts counts;
    do {
      const auto page = pipeline_.Search(request);
      EXPECT_OK(page) << order_by;
      if (!page.ok()) break;
      for (const v1::TrialHit& hit : page->hits()) ++counts[hit.id()];
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return counts;
  }

  Counts ReadStream(const std::string& order_by) {
    v1::StreamSearchRequest request;
    request.mutable_search()->set_order_by(order_by);
    const auto stream = pipeline_.Stream(request);
    EXPECT_OK(stream);
    Counts counts;
    Serialized<v1::StreamSearchResponse> serialized;
    while ((*stream)->Next(serialized).value()) {
      v1::StreamSearchResponse response;
      EXPECT_TRUE(response.ParseFromString(serialized.bytes));
      for (const v1::TrialHit& hit : response.hits()) ++counts[hit.id()];
    }
    return counts;
  }

  static void ExpectEachOnce(const Counts& counts) {
    for (int i = 1; i <= kSteady; ++i) EXPECT_EQ(counts.count(SampleId(i)), 1U) << SampleId(i);
    for (const auto& [id, count] : counts) EXPECT_EQ(count, 1) << id;
  }

  bool done() const { return done_; }

  Pipeline pipeline_;

 private:
  std::atomic<bool> done_ = false;
  std::thread updates_;
};

TEST_F(PagingTest, EveryTrialComesOnceWhileTrialsAreUpdated) {
  int rounds = 0;
  for (bool last = false; !last; ++rounds) {
    last = done();
    SCOPED_TRACE(rounds);
    ExpectEachOnce(ReadPages("id"));
    ExpectEachOnce(ReadPages("last_update_post_date"));
    ExpectEachOnce(ReadPages("last_update_post_date desc"));
    ExpectEachOnce(ReadStream(""));
    ExpectEachOnce(ReadStream("last_update_post_date"));
    if (HasFailure()) break;
  }
  RecordProperty("rounds", rounds);
  EXPECT_GT(rounds, 1) << "the updates were over before the first round";
}

}  // namespace
}  // namespace trialdex
