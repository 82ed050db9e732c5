#include "services/ingest/history_service.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/time/clock.h"
#include "gmock/gmock.h"
#include "grpcpp/grpcpp.h"
#include "gtest/gtest.h"
#include "libs/base/errors.h"
#include "libs/base/status_macros.h"
#include "libs/intake/intake.h"
#include "libs/intake/testing/intake_harness.h"
#include "libs/log/testing/memory_trial_log.h"
#include "libs/rpc/server.h"
#include "libs/rpc/status.h"
#include "libs/sources/all_parsers.h"
#include "tests/support/sample_study.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

class HistoryServiceTest : public ::testing::Test {
 protected:
  template <typename Request, typename Response>
  absl::StatusOr<Response> Call(grpc::Status (v1::HistoryService::Stub::*method)(
                                    grpc::ClientContext*, const Request&, Response*),
                                const Request& request) {
    grpc::ClientContext context;
    context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(20)));
    Response response;
    RETURN_IF_ERROR(FromGrpcStatus((stub_.get()->*method)(&context, request, &response)));
    return response;
  }
  absl::StatusOr<v1::GetTrialVersionResponse> Get(const v1::GetTrialVersionRequest& request) {
    return Call(&v1::HistoryService::Stub::GetTrialVersion, request);
  }
  absl::StatusOr<v1::ListTrialVersionsResponse> List(const std::string& trial_id, int page_size = 0,
                                                     const std::string& token = "") {
    v1::ListTrialVersionsRequest request;
    request.set_trial_id(trial_id);
    request.set_page_size(page_size);
    request.set_page_token(token);
    return Call(&v1::HistoryService::Stub::ListTrialVersions, request);
  }

  // Its position.
  uint64_t Submit(const std::string& content) {
    v1::RawRecord record;
    record.set_content(content);
    const auto result = trialdex::Submit(*intake_, {record});
    EXPECT_OK(result);
    return result.ok() ? result->position : 0;
  }

  static v1::GetTrialVersionRequest Request(const std::string& trial_id) {
    v1::GetTrialVersionRequest request;
    request.set_trial_id(trial_id);
    return request;
  }
  static v1::GetTrialVersionRequest AsOf(const std::string& trial_id, uint64_t position) {
    v1::GetTrialVersionRequest request = Request(trial_id);
    request.set_as_of_position(position);
    return request;
  }

  static std::vector<const RecordParser*> Pointers(const ParserSet& set) {
    std::vector<const RecordParser*> parsers;
    for (const auto& parser : set.parsers()) parsers.push_back(parser.get());
    return parsers;
  }

  const ParserSet parsers_;
  std::unique_ptr<TrialLog> log_ = NewMemoryTrialLog(RealClock());
  std::unique_ptr<Intake> intake_ = Intake::Start(*log_, Pointers(parsers_), RealClock());
  UnaryPool pool_;
  HistoryService service_{*log_, pool_};
  std::unique_ptr<RpcServer> server_ = *RpcServer::Start({.drain = absl::Seconds(5)}, {&service_});
  std::unique_ptr<v1::HistoryService::Stub> stub_ =
      v1::HistoryService::NewStub(server_->InProcessChannel());
};

std::string SummaryOf(const v1::Trial& trial) { return trial.description().brief_summary(); }

TEST_F(HistoryServiceTest, VersionsAreListedByTheirDatesNotByTheirArrival) {
  Submit(SampleStudyJson(1, 3));
  Submit(SampleStudyJson(1, 1));
  Submit(SampleStudyJson(1, 2));
  const auto list = List("NCT00000001");
  ASSERT_OK(list);
  std::vector<int64_t> versions;
  std::vector<int> days;
  for (const v1::TrialVersion& version : list->versions()) {
    versions.push_back(version.version());
    days.push_back(version.last_update_date().day());
    EXPECT_EQ(version.format(), v1::SOURCE_FORMAT_CTGOV_V2_JSON);
    EXPECT_EQ(version.newest_of_format(), version.version() == 1);
    EXPECT_EQ(version.raw_bytes(), static_cast<int64_t>(SampleStudyJson(1).size()));
    EXPECT_TRUE(version.has_create_time());
    EXPECT_FALSE(version.content_digest().empty());
  }
  EXPECT_THAT(versions, ElementsAre(2, 3, 1));
  EXPECT_THAT(days, ElementsAre(2, 3, 4));
}

TEST_F(HistoryServiceTest, VersionsComeInPagesAndANewerOneJoinsTheRest) {
  for (const int revision : {5, 1, 4, 2}) Submit(SampleStudyJson(1, revision));
  std::vector<int64_t> versions;
  std::string token;
  do {
    const auto page = List("NCT00000001", 2, token);
    ASSERT_OK(page);
    EXPECT_LE(page->versions_size(), 2);
    for (const v1::TrialVersion& version : page->versions()) versions.push_back(version.version());
    if (token.empty()) Submit(SampleStudyJson(1, 3));
    token = page->next_page_token();
  } while (!token.empty());
  EXPECT_THAT(versions, ElementsAre(2, 4, 5, 3, 1));
}

