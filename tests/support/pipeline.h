// The whole pipeline in one process: what the three services do, without their sockets.
#ifndef TRIALDEX_TESTS_SUPPORT_PIPELINE_H_
#define TRIALDEX_TESTS_SUPPORT_PIPELINE_H_

#include <atomic>
#include <memory>
#include <sstream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/base/status_macros.h"
#include "libs/index/index_fingerprint.h"
#include "libs/index/snapshot_source.h"
#include "libs/intake/intake.h"
#include "libs/intake/testing/intake_harness.h"
#include "libs/log/log_feed.h"
#include "libs/log/testing/memory_trial_log.h"
#include "libs/projection/indexer.h"
#include "libs/search/search_engine.h"
#include "libs/sources/all_parsers.h"
#include "libs/telemetry/logger.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace trialdex {

// Raw records in, answers out: a log in memory, the real parsers, a real index
// on disk. Every question waits until all that was taken before can be found. For one thread.
class Pipeline {
 public:
  Pipeline() {
    StartIndexer();
    source_.Follow();
  }
  ~Pipeline() { StopIndexer(); }

  // Submits one record whose format is to be detected.
  v1::RecordResult Submit(std::string content) {
    v1::RawRecord record;
    record.set_content(std::move(content));
    const auto result = trialdex::Submit(*intake_, {std::move(record)});
    EXPECT_OK(result);
    return result.ok() ? result->results[0] : v1::RecordResult();
  }
  absl::StatusOr<uint64_t> Delete(const std::string& id) { return DeleteTrial(*intake_, id); }

  // The indexer's own thread. Stopped, everything else goes on.
  void StartIndexer() {
    IndexerOptions options{.root = index_root(), .fingerprint = IndexFingerprint()};
    // Tests wait for each commit.
    options.projection.commit_interval = absl::Milliseconds(1);
    options.projection.commit_share = 1;
    auto indexer = Indexer::Open(options, feed_, OpenWriter, RealClock(), logger_);
    ASSERT_OK(indexer);
    indexer_ = *std::move(indexer);
    stopping_ = false;
    driver_ = std::thread([this] {
      while (!stopping_) indexer_->Step(absl::Milliseconds(20));
    });
  }
  void StopIndexer() {
    if (indexer_ == nullptr) return;
    stopping_ = true;
    driver_.join();
    EXPECT_OK(indexer_->Close());
    indexer_.reset();
  }

  // Answers as the query service does: waits for `min_position` first.
  absl::StatusOr<v1::SearchTrialsResponse> Search(const v1::SearchTrialsRequest& request,
                                                  absl::Duration patience = absl::Seconds(30)) {
    RETURN_IF_ERROR(WaitFor(request.min_position(), request.log_id(), patience));
    return engine_.Search(request);
  }
  // The ids that are found, in order.
  std::vector<std::string> Find(const std::string& query, const std::string& filter = "",
                                const std::string& order_by = "") {
    v1::SearchTrialsRequest request;
    request.set_query(query);
    request.set_filter(filter);
    request.set_order_by(order_by);
    request.set_page_size(1000);
    request.set_min_position(log_->last_position());
    const auto response = Search(request);
    EXPECT_OK(response) << query << filter << order_by;
    std::vector<std::string> ids;
    if (!response.ok()) return ids;
    for (const v1::TrialHit& hit : response->hits()) ids.push_back(hit.id());
    EXPECT_EQ(response->total_size(), static_cast<int64_t>(ids.size()));
    return ids;
  }
  // All hits, one run after the other; must not outlive the pipeline.
  absl::StatusOr<std::unique_ptr<HitStream>> Stream(const v1::StreamSearchRequest& request) {
    RETURN_IF_ERROR(
        WaitFor(request.search().min_position(), request.search().log_id(), absl::Seconds(30)));
    return engine_.Stream(request);
  }
  absl::StatusOr<v1::Trial> Get(const std::string& id) {
    v1::GetTrialRequest request;
    request.set_id(id);
    request.set_min_position(log_->last_position());
    RETURN_IF_ERROR(WaitFor(request.min_position(), "", absl::Seconds(30)));
    ASSIGN_OR_RETURN(v1::GetTrialResponse response, engine_.Get(request));
    return std::move(*response.mutable_trial());
  }
  // What is served, once all that is in the log can be found.
  absl::StatusOr<v1::GetQueryStatusResponse> Status() {
    RETURN_IF_ERROR(WaitFor(log_->last_position(), log_->log_id(), absl::Seconds(30)));
    return engine_.Status();
  }

  const TrialLog& log() const { return *log_; }
  std::string index_root() const { return absl::StrCat(directory_.path(), "/index"); }

 private:
  static absl::StatusOr<std::unique_ptr<IndexWriter>> OpenWriter(const std::string& directory) {
    return OpenIndexWriter({.directory = directory, .fingerprint = IndexFingerprint()});
  }
  static std::vector<const RecordParser*> Pointers(const ParserSet& set) {
    std::vector<const RecordParser*> parsers;
    for (const auto& parser : set.parsers()) parsers.push_back(parser.get());
    return parsers;
  }

  absl::Status WaitFor(uint64_t position, const std::string& log_id, absl::Duration patience) {
    absl::Notification ready;
    absl::Status status;
    engine_.WhenReady(position, log_id, RealClock().Now() + patience,
                      [&](const absl::Status& answer) {
                        status = answer;
                        ready.Notify();
                      });
    ready.WaitForNotification();
    return status;
  }

  const TempDir directory_;
  std::ostringstream lines_;
  Logger logger_{{.service = "test", .output = &lines_}};
  const ParserSet parsers_;
  const std::unique_ptr<TrialLog> log_ = NewMemoryTrialLog(RealClock());
  const std::unique_ptr<Intake> intake_ = Intake::Start(*log_, Pointers(parsers_), RealClock());
  LogFeed feed_{*log_};
  std::unique_ptr<Indexer> indexer_;
  std::atomic<bool> stopping_ = false;
  std::thread driver_;
  SnapshotSource source_{{.index_dir = index_root(),
                          .fingerprint = IndexFingerprint(),
                          .poll_interval = absl::Milliseconds(5)}};
  SearchEngine engine_{source_, {}};
};

}  // namespace trialdex

#endif  // TRIALDEX_TESTS_SUPPORT_PIPELINE_H_
