// Synonyms over gRPC, while their file changes.
#include <cstdio>
#include <fstream>
#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "gtest/gtest.h"
#include "libs/index/index_writer.h"
#include "libs/rpc/server.h"
#include "libs/rpc/status.h"
#include "libs/search/synonyms/live_synonyms.h"
#include "services/query/query_service.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace trialdex {
namespace {

constexpr char kFingerprint[] = "0123456789abcdef";

class SynonymServiceTest : public testing::Test {
 protected:
  SynonymServiceTest() {
    CreateIndex();
    SnapshotSourceOptions source_options;
    source_options.index_dir = temp_.path() + "/index";
    source_options.fingerprint = kFingerprint;
    source_ = std::make_unique<SnapshotSource>(source_options);
    WriteSynonyms("sore foot, tired foot\n");
    LiveSynonymsOptions synonym_options;
    synonym_options.files = {temp_.path() + "/list.txt"};
    synonym_options.poll_interval = absl::Milliseconds(2);
    synonyms_ = std::make_unique<LiveSynonyms>(synonym_options, *source_);
    EXPECT_OK(synonyms_->RefreshFiles());
    SearchEngineOptions engine_options;
    engine_options.synonyms = synonyms_.get();
    engine_ = std::make_unique<SearchEngine>(*source_, engine_options);
    service_ = std::make_unique<QueryService>(*engine_, QueryServiceOptions());
    server_ = RpcServer::Start({}, {service_.get()}).value();
    stub_ = v1::QueryService::NewStub(server_->InProcessChannel());
    synonyms_->Follow([this](const absl::Status& status) {
      absl::MutexLock lock(&mutex_);
      ++refreshes_;
      last_ = status;
    });
  }
  ~SynonymServiceTest() override {
    synonyms_->StopFollowing();
    server_.reset();
    service_.reset();
  }

  void CreateIndex() {
    const IndexName name{kFingerprint, 1};
    const auto directory = IndexDirectory::Open(temp_.path() + "/index").value();
    IndexWriterOptions options;
    options.directory = directory->Path(name);
    options.fingerprint = kFingerprint;
    const auto writer = OpenIndexWriter(options).value();
    int number = 10000000;
    for (const char* const title : {"Sore foot", "Tired foot", "Cold foot"}) {
      v1::Trial trial;
      trial.set_id(absl::StrCat("NCT", ++number));
      trial.mutable_identification()->set_brief_title(title);
      ASSERT_OK(writer->Upsert(v1::Trial(trial)));
    }
    ASSERT_OK(writer->Commit({"log-1", 3}));
    ASSERT_OK(directory->SetCurrent(name));
  }

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
    grpc::ClientContext context;
    v1::SearchTrialsRequest request;
    request.set_query(query);
    request.set_no_synonyms(no_synonyms);
    v1::SearchTrialsResponse response;
    EXPECT_OK(FromGrpcStatus(stub_->SearchTrials(&context, request, &response)));
    std::string found;
    for (const v1::TrialHit& hit : response.hits()) {
      absl::StrAppend(&found, found.empty() ? "" : " ", hit.id().substr(hit.id().size() - 1));
    }
    return found;
  }

  TempDir temp_;
  absl::Mutex mutex_;
  int64_t refreshes_ ABSL_GUARDED_BY(mutex_) = 0;
  absl::Status last_ ABSL_GUARDED_BY(mutex_);
  std::unique_ptr<SnapshotSource> source_;
  std::unique_ptr<LiveSynonyms> synonyms_;
  std::unique_ptr<SearchEngine> engine_;
  std::unique_ptr<QueryService> service_;
  std::unique_ptr<RpcServer> server_;
  std::unique_ptr<v1::QueryService::Stub> stub_;
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
