#include "libs/search/search_engine.h"

#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/base/errors.h"
#include "libs/index/index_writer.h"
#include "libs/query/free_text.h"
#include "tests/support/fake_clock.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr char kFingerprint[] = "0123456789abcdef";

std::string IdOf(int number) { return absl::StrFormat("NCT%08d", 10000000 + number); }

v1::Trial MakeTrial(int number, const std::string& title) {
  v1::Trial trial;
  trial.set_id(IdOf(number));
  trial.mutable_identification()->set_registry(v1::REGISTRY_CLINICALTRIALS_GOV);
  trial.mutable_identification()->set_brief_title(title);
  return trial;
}

class SearchEngineTest : public testing::Test {
 protected:
  SearchEngineTest() {
    const IndexName name{kFingerprint, 1};
    directory_ = IndexDirectory::Open(temp_.path()).value();
    IndexWriterOptions writer_options;
    writer_options.directory = directory_->Path(name);
    writer_options.fingerprint = kFingerprint;
    writer_ = OpenIndexWriter(writer_options).value();
    Commit();
    EXPECT_OK(directory_->SetCurrent(name));
    SnapshotSourceOptions source_options;
    source_options.index_dir = temp_.path();
    source_options.fingerprint = kFingerprint;
    source_ = std::make_unique<SnapshotSource>(source_options, clock_);
    options_.max_page_bytes = 20000;
    options_.pinned.max_count = 2;
    engine_ = std::make_unique<SearchEngine>(*source_, options_, clock_);
  }

  void Put(const v1::Trial& trial) { ASSERT_OK(writer_->Upsert(v1::Trial(trial))); }
  void Commit() {
    ASSERT_OK(writer_->Commit({"log-1", ++position_}));
    if (source_ != nullptr) {
      ASSERT_OK(source_->Refresh());
    }
  }

  static v1::SearchTrialsRequest Request(const std::string& query,
                                         const std::string& order_by = "") {
    v1::SearchTrialsRequest request;
    request.set_query(query);
    request.set_order_by(order_by);
    return request;
  }

  std::vector<std::string> Ids(const v1::SearchTrialsRequest& request) {
    const auto response = engine_->Search(request);
    EXPECT_OK(response);
    std::vector<std::string> ids;
    for (const v1::TrialHit& hit : response->hits()) ids.push_back(hit.id());
    return ids;
  }

  std::string ReasonOf(const v1::SearchTrialsRequest& request) {
    return ErrorReason(engine_->Search(request).status());
  }

  TempDir temp_;
  FakeClock clock_;
  uint64_t position_ = 0;
  std::unique_ptr<IndexDirectory> directory_;
  std::unique_ptr<IndexWriter> writer_;
  std::unique_ptr<SnapshotSource> source_;
  SearchEngineOptions options_;
  std::unique_ptr<SearchEngine> engine_;
};

TEST_F(SearchEngineTest, FindsRanksAndSummarises) {
  Put(MakeTrial(1, "Surgery of the heart and all that comes before and after it"));
  Put(MakeTrial(2, "Heart surgery"));
  Put(MakeTrial(3, "Stroke"));
  Commit();
  const auto response = engine_->Search(Request("heart surgery"));
  ASSERT_OK(response);
  ASSERT_EQ(response->hits_size(), 2);
  EXPECT_EQ(response->hits(0).id(), IdOf(2));
  EXPECT_GT(response->hits(0).score(), response->hits(1).score());
  EXPECT_EQ(response->hits(0).summary().brief_title(), "Heart surgery");
  EXPECT_FALSE(response->hits(0).has_trial());
  EXPECT_EQ(response->total_size(), 2);
  EXPECT_EQ(response->next_page_token(), "");
  EXPECT_EQ(response->position(), position_);
  EXPECT_EQ(response->log_id(), "log-1");
  EXPECT_FALSE(response->partial());
}

TEST_F(SearchEngineTest, AnEmptyQueryListsEveryTrialInOrderOfId) {
  for (const int number : {3, 1, 2}) Put(MakeTrial(number, "title"));
  Commit();
  EXPECT_THAT(Ids(Request("")), ElementsAre(IdOf(1), IdOf(2), IdOf(3)));
}