TEST_F(HistoryServiceTest, APageTokenIsOfOneTrial) {
  for (const int trial : {1, 2}) {
    for (const int revision : {1, 2}) Submit(SampleStudyJson(trial, revision));
  }
  const auto page = List("NCT00000001", 1);
  ASSERT_OK(page);
  EXPECT_OK(List("nct00000001", 1, page->next_page_token()));
  const std::string other_version = absl::StrCat("versions/", log_->log_id(), "/NCT00000001:9");
  for (const absl::Status& status :
       {List("NCT00000002", 1, page->next_page_token()).status(),
        List("NCT00000001", 1, "x").status(), List("NCT00000001", 1, other_version).status()}) {
    EXPECT_THAT(status, StatusIs(absl::StatusCode::kInvalidArgument));
    EXPECT_EQ(ErrorReason(status), "PAGE_TOKEN_MISMATCH");
  }
  EXPECT_THAT(List("NCT00000001", -1),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("page_size")));
}

TEST_F(HistoryServiceTest, AVersionIsTheRecordAsItCame) {
  for (int version = 1; version <= 2; ++version) Submit(SampleStudyJson(1, version));
  for (int version = 1; version <= 2; ++version) {
    v1::GetTrialVersionRequest request = Request("NCT00000001");
    request.set_version(version);
    const auto parsed = Get(request);
    ASSERT_OK(parsed);
    EXPECT_EQ(parsed->version().version(), version);
    EXPECT_THAT(SummaryOf(parsed->trial()), HasSubstr(absl::StrCat("revision ", version)));
    EXPECT_EQ(parsed->raw(), "");
    request.set_include_raw(true);
    const auto with_raw = Get(request);
    ASSERT_OK(with_raw);
    EXPECT_EQ(with_raw->raw(), SampleStudyJson(1, version));
  }
}

TEST_F(HistoryServiceTest, WithoutASelectorTheNewestIsMeantAndItsRecordIsThatOfTheLeader) {
  Submit(SampleStudyJson(1, 2));
  Submit(SampleStudyJson(1, 1));
  v1::GetTrialVersionRequest request = Request(" nct00000001 ");
  request.set_include_raw(true);
  const auto newest = Get(request);
  ASSERT_OK(newest);
  EXPECT_EQ(newest->version().version(), 1);
  EXPECT_EQ(newest->raw(), SampleStudyJson(1, 2));
}

TEST_F(HistoryServiceTest, APositionShowsWhatWasCurrentThere) {
  const uint64_t first = Submit(SampleStudyJson(1, 1));
  const uint64_t other = Submit(SampleStudyJson(2, 1));
  const uint64_t second = Submit(SampleStudyJson(1, 2));
  for (const uint64_t position : {first, other}) {
    const auto then = Get(AsOf("NCT00000001", position));
    ASSERT_OK(then);
    EXPECT_EQ(then->version().version(), 1);
    EXPECT_THAT(SummaryOf(then->trial()), HasSubstr("revision 1"));
  }
  for (const uint64_t position : {second, second + 1000}) {
    const auto now = Get(AsOf("NCT00000001", position));
    ASSERT_OK(now);
    EXPECT_EQ(now->version().version(), 2);
  }
  EXPECT_THAT(Get(AsOf("NCT00000002", first)), StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(HistoryServiceTest, ADeletedTrialIsReadByVersionOrAsItWas) {
  const uint64_t first = Submit(SampleStudyJson(1, 1));
  const auto tombstone = DeleteTrial(*intake_, "NCT00000001");
  ASSERT_OK(tombstone);
  EXPECT_THAT(Get(Request("NCT00000001")), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(Get(AsOf("NCT00000001", *tombstone)), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_OK(Get(AsOf("NCT00000001", first)));
  v1::GetTrialVersionRequest request = Request("NCT00000001");
  request.set_version(1);
  EXPECT_OK(Get(request));
  const auto list = List("NCT00000001");
  ASSERT_OK(list);
  EXPECT_EQ(list->versions_size(), 1);
}

TEST_F(HistoryServiceTest, AnAliasHasTheHistoryOfItsTrial) {
  Submit(SampleStudyJson(1));
  Submit(absl::StrReplaceAll(SampleStudyJson(2), {{R"("orgStudyIdInfo")",
                                                   R"("nctIdAliases": ["NCT00000001"],
                                                      "orgStudyIdInfo")"}}));
  const auto list = List("NCT00000001");
  ASSERT_OK(list);
  EXPECT_EQ(list->versions_size(), 1);
  const auto current = Get(Request("NCT00000001"));
  ASSERT_OK(current);
  EXPECT_EQ(current->trial().id(), "NCT00000002");
}

TEST_F(HistoryServiceTest, WhatWasNeverHeldIsNotFound) {
  Submit(SampleStudyJson(1));
  for (const absl::Status& status :
       {List("NCT00000009").status(), Get(Request("NCT00000009")).status()}) {
    EXPECT_THAT(status, StatusIs(absl::StatusCode::kNotFound, HasSubstr("NCT00000009")));
    EXPECT_EQ(ErrorReason(status), "TRIAL_NOT_FOUND");
  }
  v1::GetTrialVersionRequest request = Request("NCT00000001");
  request.set_version(2);
  EXPECT_THAT(Get(request), StatusIs(absl::StatusCode::kNotFound));
}

TEST_F(HistoryServiceTest, MalformedIdsAndVersionsAreNamed) {
  for (const std::string& id : {std::string(), std::string("NCT 1"), std::string("../etc")}) {
    EXPECT_THAT(List(id), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("trial_id")))
        << id;
    EXPECT_THAT(Get(Request(id)),
                StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("trial_id")))
        << id;
  }
  Submit(SampleStudyJson(1));
  for (const int64_t version : {int64_t{0}, int64_t{-1}}) {
    v1::GetTrialVersionRequest request = Request("NCT00000001");
    request.set_version(version);
    EXPECT_THAT(Get(request), StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("version")));
  }
}

}  // namespace
}  // namespace trialdex
