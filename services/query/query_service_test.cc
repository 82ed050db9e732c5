#include "services/query/query_service.h"

#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "google/rpc/error_details.pb.h"
#include "grpcpp/generic/generic_stub.h"
#include "gtest/gtest.h"
#include "libs/base/errors.h"
#include "libs/index/testing/published_index.h"
#include "libs/rpc/message_bytes.h"
#include "libs/search/testing/test_snapshots.h"
#include "services/query/testing/test_query_server.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

class QueryServiceTest : public testing::Test {
 protected:
  QueryServiceTest() { source_.Follow(); }
  ~QueryServiceTest() override { source_.StopWaiting(); }

  void Start(const QueryServiceOptions& options = {}) { server_.emplace(engine_, options); }

  // An index of one trial, which can be searched.
  void CreateIndex() {
    index_.Put(TestTrial(1, "stroke"));
    index_.Commit();
    ASSERT_OK(source_.WaitForPosition(1, absl::Now() + absl::Seconds(30)));
  }

  SnapshotSourceOptions SourceOptions() const {
    SnapshotSourceOptions options = index_.source_options();
    options.poll_interval = absl::Milliseconds(2);
    return options;
  }

  PublishedIndex index_;
  SnapshotSource source_{SourceOptions()};
  SearchEngine engine_{source_, SearchEngineOptions()};
  std::optional<TestQueryServer> server_;
};

v1::SearchTrialsRequest Request(const std::string& query, uint64_t min_position = 0) {
  v1::SearchTrialsRequest request;
  request.set_query(query);
  request.set_min_position(min_position);
  return request;
}

TEST_F(QueryServiceTest, AQueryIsValidatedWithoutAnIndex) {
  Start();
  v1::ValidateQueryRequest request;
  request.mutable_search()->set_query("AREA[BriefTitle]stroke");
  v1::ValidateQueryResponse response;
  grpc::ClientContext context;
  ASSERT_TRUE(server_->stub().ValidateQuery(&context, request, &response).ok());
  EXPECT_TRUE(response.valid());
  EXPECT_EQ(response.query().area(), "BriefTitle");

  request.mutable_search()->set_query("AREA[BriefTitel]stroke");
  grpc::ClientContext failing;
  const absl::Status status =
      FromGrpcStatus(server_->stub().ValidateQuery(&failing, request, &response));
  EXPECT_EQ(ErrorReason(status), "UNKNOWN_AREA");
}

TEST_F(QueryServiceTest, AnswersNoIndexUntilThereIsOne) {
  Start();
  const auto none = server_->Search(Request("stroke"));
  EXPECT_THAT(none, StatusIs(absl::StatusCode::kUnavailable));
  EXPECT_EQ(ErrorReason(none.status()), "NO_INDEX");
  CreateIndex();
  const auto found = server_->Search(Request("stroke"));
  ASSERT_OK(found);
  EXPECT_EQ(found->hits_size(), 1);
}

TEST_F(QueryServiceTest, AllCallsAnswer) {
  Start();
  CreateIndex();
  {
    grpc::ClientContext context;
    v1::GetTrialRequest request;
    request.set_id("NCT10000001");
    v1::GetTrialResponse response;
    ASSERT_TRUE(server_->stub().GetTrial(&context, request, &response).ok());
    EXPECT_EQ(response.trial().identification().brief_title(), "stroke");
  }
  {
    grpc::ClientContext context;
    v1::BatchGetTrialsRequest request;
    request.add_ids("NCT10000001");
    v1::BatchGetTrialsResponse response;
    ASSERT_TRUE(server_->stub().BatchGetTrials(&context, request, &response).ok());
    EXPECT_EQ(response.trials_size(), 1);
  }
  {
    grpc::ClientContext context;
    v1::ExplainTrialRequest request;
    request.set_id("NCT10000001");
    *request.mutable_search() = Request("stroke NOT gout", 1);
    v1::ExplainTrialResponse response;
    ASSERT_TRUE(server_->stub().ExplainTrial(&context, request, &response).ok());
    EXPECT_TRUE(response.matched());
    EXPECT_GT(response.score(), 0);
    EXPECT_EQ(response.explanation().children_size(), 2);
  }
  grpc::ClientContext context;
  v1::GetQueryStatusResponse response;
  ASSERT_TRUE(server_->stub().GetQueryStatus(&context, {}, &response).ok());
  EXPECT_EQ(response.position(), 1u);
  EXPECT_NE(response.version(), "");
}