TEST_F(SearchEngineTest, AFreeTextIsRankedByAnyOfItsWordsPageByPage) {
  Put(MakeTrial(1, "Gout of the elbow"));
  Put(MakeTrial(2, "Tremor"));
  Put(MakeTrial(3, "Gout"));
  Commit();
  v1::SearchTrialsRequest request;
  request.set_text("NOT (a \"patient\" with gout in the elbow");
  request.set_page_size(1);
  const auto first = engine_->Search(request);
  ASSERT_OK(first);
  ASSERT_EQ(first->hits_size(), 1);
  EXPECT_EQ(first->hits(0).id(), IdOf(1));
  EXPECT_EQ(first->total_size(), 2);
  request.set_page_token(first->next_page_token());
  const auto second = engine_->Search(request);
  ASSERT_OK(second);
  ASSERT_EQ(second->hits_size(), 1);
  EXPECT_EQ(second->hits(0).id(), IdOf(3));
  EXPECT_EQ(second->next_page_token(), "");

  request.set_text("another text");
  EXPECT_EQ(ReasonOf(request), "PAGE_TOKEN_MISMATCH");
}

TEST_F(SearchEngineTest, AFreeTextIsRefusedBesideAQueryOrAboveItsLimit) {
  v1::SearchTrialsRequest request = Request("gout");
  request.set_text("gout");
  EXPECT_THAT(engine_->Search(request), StatusIs(absl::StatusCode::kInvalidArgument));
  request.clear_query();
  request.set_text(std::string(kMaxFreeTextBytes + 1, 'a'));
  EXPECT_EQ(ReasonOf(request), "TEXT_TOO_LARGE");
  request.set_text(std::string(kMaxFreeTextBytes, ' '));
  EXPECT_THAT(Ids(request), testing::IsEmpty());
}

TEST_F(SearchEngineTest, AStemFindsOtherFormsAndTheWordItselfComesFirst) {
  Put(MakeTrial(1, "Treating children"));
  Put(MakeTrial(2, "Treated children"));
  Commit();
  EXPECT_THAT(Ids(Request("treated")), ElementsAre(IdOf(2), IdOf(1)));
}

TEST_F(SearchEngineTest, ARomanNumeralIsFoundByItsNumber) {
  Put(MakeTrial(1, "Stage \u2163 breast cancer"));
  Commit();
  EXPECT_THAT(Ids(Request("stage IV breast cancer")), ElementsAre(IdOf(1)));
  EXPECT_THAT(Ids(Request("\"stage 4\"")), ElementsAre(IdOf(1)));
}

TEST_F(SearchEngineTest, FiltersSelect) {
  v1::Trial recruiting = MakeTrial(1, "stroke");
  recruiting.mutable_status()->set_overall_status(v1::OVERALL_STATUS_RECRUITING);
  recruiting.mutable_design()->mutable_enrollment()->set_count(200);
  Put(recruiting);
  v1::Trial completed = MakeTrial(2, "stroke");
  completed.mutable_status()->set_overall_status(v1::OVERALL_STATUS_COMPLETED);
  Put(completed);
  Commit();
  auto request = Request("stroke");
  request.set_filter("overall_status = RECRUITING AND enrollment > 100");
  EXPECT_THAT(Ids(request), ElementsAre(IdOf(1)));
  request.set_filter("overall_status = RECRUITNG");
  EXPECT_EQ(ReasonOf(request), "UNKNOWN_VALUE");
}

TEST_F(SearchEngineTest, ViewsAndMasksSayHowMuchIsSent) {
  Put(MakeTrial(1, "stroke"));
  Commit();
  auto request = Request("stroke");
  request.set_view(v1::TRIAL_VIEW_ID);
  EXPECT_FALSE(engine_->Search(request)->hits(0).has_summary());
  request.set_view(v1::TRIAL_VIEW_FULL);
  EXPECT_EQ(engine_->Search(request)->hits(0).trial().identification().brief_title(), "stroke");
  request.mutable_read_mask()->add_paths("id");
  const auto masked = engine_->Search(request);
  EXPECT_EQ(masked->hits(0).trial().id(), IdOf(1));
  EXPECT_FALSE(masked->hits(0).trial().has_identification());
  request.mutable_read_mask()->add_paths("no_such_field");
  EXPECT_THAT(engine_->Search(request),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("read_mask")));
}

