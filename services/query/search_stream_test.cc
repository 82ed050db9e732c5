#include "services/query/search_stream.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "libs/base/errors.h"
#include "libs/search/testing/test_snapshots.h"
#include "services/query/testing/test_query_server.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

constexpr int kTrials = 60;

// Trials of some size, so that no buffer holds a whole stream.
v1::Trial MakeTrial(int number) {
  v1::Trial trial;
  trial.set_id(TestTrialId(number));
  trial.mutable_identification()->set_brief_title("stroke");
  std::string* text = trial.mutable_description()->mutable_detailed_description();
  for (int i = 0; i < 10000; ++i) absl::StrAppend(text, " ", number * 7919 + i * i);
  return trial;
}

class SearchStreamTest : public testing::Test {
 protected:
  // One index for all tests, which only read it.
  static void SetUpTestSuite() {
    index_ = new TestSnapshots;
    for (int i = 0; i < kTrials; ++i) index_->Put(MakeTrial(i));
    index_->Commit();
  }
  static void TearDownTestSuite() {
    delete index_;
    index_ = nullptr;
  }

  static QueryServiceOptions Options() {
    QueryServiceOptions options;
    options.searches.threads = 1;
    options.max_streams = 2;
    return options;
  }

  static v1::StreamSearchRequest Full() {
    v1::StreamSearchRequest request;
    request.mutable_search()->set_query("stroke");
    request.mutable_search()->set_view(v1::TRIAL_VIEW_FULL);
    return request;
  }

  // A stream of which nothing is read yet.
  struct OpenStream {
    grpc::ClientContext context;
    std::unique_ptr<grpc::ClientReader<v1::StreamSearchResponse>> reader;
  };
  std::unique_ptr<OpenStream> Open(const v1::StreamSearchRequest& request) {
    auto stream = std::make_unique<OpenStream>();
    stream->reader = server_.stub().StreamSearch(&stream->context, request);
    return stream;
  }

  // Ids of all hits; the call must end well.
  static std::vector<std::string> ReadAll(OpenStream& stream) {
    std::vector<std::string> ids;
    v1::StreamSearchResponse response;
    while (stream.reader->Read(&response)) {
      EXPECT_LT(response.ByteSizeLong(), size_t{2} << 20);
      for (const v1::TrialHit& hit : response.hits()) ids.push_back(hit.id());
    }
    EXPECT_OK(FromGrpcStatus(stream.reader->Finish()));
    return ids;
  }

  static inline TestSnapshots* index_ = nullptr;

  SearchEngine engine_{index_->source(), SearchEngineOptions()};
  TestQueryServer server_{engine_, Options()};
};

TEST_F(SearchStreamTest, AllHitsComeInMessagesOfBoundedSize) {
  const std::vector<std::string> ids = ReadAll(*Open(Full()));
  ASSERT_EQ(ids.size(), static_cast<size_t>(kTrials));
  for (int i = 0; i < kTrials; ++i) {
    EXPECT_EQ(ids[static_cast<size_t>(i)], TestTrialId(i));
  }
}

TEST_F(SearchStreamTest, AReaderThatDoesNotReadHoldsUpNobody) {
  const auto stalled = Open(Full());
  v1::StreamSearchResponse response;
  ASSERT_TRUE(stalled->reader->Read(&response));
  // One thread serves all: were it waiting for the reader, this would not be answered.
  ASSERT_OK(server_.Search(Full().search()));
  EXPECT_EQ(ReadAll(*Open(Full())).size(), static_cast<size_t>(kTrials));
  stalled->context.TryCancel();
  EXPECT_THAT(FromGrpcStatus(stalled->reader->Finish()), StatusIs(absl::StatusCode::kCancelled));
}

TEST_F(SearchStreamTest, StreamsAreBoundedAndCancelledOnesMakeRoom) {
  auto first = Open(Full());
  auto second = Open(Full());
  v1::StreamSearchResponse response;
  ASSERT_TRUE(first->reader->Read(&response));
  ASSERT_TRUE(second->reader->Read(&response));
  const auto third = Open(Full());
  EXPECT_FALSE(third->reader->Read(&response));
  const absl::Status refused = FromGrpcStatus(third->reader->Finish());
  EXPECT_THAT(refused, StatusIs(absl::StatusCode::kResourceExhausted));
  EXPECT_EQ(ErrorReason(refused), "TOO_MANY_STREAMS");

  first->context.TryCancel();
  first->reader->Finish();
  // The server learns of it a little later.
  bool admitted = false;
  while (!admitted) {
    const auto next = Open(Full());
    admitted = next->reader->Read(&response);
    next->context.TryCancel();
    next->reader->Finish();
  }
  EXPECT_TRUE(admitted);
}

TEST_F(SearchStreamTest, ErrorsOfTheRequestEndTheCall) {
  v1::StreamSearchRequest request = Full();
  request.mutable_search()->set_query("(stroke");
  const auto stream = Open(request);
  v1::StreamSearchResponse response;
  EXPECT_FALSE(stream->reader->Read(&response));
  EXPECT_THAT(FromGrpcStatus(stream->reader->Finish()),
              StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST_F(SearchStreamTest, AServiceThatStopsEndsItsStreams) {
  const auto stream = Open(Full());
  v1::StreamSearchResponse response;
  ASSERT_TRUE(stream->reader->Read(&response));
  server_.service().EndStreams();
  while (stream->reader->Read(&response)) {
  }
  EXPECT_THAT(FromGrpcStatus(stream->reader->Finish()), StatusIs(absl::StatusCode::kUnavailable));
  const auto late = Open(Full());
  EXPECT_FALSE(late->reader->Read(&response));
  EXPECT_THAT(FromGrpcStatus(late->reader->Finish()), StatusIs(absl::StatusCode::kUnavailable));
}

}  // namespace
}  // namespace trialdex
