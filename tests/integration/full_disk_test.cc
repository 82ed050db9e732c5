// Ingest on a disk that fills up: a real one, which only
// this process and its children see.
#include <cerrno>
#include <cstring>
#include <memory>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"
#include "libs/rpc/channel.h"
#include "libs/rpc/status.h"
#include "tests/support/sample_study.h"
#include "tests/support/service_process.h"
#include "tests/support/small_disk.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"
#include "trialdex/v1/history_service.grpc.pb.h"
#include "trialdex/v1/ingest_service.grpc.pb.h"

namespace trialdex {
namespace {

// Enough to fill what the log has reserved before the disk was full.
constexpr int kMostRecords = 4000;

class FullDiskTest : public ::testing::Test {
 protected:
  // On the address it had before.
  void StartIngest() {
    auto started = ServiceProcess::Start(
        TRIALDEX_BINARY_DIR "/trialdex-ingest",
        {absl::StrCat("--listen=", address_), absl::StrCat("--data_dir=", path_, "/log")});
    ASSERT_OK(started);
    ingest_ = *std::move(started);
    address_ = ingest_->address();
    const auto channel = MakeChannel(address_);
    stub_ = v1::IngestService::NewStub(channel);
    history_ = v1::HistoryService::NewStub(channel);
  }

  // About 64 kB that cannot be compressed much.
  std::string Record(int number) {
    static constexpr char kLetters[] =
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789  ";
    std::string noise(64 << 10, ' ');
    for (char& letter : noise) letter = kLetters[random_() % (sizeof(kLetters) - 1)];
    return absl::StrReplaceAll(SampleStudyJson(number), {{"Participants are", noise}});
  }

  absl::Status Submit(int number, const std::string& content) {
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Minutes(1)));
    context.set_wait_for_ready(true);
    v1::SubmitRecordRequest request;
    request.mutable_record()->set_content(content);
    v1::SubmitRecordResponse response;
    const absl::Status status = FromGrpcStatus(stub_->SubmitRecord(&context, request, &response));
    if (!status.ok()) return status;
    EXPECT_EQ(response.result().outcome(), v1::RECORD_OUTCOME_ACCEPTED);
    acknowledged_.push_back({number, content});
    return status;
  }

  // All that was acknowledged, and nothing else.
  void ExpectAllIsThere() {
    grpc::ClientContext status_context;
    status_context.set_wait_for_ready(true);
    v1::GetIngestStatusResponse status;
    ASSERT_OK(FromGrpcStatus(stub_->GetIngestStatus(&status_context, {}, &status)));
    EXPECT_EQ(status.last_position(), acknowledged_.size());
    for (const auto& [number, content] : acknowledged_) {
      grpc::ClientContext context;
      v1::GetTrialVersionRequest request;
      request.set_trial_id(SampleId(number));
      request.set_include_raw(true);
      v1::GetTrialVersionResponse response;
      ASSERT_OK(FromGrpcStatus(history_->GetTrialVersion(&context, request, &response)));
      EXPECT_TRUE(response.raw() == content) << number;
    }
  }

  struct Acknowledged {
    int number;
    std::string content;
  };

  const TempDir temp_;
  const std::string path_ = temp_.path() + "/disk";
  std::string address_ = "127.0.0.1:0";
  std::unique_ptr<ServiceProcess> ingest_;
  std::unique_ptr<v1::IngestService::Stub> stub_;
  std::unique_ptr<v1::HistoryService::Stub> history_;
  std::vector<Acknowledged> acknowledged_;
  std::mt19937 random_{1};
};

TEST_F(FullDiskTest, RecordsAreRefusedAndNothingThatWasTakenIsLost) {
  SmallDisk disk(path_);
  if (!disk.mounted()) {
    GTEST_SKIP() << "a small disk cannot be mounted here: " << std::strerror(errno);
  }
  ASSERT_NO_FATAL_FAILURE(StartIngest());
  for (int number = 1; number <= 5; ++number) ASSERT_OK(Submit(number, Record(number)));

  disk.Fill();
  int refused = 5;
  std::string content;
  absl::Status status;
  while (status.ok() && ++refused < kMostRecords) {
    content = Record(refused);
    status = Submit(refused, content);
  }
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kResourceExhausted));
  // It stays so, and what was taken can be read meanwhile.
  EXPECT_THAT(Submit(refused, content), StatusIs(absl::StatusCode::kResourceExhausted));
  ExpectAllIsThere();

  // Nor does a crash lose any of it.
  ingest_->Kill();
  disk.MakeRoom();
  ASSERT_NO_FATAL_FAILURE(StartIngest());
  ExpectAllIsThere();
  ASSERT_OK(Submit(refused, content));
  ExpectAllIsThere();
  ingest_.reset();
}

}  // namespace
}  // namespace trialdex