TEST_F(SearchEngineTest, HighlightsShowTheWords) {
  Put(MakeTrial(1, "Treating stroke"));
  Commit();
  auto request = Request("treated stroke");
  request.set_highlight(true);
  const auto response = engine_->Search(request);
  ASSERT_OK(response);
  ASSERT_EQ(response->hits(0).highlights_size(), 1);
  EXPECT_EQ(response->hits(0).highlights(0).field(), "identification.brief_title");
  EXPECT_EQ(response->hits(0).highlights(0).spans_size(), 2);
}

TEST_F(SearchEngineTest, PagingWhileTheIndexChangesShowsEachTrialOnce) {
  for (int i = 0; i < 60; ++i) Put(MakeTrial(i, "stroke"));
  Commit();
  auto request = Request("stroke", "id");
  request.set_page_size(7);
  std::multiset<std::string> seen;
  int round = 0;
  do {
    const auto response = engine_->Search(request);
    ASSERT_OK(response);
    for (const v1::TrialHit& hit : response->hits()) seen.insert(hit.id());
    request.set_page_token(response->next_page_token());
    // Every trial is written again, and one more comes in front of and behind the page.
    for (int i = 0; i < 60; ++i) Put(MakeTrial(i, absl::StrCat("stroke ", round)));
    Put(MakeTrial(-1 - round, "stroke"));
    Put(MakeTrial(1000 + round, "apoplexy"));
    Commit();
    ++round;
  } while (!request.page_token().empty());
  EXPECT_EQ(seen.size(), 60u);
  for (int i = 0; i < 60; ++i) EXPECT_EQ(seen.count(IdOf(i)), 1u) << i;
}

TEST_F(SearchEngineTest, PagesByRelevanceComeFromOneSnapshot) {
  for (int i = 0; i < 30; ++i) Put(MakeTrial(i, i % 2 == 0 ? "stroke" : "stroke of the heart"));
  Commit();
  auto request = Request("stroke");
  request.set_page_size(100);
  const std::vector<std::string> all = Ids(request);
  request.set_page_size(8);
  std::vector<std::string> paged;
  do {
    const auto response = engine_->Search(request);
    ASSERT_OK(response);
    EXPECT_EQ(response->total_size(), 30);
    for (const v1::TrialHit& hit : response->hits()) paged.push_back(hit.id());
    request.set_page_token(response->next_page_token());
    Put(MakeTrial(0, "something else"));
    Put(MakeTrial(100, "stroke"));
    Commit();
  } while (!request.page_token().empty());
  EXPECT_EQ(paged, all);
}

TEST_F(SearchEngineTest, ATokenWhoseSnapshotIsGoneSaysSo) {
  for (int i = 0; i < 30; ++i) Put(MakeTrial(i, "stroke"));
  Commit();
  auto request = Request("stroke");
  request.set_page_token(engine_->Search(request)->next_page_token());
  Put(MakeTrial(31, "stroke"));
  Commit();
  EXPECT_EQ(Ids(request).size(), 10u);
  clock_.Advance(absl::Hours(1));
  EXPECT_THAT(engine_->Search(request), StatusIs(absl::StatusCode::kFailedPrecondition));
  EXPECT_EQ(ReasonOf(request), "PAGE_TOKEN_EXPIRED");
}

TEST_F(SearchEngineTest, ATokenSurvivesARestartWithoutACommit) {
  for (int i = 0; i < 30; ++i) Put(MakeTrial(i, "stroke"));
  Commit();
  auto request = Request("stroke");
  request.set_page_token(engine_->Search(request)->next_page_token());
  engine_ = std::make_unique<SearchEngine>(*source_, options_, clock_);
  EXPECT_EQ(Ids(request).size(), 10u);
}

