// Raw records in at one end, answers out at the other: every stage is the real
// one, but for the log, which is in memory, and the sockets, which are left out.
#include "tests/support/pipeline.h"

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/base/errors.h"
#include "libs/base/file.h"
#include "libs/schema/keywords.h"
#include "tests/support/sample_study.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using ::testing::IsEmpty;

class PipelineTest : public testing::Test {
 protected:
  // The ids of all trials that match, by their last digit: "13" for …1 and …3.
  std::string Found(const std::string& query, const std::string& filter = "",
                    const std::string& order_by = "") {
    std::string digits;
    for (const std::string& id : pipeline_.Find(query, filter, order_by)) digits += id.back();
    return digits;
  }
  std::string FoundInAnyOrder(const std::string& query, const std::string& filter = "") {
    std::string digits = Found(query, filter);
    std::sort(digits.begin(), digits.end());
    return digits;
  }

  void SubmitSamples() {
    std::vector<std::string> records;
    for (const auto& file :
         std::filesystem::directory_iterator(TRIALDEX_SOURCE_DIR "/deploy/samples")) {
      const auto content = ReadFile(file.path());
      ASSERT_OK(content);
      if (file.path().extension() == ".jsonl") {
        for (const auto line : absl::StrSplit(*content, '\n', absl::SkipEmpty())) {
          records.emplace_back(line);
        }
      } else {
        records.push_back(*content);
      }
    }
    ASSERT_EQ(records.size(), 8u);
    for (const std::string& record : records) {
      EXPECT_EQ(pipeline_.Submit(record).outcome(), v1::RECORD_OUTCOME_ACCEPTED);
    }
  }

  Pipeline pipeline_;
};

std::string WithAlias(const std::string& study, const std::string& alias) {
  return absl::StrReplaceAll(
      study, {{R"("orgStudyIdInfo")",
               absl::StrCat(R"("nctIdAliases": [")", alias, R"("], "orgStudyIdInfo")")}});
}

TEST_F(PipelineTest, SamplesOfEveryFormatAreFoundByTheirWords) {
  SubmitSamples();
  // The title of the first writes the numeral as one character.
  EXPECT_EQ(Found("stage IV breast cancer surgery"), "1");
  EXPECT_EQ(Found("AREA[OfficialTitle]\"stage iv breast\""), "1");
  EXPECT_EQ(Found("AREA[OfficialTitle](stage 4)"), "1");
  EXPECT_EQ(Found("\"time-restricted eating\""), "4");
  EXPECT_EQ(Found("\"eating restricted time\""), "");
  EXPECT_EQ(Found("anti PD-1 PDL1"), "2");
  EXPECT_EQ(Found("COVID19 boosters"), "6");
  EXPECT_EQ(Found("AREA[InterventionName]vancomycin"), "7");
  EXPECT_EQ(Found("AREA[Condition]vancomycin"), "");
  EXPECT_EQ(Found("AREA[LocationCity]leeds"), "8");
  EXPECT_EQ(FoundInAnyOrder("cancer NOT lung"), "18");
  EXPECT_EQ(FoundInAnyOrder("AREA[Phase]PHASE4 OR stroke"), "34");
}

TEST_F(PipelineTest, SamplesOfEveryFormatAreSelectedAndSorted) {
  SubmitSamples();
  EXPECT_EQ(Found("", "overall_status = RECRUITING"), "138");
  EXPECT_EQ(Found("", "phase = PHASE2"), "1267");
  EXPECT_EQ(Found("cancer", "phase = PHASE2 AND country = norway"), "2");
  EXPECT_EQ(Found("", "enrollment > 300"), "36");
  EXPECT_EQ(Found("", "start_date >= 2022-05 AND start_date <= 2022"), "38");
  EXPECT_EQ(Found("", "study_type = OBSERVATIONAL"), "5");
  EXPECT_EQ(Found("", "", "enrollment desc"), "36518427");
  EXPECT_EQ(Found("", "", "start_date"), "75213864");
  EXPECT_EQ(Found("", "", "id desc"), "87654321");
}

TEST_F(PipelineTest, AnUpdateTakesThePlaceOfWhatWasThere) {
  pipeline_.Submit(SampleStudyJson(1, 1));
  EXPECT_EQ(Found("\"revision 1\""), "1");
  pipeline_.Submit(SampleStudyJson(1, 2));
  EXPECT_EQ(Found("\"revision 1\""), "");
  EXPECT_EQ(Found("\"revision 2\""), "1");
  // Late, it changes nothing.
  EXPECT_EQ(pipeline_.Submit(SampleStudyJson(1, 1)).outcome(), v1::RECORD_OUTCOME_UNCHANGED);
  EXPECT_EQ(Found("\"revision 2\""), "1");
  EXPECT_EQ(pipeline_.Status()->document_count(), 1);
}