TEST_F(QueryServiceTest, FacetsComeWithTheHits) {
  Start();
  CreateIndex();
  v1::Trial trial = TestTrial(2, "stroke");
  trial.mutable_design()->add_phases(v1::PHASE_PHASE2);
  index_.Put(trial);
  index_.Commit();
  v1::SearchTrialsRequest request = Request("stroke", 2);
  request.set_filter("phase = PHASE2");
  request.add_facets()->set_field("phase");
  const auto response = server_->Search(request);
  ASSERT_OK(response);
  EXPECT_EQ(response->total_size(), 1);
  ASSERT_EQ(response->facets_size(), 1);
  EXPECT_EQ(response->facets(0).total_count(), 2);
  EXPECT_EQ(response->facets(0).missing_count(), 1);
  ASSERT_EQ(response->facets(0).values_size(), 1);
  EXPECT_EQ(response->facets(0).values(0).value(), "PHASE2");
  EXPECT_TRUE(response->facets(0).values(0).selected());
  request.add_facets()->set_field("phas");
  const auto unknown = server_->Search(request);
  EXPECT_THAT(unknown, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_EQ(ErrorReason(unknown.status()), "UNKNOWN_FIELD");
}

TEST_F(QueryServiceTest, FieldStatisticsWaitForTheirPosition) {
  Start();
  CreateIndex();
  index_.Put(TestTrial(2, "heart attack"));
  index_.Commit();
  grpc::ClientContext context;
  v1::GetFieldStatisticsRequest request;
  request.add_fields("BriefTitle");
  request.set_min_position(2);
  request.set_log_id("log-1");
  v1::GetFieldStatisticsResponse response;
  ASSERT_OK(FromGrpcStatus(server_->stub().GetFieldStatistics(&context, request, &response)));
  EXPECT_EQ(response.position(), 2u);
  EXPECT_EQ(response.trial_count(), 2);
  ASSERT_EQ(response.fields_size(), 1);
  EXPECT_DOUBLE_EQ(response.fields(0).mean(), 1.5);
}

TEST_F(QueryServiceTest, MatchesTrialsForAPatientOnceThePositionIsReached) {
  Start();
  CreateIndex();
  v1::Trial trial = TestTrial(2, "ischemic stroke in children");
  trial.mutable_eligibility()->mutable_maximum_age()->set_value(17);
  trial.mutable_eligibility()->mutable_maximum_age()->set_unit(v1::AGE_UNIT_YEARS);
  index_.Put(trial);
  index_.Commit();
  v1::MatchTrialsRequest request;
  request.set_note("A 60-year-old man with ischemic stroke");
  request.set_min_position(2);
  v1::MatchTrialsResponse response;
  {
    grpc::ClientContext context;
    ASSERT_OK(FromGrpcStatus(server_->stub().MatchTrials(&context, request, &response)));
  }
  EXPECT_EQ(response.position(), 2u);
  ASSERT_EQ(response.matches_size(), 2);
  EXPECT_EQ(response.matches(0).hit().id(), "NCT10000001");
  EXPECT_EQ(response.matches(1).hit().id(), "NCT10000002");
  EXPECT_EQ(response.matches(1).fails_count(), 1);
  EXPECT_EQ(response.matches(1).criteria(0).reason(),
            "asks for age under 18 years; known: age 60 years");
  request.clear_note();
  grpc::ClientContext context;
  const absl::Status nobody =
      FromGrpcStatus(server_->stub().MatchTrials(&context, request, &response));
  EXPECT_THAT(nobody, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_EQ(ErrorReason(nobody), "NO_PATIENT");
}

TEST_F(QueryServiceTest, RelatedTrialsAreFoundOnceThePositionIsReached) {
  Start();
  CreateIndex();
  for (int i = 0; i < 20; ++i) index_.Put(TestTrial(100 + i, "migraine"));
  index_.Put(TestTrial(2, "ischemic stroke"));
  index_.Commit();
  v1::FindRelatedTrialsRequest request;
  request.set_id("NCT10000001");
  request.set_min_position(2);
  v1::FindRelatedTrialsResponse response;
  {
    grpc::ClientContext context;
    ASSERT_OK(FromGrpcStatus(server_->stub().FindRelatedTrials(&context, request, &response)));
  }
  EXPECT_EQ(response.position(), 2u);
  ASSERT_EQ(response.trials_size(), 1);
  EXPECT_EQ(response.trials(0).summary().id(), "NCT10000002");
  request.set_id("NCT99999999");
  grpc::ClientContext context;
  const absl::Status missing =
      FromGrpcStatus(server_->stub().FindRelatedTrials(&context, request, &response));
  EXPECT_THAT(missing, StatusIs(absl::StatusCode::kNotFound));
  EXPECT_EQ(ErrorReason(missing), "TRIAL_NOT_FOUND");
}

TEST_F(QueryServiceTest, WhatIsTypedIsCompleted) {
  Start();
  CreateIndex();
  v1::Trial trial = TestTrial(2, "thrombolysis");
  trial.mutable_conditions()->add_conditions("Ischemic Stroke");
  index_.Put(trial);
  index_.Commit();
  v1::SuggestRequest request;
  request.set_prefix("ischmic st");
  request.set_min_position(2);
  v1::SuggestResponse response;
  {
    grpc::ClientContext context;
    ASSERT_OK(FromGrpcStatus(server_->stub().Suggest(&context, request, &response)));
  }
  EXPECT_EQ(response.position(), 2u);
  ASSERT_EQ(response.suggestions_size(), 1);
  EXPECT_EQ(response.suggestions(0).text(), "Ischemic Stroke");
  EXPECT_EQ(response.suggestions(0).edits(), 1);
  request.clear_prefix();
  grpc::ClientContext context;
  EXPECT_THAT(FromGrpcStatus(server_->stub().Suggest(&context, request, &response)),
              StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST_F(QueryServiceTest, ASearchThatFindsNothingSaysWhyAndWhatMayBeMeant) {
  Start();
  CreateIndex();
  v1::SearchTrialsRequest request = Request("storke");
  request.set_suggest(true);
  const auto response = server_->Search(request);
  ASSERT_OK(response);
  EXPECT_EQ(response->total_size(), 0);
  ASSERT_EQ(response->suggestions_size(), 1);
  EXPECT_EQ(response->suggestions(0).query(), "stroke");
  EXPECT_EQ(response->suggestions(0).total_size(), 1);
  ASSERT_EQ(response->funnel_size(), 1);
  EXPECT_EQ(response->funnel(0).clause(), "storke");
}

TEST_F(QueryServiceTest, ACallWaitsForItsPositionWithoutHoldingAThread) {
  QueryServiceOptions options;
  options.searches.threads = 1;
  Start(options);
  CreateIndex();
  std::vector<std::thread> waiting;
  std::atomic<int> found = 0;
  for (int i = 0; i < 5; ++i) {
    waiting.emplace_back([&] {
      const auto response = server_->Search(Request("apoplexy", 2));
      if (response.ok() && response->position() >= 2) found += response->hits_size();
    });
  }
  // Answered, though five calls wait and there is one thread.
  ASSERT_OK(server_->Search(Request("stroke")));
  index_.Put(TestTrial(2, "apoplexy"));
  index_.Commit();
  for (std::thread& thread : waiting) thread.join();
  EXPECT_EQ(found, 5);
}

TEST_F(QueryServiceTest, APositionThatIsNotReachedInTimeIsAnError) {
  Start();
  CreateIndex();
  const auto late = server_->Search(Request("stroke", 99), absl::Milliseconds(100));
  // Whichever notices first: the service or gRPC.
  EXPECT_THAT(late.status().code(),
              testing::AnyOf(absl::StatusCode::kUnavailable, absl::StatusCode::kDeadlineExceeded));
}

TEST_F(QueryServiceTest, TooManyCallsThatWaitForAPositionAreToldToComeBack) {
  QueryServiceOptions options;
  options.max_position_waits = 1;
  Start(options);
  CreateIndex();
  std::thread first([&] {
    // The others may be there first.
    while (absl::IsResourceExhausted(server_->Search(Request("stroke", 2)).status())) {
    }
  });
  absl::Status refused;
  // The first call may take a moment to arrive.
  do {
    refused = server_->Search(Request("stroke", 2), absl::Milliseconds(50)).status();
  } while (!absl::IsResourceExhausted(refused));
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kResourceExhausted));
  EXPECT_TRUE(refused.GetPayload("type.googleapis.com/google.rpc.RetryInfo").has_value());
  // Others than those are answered.
  EXPECT_OK(server_->Search(Request("stroke")));
  index_.Commit();
  first.join();
}

TEST_F(QueryServiceTest, AWrongQueryNamesItsField) {
  Start();
  CreateIndex();
  const auto wrong = server_->Search(Request("(stroke"));
  EXPECT_THAT(wrong, StatusIs(absl::StatusCode::kInvalidArgument));
  google::rpc::BadRequest detail;
  const auto payload = wrong.status().GetPayload("type.googleapis.com/google.rpc.BadRequest");
  ASSERT_TRUE(payload.has_value());
  ASSERT_TRUE(detail.ParseFromString(std::string(*payload)));
  EXPECT_EQ(detail.field_violations(0).field(), "query");
}

TEST_F(QueryServiceTest, BytesThatAreNoRequestAreTheCallersMistake) {
  Start();
  CreateIndex();
  grpc::GenericStub stub(server_->channel());
  for (const char* method : {"SearchTrials", "GetTrial", "BatchGetTrials"}) {
    grpc::ClientContext context;
    const grpc::ByteBuffer request = ToByteBuffer("no message");
    grpc::ByteBuffer response;
    absl::Status status;
    absl::Notification done;
    stub.UnaryCall(&context, absl::StrCat("/trialdex.v1.QueryService/", method), {}, &request,
                   &response, [&](const grpc::Status& result) {
                     status = FromGrpcStatus(result);
                     done.Notify();
                   });
    done.WaitForNotification();
    EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument)) << method;
  }
}

TEST_F(QueryServiceTest, StoppingEndsCallsThatWait) {
  Start();
  CreateIndex();
  std::thread waiting([&] {
    EXPECT_THAT(server_->Search(Request("stroke", 99)), StatusIs(absl::StatusCode::kUnavailable));
  });
  // Stops whether the call has arrived or not: it then finds waiting over.
  server_->Search(Request("stroke")).IgnoreError();
  source_.StopWaiting();
  waiting.join();
}

TEST_F(QueryServiceTest, SearchesInParallelWhileCommitsSwap) {
  Start();
  CreateIndex();
  std::atomic<bool> stop = false;
  std::atomic<int> failed = 0;
  std::vector<std::thread> callers;
  for (int i = 0; i < 4; ++i) {
    callers.emplace_back([&] {
      while (!stop) {
        const auto response = server_->Search(Request("stroke"));
        if (!response.ok() || response->hits_size() != 1) ++failed;
      }
    });
  }
  for (uint64_t position = 2; position < 30; ++position) {
    index_.Put(TestTrial(1, "stroke"));
    index_.Commit();
  }
  stop = true;
  for (std::thread& caller : callers) caller.join();
  EXPECT_EQ(failed, 0);
}

}  // namespace
}  // namespace trialdex
