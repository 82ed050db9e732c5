// kill -9 of each process at random points under load, many times over: what
// was acknowledged is there at the end, once, and nothing else is.
#include <atomic>
#include <map>
#include <random>
#include <set>
#include <string>
#include <thread>

#include "absl/synchronization/mutex.h"
#include "gtest/gtest.h"
#include "libs/client/submit_stream.h"
#include "libs/rpc/status.h"
#include "tests/support/cluster.h"
#include "tests/support/sample_study.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

constexpr int kRounds = 20;

uint64_t Seed() {
  const uint64_t seed = std::random_device()();
  std::cerr << "random seed " << seed << "\n";
  return seed;
}

// Feeds trials 1, 2, 3 … into a named stream until told to stop, every seventh
// twice with an update in between, and remembers what was acknowledged.
class Producer {
 public:
  explicit Producer(Cluster& cluster) {
    SubmitStreamOptions options;
    options.stream = "crash-test";
    options.max_batch_bytes = 32 << 10;
    options.max_unanswered_bytes = 256 << 10;
    auto stream =
        SubmitStream::Open(cluster.ingest_channel(), options,
                           [this](uint64_t, const v1::RecordResult& result) { Remember(result); });
    EXPECT_OK(stream);
    stream_ = *std::move(stream);
    thread_ = std::thread([this] { Produce(); });
  }
  ~Producer() {
    if (thread_.joinable()) Stop();
  }

  // Blocks until `count` more results have come than now, or the stream has failed.
  void WaitForMore(int count) {
    const absl::MutexLock lock(&mutex_);
    const int wanted = results_ + count;
    const auto reached = [this, wanted]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
      return results_ >= wanted || failed_;
    };
    mutex_.Await(absl::Condition(&reached));
  }

  // Stops after the record in hand and waits for all results.
  void Stop() {
    stop_ = true;
    thread_.join();
    EXPECT_OK(stream_->Finish());
  }

  // Ids of all trials whose record was acknowledged; call after Stop.
  std::set<std::string> acknowledged() const {
    const absl::MutexLock lock(&mutex_);
    return acknowledged_;
  }
  // Highest version submitted of each trial.
  std::map<std::string, int> versions() const { return versions_; }

 private:
  void Produce() {
    for (int number = 1; !stop_; ++number) {
      SubmitVersion(number, 1);
      if (number % 7 == 0) SubmitVersion(number, 2);
    }
  }

  void SubmitVersion(int number, int version) {
    v1::RawRecord record;
    record.set_content(SampleStudyJson(number, version));
    versions_[SampleId(number)] = version;
    const absl::Status status = stream_->Submit(std::move(record));
    if (status.ok()) return;
    ADD_FAILURE() << status;
    const absl::MutexLock lock(&mutex_);
    failed_ = true;
    stop_ = true;
  }

  void Remember(const v1::RecordResult& result) {
    const absl::MutexLock lock(&mutex_);
    ++results_;
    EXPECT_NE(result.outcome(), v1::RECORD_OUTCOME_REJECTED) << result.rejection().message();
    EXPECT_GT(result.position(), 0u);
    acknowledged_.insert(result.trial_id());
  }

  std::atomic<bool> stop_ = false;
  mutable absl::Mutex mutex_;
  int results_ ABSL_GUARDED_BY(mutex_) = 0;
  bool failed_ ABSL_GUARDED_BY(mutex_) = false;
  std::set<std::string> acknowledged_ ABSL_GUARDED_BY(mutex_);
  std::map<std::string, int> versions_;
  std::unique_ptr<SubmitStream> stream_;
  std::thread thread_;
};

class CrashTest : public testing::Test {
 protected:
  void SetUp() override { ASSERT_OK(cluster_.StartAll()); }