TEST_F(SearchEngineTest, PagesByDateOutliveTheirSnapshot) {
  for (int i = 0; i < 30; ++i) {
    v1::Trial trial = MakeTrial(i, "stroke");
    trial.mutable_design()->mutable_enrollment()->set_count(i);
    Put(trial);
  }
  Commit();
  auto request = Request("", "enrollment");
  request.set_page_token(engine_->Search(request)->next_page_token());
  const std::vector<std::string> second = Ids(request);
  v1::Trial moved = MakeTrial(0, "stroke");
  moved.mutable_design()->mutable_enrollment()->set_count(15);
  Put(moved);
  Commit();
  // Trial 0 was on the first page and now is in front of the sixteenth.
  EXPECT_EQ(Ids(request), second);
  clock_.Advance(absl::Hours(1));
  const std::vector<std::string> later = Ids(request);
  EXPECT_EQ(later.size(), 10u);
  EXPECT_EQ(later[5], IdOf(0));
}

TEST_F(SearchEngineTest, ATokenOfAnotherSearchIsRefused) {
  for (int i = 0; i < 30; ++i) Put(MakeTrial(i, "stroke"));
  Commit();
  auto request = Request("stroke", "id");
  const std::string token = engine_->Search(request)->next_page_token();
  for (auto other : {Request("heart", "id"), Request("stroke", "start_date"), Request("stroke")}) {
    other.set_page_token(token);
    EXPECT_EQ(ReasonOf(other), "PAGE_TOKEN_MISMATCH");
  }
  request.set_filter("enrollment > 1");
  request.set_page_token(token);
  EXPECT_EQ(ReasonOf(request), "PAGE_TOKEN_MISMATCH");
  request.set_page_token("nonsense");
  EXPECT_EQ(ReasonOf(request), "PAGE_TOKEN_MALFORMED");
}

