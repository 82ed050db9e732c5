// What query searches for before a start is in memory after it: with real processes that are
// ended and killed, and with a state folder that is damaged or cannot be written.
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "grpcpp/client_context.h"
#include "gtest/gtest.h"
#include "libs/base/file.h"
#include "libs/rpc/channel.h"
#include "libs/rpc/status.h"
#include "tests/support/cluster.h"
#include "tests/support/sample_study.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class WarmStartProcessTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    cluster_ = new Cluster();
    ASSERT_OK(cluster_->StartAll());
    for (int number = 1; number <= 3; ++number) {
      grpc::ClientContext context;
      v1::SubmitRecordRequest request;
      request.mutable_record()->set_content(SampleStudyJson(number));
      v1::SubmitRecordResponse response;
      ASSERT_OK(FromGrpcStatus(cluster_->ingest().SubmitRecord(&context, request, &response)));
    }
    ASSERT_OK(cluster_->WaitUntilSearchable());
  }
  static void TearDownTestSuite() {
    delete cluster_;
    cluster_ = nullptr;
  }

  // A query process of its own, which learns no synonyms: that would take its time.
  std::unique_ptr<ServiceProcess> Start() {
    auto process = ServiceProcess::Start(
        absl::StrCat(TRIALDEX_BINARY_DIR, "/trialdex-query"),
        {"--listen=127.0.0.1:0",
         absl::StrCat("--index_dir=", cluster_->directory(), "/indexer/index"),
         absl::StrCat("--state_dir=", state_dir()), "--nolearn_synonyms"});
    EXPECT_OK(process);
    return process.ok() ? *std::move(process) : nullptr;
  }
  std::string state_dir() const { return dir_.path() + "/state"; }
  std::string state_file() const { return state_dir() + "/asked_searches"; }

  static void Search(const ServiceProcess& process, const std::vector<std::string>& queries) {
    const auto stub = v1::QueryService::NewStub(MakeChannel(process.address()));
    for (const std::string& query : queries) {
      grpc::ClientContext context;
      context.set_wait_for_ready(true);
      context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(60)));
      v1::SearchTrialsRequest request;
      request.set_query(query);
      request.set_min_position(1);
      v1::SearchTrialsResponse response;
      EXPECT_OK(FromGrpcStatus(stub->SearchTrials(&context, request, &response)));
    }
  }
  // Waits until a process says that so many searches are warm.
  static void ExpectWarm(const ServiceProcess& process, int searches) {
    EXPECT_TRUE(process.WaitForOutput("the last searches are in memory")) << process.output();
    EXPECT_TRUE(process.WaitForOutput(absl::StrCat("\"searches\":\"", searches, "\"")))
        << process.output();
  }

  static Cluster* cluster_;
  const TempDir dir_;
};

Cluster* WarmStartProcessTest::cluster_ = nullptr;

TEST_F(WarmStartProcessTest, SearchesOfAProcessThatEndedAreWarmInTheNext) {
  auto process = Start();
  ASSERT_NE(process, nullptr);
  EXPECT_THAT(process->output(), Not(HasSubstr("searches are in memory")));
  Search(*process, {"cancer", "stroke OR asthma", "cancer"});
  EXPECT_EQ(process->Terminate(), 0);
  process = Start();
  ASSERT_NE(process, nullptr);
  ExpectWarm(*process, 2);
}

TEST_F(WarmStartProcessTest, AKilledProcessLosesOnlyWhatWasNotYetWritten) {
  auto process = Start();
  ASSERT_NE(process, nullptr);
  Search(*process, {"cancer"});
  EXPECT_EQ(process->Terminate(), 0);
  process = Start();
  ASSERT_NE(process, nullptr);
  Search(*process, {"stroke"});
  process->Kill();
  process = Start();
  ASSERT_NE(process, nullptr);
  ExpectWarm(*process, 1);
}

TEST_F(WarmStartProcessTest, ADamagedFileIsAWarningAndReplaced) {
  ASSERT_OK(CreateDirectories(state_dir()));
  ASSERT_OK(WriteFileDurably(state_file(), "\xFF no searches"));
  auto process = Start();
  ASSERT_NE(process, nullptr);
  EXPECT_THAT(process->output(), HasSubstr("cannot read the last searches"));
  Search(*process, {"cancer"});
  EXPECT_EQ(process->Terminate(), 0);
  process = Start();
  ASSERT_NE(process, nullptr);
  ExpectWarm(*process, 1);
}

TEST_F(WarmStartProcessTest, AFolderThatCannotBeWrittenIsAWarning) {
  // Not even root can make a folder below a file.
  ASSERT_OK(WriteFileDurably(state_dir(), "a file"));
  const auto process = Start();
  ASSERT_NE(process, nullptr);
  Search(*process, {"cancer"});
  EXPECT_EQ(process->Terminate(), 0);
  EXPECT_THAT(process->output(), HasSubstr("cannot keep searches"));
}

}  // namespace
}  // namespace trialdex