  // The log's positions have no gap, and end where ingest says.
  void ExpectLogWithoutGaps() {
    grpc::ClientContext status_context;
    v1::GetIngestStatusResponse status;
    ASSERT_OK(FromGrpcStatus(
        cluster_.ingest().GetIngestStatus(&status_context, v1::GetIngestStatusRequest(), &status)));
    grpc::ClientContext context;
    const auto feed = cluster_.feed().StreamTrials(&context);
    v1::StreamTrialsRequest request;
    request.mutable_start()->set_consumer("crash-test-reader");
    ASSERT_TRUE(feed->Write(request));
    uint64_t position = 0;
    v1::StreamTrialsResponse response;
    while (position < status.last_position() && feed->Read(&response)) {
      for (const v1::FeedEntry& entry : response.entries()) {
        ASSERT_EQ(entry.position(), position + 1);
        position = entry.position();
      }
    }
    EXPECT_EQ(position, status.last_position());
    context.TryCancel();
    feed->Finish();
  }

  // What a search of everything finds is what was acknowledged, each trial
  // once, in the version submitted last.
  void ExpectSearchHasWhatWasAcknowledged(const Producer& producer) {
    ASSERT_OK(cluster_.WaitUntilSearchable());
    const auto found = cluster_.SearchAllIds();
    ASSERT_OK(found);
    const std::set<std::string> acknowledged = producer.acknowledged();
    EXPECT_EQ(found->size(), acknowledged.size());
    EXPECT_EQ(std::set<std::string>(found->begin(), found->end()), acknowledged);
    int updated = 0;
    for (const auto& [id, version] : producer.versions()) {
      if (version == 2 && acknowledged.count(id) > 0) ++updated;
    }
    EXPECT_EQ(CountOf("AREA[BriefSummary] \"revision 2\""), updated);
  }

  int64_t CountOf(const std::string& query) {
    grpc::ClientContext context;
    v1::SearchTrialsRequest request;
    request.set_query(query);
    v1::SearchTrialsResponse response;
    EXPECT_OK(FromGrpcStatus(cluster_.query().SearchTrials(&context, request, &response)));
    return response.total_size();
  }

  Cluster cluster_;
  std::mt19937_64 random_{Seed()};
};

TEST_F(CrashTest, KillingIngestLosesNothingAcknowledgedAndDoublesNothing) {
  Producer producer(cluster_);
  for (int round = 0; round < kRounds; ++round) {
    producer.WaitForMore(static_cast<int>(random_() % 60));
    cluster_.KillIngest();
    ASSERT_OK(cluster_.StartIngest());
  }
  producer.WaitForMore(50);
  producer.Stop();
  ExpectLogWithoutGaps();
  ExpectSearchHasWhatWasAcknowledged(producer);
}

TEST_F(CrashTest, KillingTheIndexerLosesNothingAndDoublesNothing) {
  Producer producer(cluster_);
  for (int round = 0; round < kRounds; ++round) {
    producer.WaitForMore(static_cast<int>(random_() % 60));
    cluster_.KillIndexer();
    ASSERT_OK(cluster_.StartIndexer());
  }
  producer.WaitForMore(50);
  producer.Stop();
  ExpectSearchHasWhatWasAcknowledged(producer);
}

TEST_F(CrashTest, KillingAnyOfTheThreeLosesNothingAndDoublesNothing) {
  Producer producer(cluster_);
  for (int round = 0; round < kRounds; ++round) {
    producer.WaitForMore(static_cast<int>(random_() % 60));
    switch (random_() % 3) {
      case 0:
        cluster_.KillIngest();
        ASSERT_OK(cluster_.StartIngest());
        break;
      case 1:
        cluster_.KillIndexer();
        ASSERT_OK(cluster_.StartIndexer());
        break;
      default:
        cluster_.KillQuery();
        ASSERT_OK(cluster_.StartQuery());
    }
  }
  producer.WaitForMore(50);
  producer.Stop();
  ExpectLogWithoutGaps();
  ExpectSearchHasWhatWasAcknowledged(producer);
}

}  // namespace
}  // namespace trialdex