TEST_F(SearchEngineTest, APageOfWholeTrialsEndsAtTheByteLimit) {
  for (int i = 0; i < 5; ++i) {
    v1::Trial trial = MakeTrial(i, "stroke");
    trial.mutable_description()->set_detailed_description(std::string(8000, 'x'));
    Put(trial);
  }
  Commit();
  auto request = Request("", "id");
  request.set_view(v1::TRIAL_VIEW_FULL);
  std::vector<std::string> all;
  std::vector<int> sizes;
  do {
    const auto response = engine_->Search(request);
    ASSERT_OK(response);
    sizes.push_back(response->hits_size());
    for (const v1::TrialHit& hit : response->hits()) all.push_back(hit.id());
    request.set_page_token(response->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(sizes, ElementsAre(2, 2, 1));
  EXPECT_THAT(all, ElementsAre(IdOf(0), IdOf(1), IdOf(2), IdOf(3), IdOf(4)));
}

TEST_F(SearchEngineTest, WrongRequestsAreRefused) {
  auto request = Request("stroke");
  request.set_page_size(-1);
  EXPECT_THAT(engine_->Search(request),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("page_size")));
  request = Request("stroke");
  request.mutable_time_limit()->set_nanos(-5);
  EXPECT_THAT(engine_->Search(request), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(engine_->Search(Request("(stroke")), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(engine_->Search(Request("stroke", "colour")),
              StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST_F(SearchEngineTest, AWantedPositionOrLogIsChecked) {
  auto request = Request("");
  request.set_min_position(position_);
  EXPECT_OK(engine_->Search(request));
  request.set_min_position(position_ + 1);
  EXPECT_EQ(ReasonOf(request), "POSITION_NOT_REACHED");
  request.set_log_id("log-2");
  EXPECT_EQ(ReasonOf(request), "LOG_MISMATCH");
  absl::Status told;
  engine_->WhenReady(position_ + 1, "log-2", absl::InfiniteFuture(),
                     [&](const absl::Status& status) { told = status; });
  EXPECT_EQ(ErrorReason(told), "LOG_MISMATCH");
}

TEST_F(SearchEngineTest, GetsATrialByItsIdOrAnAlias) {
  v1::Trial trial = MakeTrial(1, "stroke");
  trial.mutable_identification()->add_aliases(IdOf(77));
  Put(trial);
  Commit();
  for (const std::string& id : {IdOf(1), IdOf(77), std::string(" nct10000001 ")}) {
    v1::GetTrialRequest request;
    request.set_id(id);
    const auto response = engine_->Get(request);
    ASSERT_OK(response);
    EXPECT_EQ(response->trial().SerializeAsString(), trial.SerializeAsString());
  }
  v1::GetTrialRequest request;
  request.set_id(IdOf(2));
  EXPECT_THAT(engine_->Get(request), StatusIs(absl::StatusCode::kNotFound));
  request.set_id("stroke");
  EXPECT_THAT(engine_->Get(request), StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST_F(SearchEngineTest, GetsManyTrialsAndNamesWhatIsMissingOrLeftOut) {
  for (int i = 0; i < 4; ++i) {
    v1::Trial trial = MakeTrial(i, "stroke");
    trial.mutable_description()->set_detailed_description(std::string(8000, 'x'));
    Put(trial);
  }
  Commit();
  v1::BatchGetTrialsRequest request;
  for (const int number : {2, 9, 0, 1, 3}) request.add_ids(IdOf(number));
  const auto response = engine_->BatchGet(request);
  ASSERT_OK(response);
  ASSERT_EQ(response->trials_size(), 2);
  EXPECT_EQ(response->trials(0).id(), IdOf(2));
  EXPECT_EQ(response->trials(1).id(), IdOf(0));
  EXPECT_THAT(response->missing_ids(), ElementsAre(IdOf(9)));
  EXPECT_THAT(response->unread_ids(), ElementsAre(IdOf(1), IdOf(3)));
  request.add_ids("stroke");
  EXPECT_THAT(engine_->BatchGet(request),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("ids[5]")));
  request.clear_ids();
  EXPECT_THAT(engine_->BatchGet(request), StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST_F(SearchEngineTest, StatusTellsWhatIsServed) {
  Put(MakeTrial(1, "stroke"));
  Commit();
  const auto status = engine_->Status();
  ASSERT_OK(status);
  EXPECT_EQ(status->position(), position_);
  EXPECT_EQ(status->document_count(), 1);
  EXPECT_EQ(status->fingerprint(), kFingerprint);
}

TEST_F(SearchEngineTest, FacetsAreOfAllPagesAndSurviveDeletions) {
  for (int number = 1; number <= 7; ++number) {
    v1::Trial trial = MakeTrial(number, "stroke");
    v1::Location& site = *trial.mutable_contacts_locations()->add_locations();
    site.set_country(number % 3 == 0 ? "Peru" : "United States");
    Put(trial);
    if (number % 2 == 0) Commit();
  }
  Commit();
  ASSERT_OK(writer_->Delete(IdOf(1)));
  Commit();
  v1::SearchTrialsRequest request = Request("stroke");
  request.set_page_size(4);
  request.add_facets()->set_field("country");
  const auto first = engine_->Search(request);
  ASSERT_OK(first);
  ASSERT_EQ(first->facets_size(), 1);
  const v1::Facet& facet = first->facets(0);
  ASSERT_EQ(facet.values_size(), 2);
  EXPECT_EQ(facet.values(0).display(), "United States");
  EXPECT_EQ(facet.values(0).value(), "united states");
  EXPECT_EQ(facet.values(0).count(), 4);
  EXPECT_EQ(facet.values(1).count(), 2);
  EXPECT_EQ(facet.total_count(), 6);
  request.set_page_token(first->next_page_token());
  const auto second = engine_->Search(request);
  ASSERT_OK(second);
  EXPECT_EQ(second->facets(0).SerializeAsString(), facet.SerializeAsString());
  request.clear_facets();
  EXPECT_EQ(engine_->Search(request)->facets_size(), 0);
}

}  // namespace
}  // namespace trialdex