TEST_F(PipelineTest, ADeletedTrialIsGoneUntilSomethingNewerIsHeardOfIt) {
  pipeline_.Submit(SampleStudyJson(1, 1));
  pipeline_.Submit(SampleStudyJson(2, 1));
  EXPECT_EQ(Found("sampletrial"), "12");
  ASSERT_OK(pipeline_.Delete("nct00000001"));
  EXPECT_EQ(Found("sampletrial"), "2");
  EXPECT_THAT(pipeline_.Get("NCT00000001"), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_EQ(pipeline_.Submit(SampleStudyJson(1, 1)).outcome(), v1::RECORD_OUTCOME_STALE);
  EXPECT_EQ(Found("sampletrial"), "2");
  pipeline_.Submit(SampleStudyJson(1, 2));
  EXPECT_EQ(FoundInAnyOrder("sampletrial"), "12");
}

TEST_F(PipelineTest, AnAliasNamesItsTrialAndItsOwnDocumentGoes) {
  pipeline_.Submit(SampleStudyJson(1));
  pipeline_.Submit(SampleStudyJson(2));
  EXPECT_EQ(Found("marker1"), "1");
  pipeline_.Submit(WithAlias(SampleStudyJson(2, 2), "NCT00000001"));
  EXPECT_EQ(Found("marker1"), "");
  EXPECT_EQ(Found("sampletrial"), "2");
  const auto trial = pipeline_.Get("NCT00000001");
  ASSERT_OK(trial);
  EXPECT_EQ(trial->id(), "NCT00000002");
  EXPECT_EQ(Found("NCT00000001"), "2");
  EXPECT_EQ(Found("", "id = NCT00000001"), "2");
  // What still comes under the alias is kept, not shown.
  EXPECT_EQ(pipeline_.Submit(SampleStudyJson(1, 3)).outcome(), v1::RECORD_OUTCOME_STALE);
  EXPECT_EQ(Found("marker1"), "");
  ASSERT_OK(pipeline_.Delete("NCT00000001"));
  EXPECT_EQ(Found(""), "");
}

TEST_F(PipelineTest, WritesAreReadAsSoonAsTheirPositionIsAskedFor) {
  for (int i = 1; i <= 9; ++i) {
    v1::SearchTrialsRequest request;
    request.set_query(absl::StrCat("marker", i));
    request.set_min_position(pipeline_.Submit(SampleStudyJson(i)).position());
    request.set_log_id(pipeline_.log().log_id());
    const auto response = pipeline_.Search(request);
    ASSERT_OK(response);
    EXPECT_EQ(response->total_size(), 1);
    EXPECT_GE(response->position(), request.min_position());
  }
}

TEST_F(PipelineTest, APositionThatIsNotReachedOrOfAnotherLogIsAnError) {
  pipeline_.Submit(SampleStudyJson(1));
  EXPECT_EQ(Found(""), "1");
  v1::SearchTrialsRequest request;
  request.set_min_position(pipeline_.log().last_position() + 1);
  EXPECT_EQ(ErrorReason(pipeline_.Search(request, absl::Milliseconds(20)).status()),
            "POSITION_NOT_REACHED");
  request.set_log_id("another");
  EXPECT_EQ(ErrorReason(pipeline_.Search(request).status()), "LOG_MISMATCH");
}

TEST_F(PipelineTest, WhatChangesNoDocumentStillMovesThePosition) {
  pipeline_.Submit(SampleStudyJson(1, 5));
  const auto before = pipeline_.Status();
  ASSERT_OK(before);
  // Late versions with an alias each: a redirect in the log, and no trial to index.
  for (int version = 1; version <= 4; ++version) {
    const v1::RecordResult result =
        pipeline_.Submit(WithAlias(SampleStudyJson(1, version), SampleId(10 + version)));
    EXPECT_EQ(result.outcome(), v1::RECORD_OUTCOME_STALE);
    EXPECT_EQ(result.position(), before->position() + static_cast<uint64_t>(version));
    const auto after = pipeline_.Status();
    ASSERT_OK(after);
    EXPECT_EQ(after->position(), result.position());
    EXPECT_EQ(after->document_count(), 1);
  }
  // What makes no entry is there already.
  EXPECT_EQ(pipeline_.Submit(SampleStudyJson(1, 5)).outcome(), v1::RECORD_OUTCOME_UNCHANGED);
  EXPECT_EQ(pipeline_.Status()->position(), pipeline_.log().last_position());
  const auto deleted = pipeline_.Delete("NCT00000001");
  ASSERT_OK(deleted);
  EXPECT_EQ(pipeline_.Status()->position(), *deleted);
  EXPECT_EQ(*pipeline_.Delete("NCT00000001"), *deleted);
  EXPECT_EQ(pipeline_.Status()->position(), *deleted);
  EXPECT_THAT(pipeline_.Find(""), IsEmpty());
}

TEST_F(PipelineTest, AnIndexOfALogWithoutATrialReachesItsEnd) {
  pipeline_.StopIndexer();
  std::filesystem::remove_all(pipeline_.index_root());
  pipeline_.Submit(SampleStudyJson(1));
  ASSERT_OK(pipeline_.Delete("NCT00000001"));
  pipeline_.StartIndexer();
  EXPECT_EQ(Found(""), "");
  EXPECT_EQ(pipeline_.Status()->position(), 2u);
}

TEST_F(PipelineTest, ARestartedIndexerGoesOnWhereItWas) {
  pipeline_.Submit(SampleStudyJson(1));
  EXPECT_EQ(Found("sampletrial"), "1");
  pipeline_.StopIndexer();
  pipeline_.Submit(SampleStudyJson(2));
  pipeline_.Submit(SampleStudyJson(1, 2));
  pipeline_.StartIndexer();
  EXPECT_EQ(FoundInAnyOrder("sampletrial"), "12");
  EXPECT_EQ(Found("\"revision 2\""), "1");
  EXPECT_EQ(pipeline_.Status()->document_count(), 2);
}

TEST_F(PipelineTest, AnIndexThatWasDeletedIsBuiltAgainWithTheSameAnswers) {
  SubmitSamples();
  pipeline_.Submit(SampleStudyJson(10));
  pipeline_.Submit(WithAlias(SampleStudyJson(9), SampleId(10)));
  pipeline_.Submit(SampleStudyJson(11));
  ASSERT_OK(pipeline_.Delete(SampleId(11)));
  const std::vector<std::string> queries = {
      "cancer",      "surgery OR vancomycin", "participants", "marker10",
      "sampletrial", "NCT00000010",           "\"eight\"",    ""};
  std::vector<std::vector<std::string>> before;
  for (const std::string& query : queries) before.push_back(pipeline_.Find(query));
  const auto trial = pipeline_.Get("NCT99000007");
  ASSERT_OK(trial);

  pipeline_.StopIndexer();
  std::filesystem::remove_all(pipeline_.index_root());
  // The search goes on with what it has open, and notices the new index by itself.
  EXPECT_EQ(Found("marker11"), "");
  pipeline_.StartIndexer();
  pipeline_.Submit(SampleStudyJson(12));
  EXPECT_EQ(Found("marker12"), "2");
  ASSERT_OK(pipeline_.Delete(SampleId(12)));

  for (size_t i = 0; i < queries.size(); ++i) {
    EXPECT_EQ(pipeline_.Find(queries[i]), before[i]) << queries[i];
  }
  EXPECT_EQ(pipeline_.Status()->document_count(), 9);
  const auto again = pipeline_.Get("NCT99000007");
  ASSERT_OK(again);
  EXPECT_EQ(again->SerializeAsString(), trial->SerializeAsString());
}

TEST_F(PipelineTest, AFilterFindsAsManyTrialsAsAFacetCounts) {
  SubmitSamples();
  int values = 0;
  for (const KeywordInfo& info : AllKeywordFields()) {
    v1::SearchTrialsRequest request;
    request.set_min_position(pipeline_.log().last_position());
    v1::FacetRequest& asked = *request.add_facets();
    asked.set_field(std::string(info.name));
    asked.set_limit(1000);
    const auto response = pipeline_.Search(request);
    ASSERT_OK(response);
    const v1::Facet& facet = response->facets(0);
    EXPECT_EQ(facet.total_count(), 8);
    EXPECT_EQ(facet.other_count(), 0);
    for (const v1::FacetValue& value : facet.values()) {
      const std::string quoted =
          absl::StrReplaceAll(value.value(), {{"\\", "\\\\"}, {"\"", "\\\""}});
      const auto found = pipeline_.Find("", absl::StrCat(info.name, " = \"", quoted, "\""));
      EXPECT_EQ(static_cast<int64_t>(found.size()), value.count()) << info.name << quoted;
      ++values;
    }
    const auto without = pipeline_.Find("", absl::StrCat("NOT ", info.name, ":*"));
    EXPECT_EQ(static_cast<int64_t>(without.size()), facet.missing_count()) << info.name;
  }
  EXPECT_GT(values, 100);
}

}  // namespace
}  // namespace trialdex
