#include "libs/search/validate/query_validator.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/base/errors.h"
#include "libs/query/testing/listed_synonyms.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class QueryValidatorTest : public ::testing::Test {
 protected:
  v1::ValidateQueryResponse Validate(const std::string& query, const std::string& filter = "",
                                     const std::string& order_by = "") {
    v1::ValidateQueryRequest request;
    request.mutable_search()->set_query(query);
    request.mutable_search()->set_filter(filter);
    request.mutable_search()->set_order_by(order_by);
    request.set_report_errors(true);
    auto response = ValidateQuery(request, &synonyms_, analyzer_);
    EXPECT_OK(response);
    return *std::move(response);
  }

  std::vector<std::string> Reasons(const std::string& query) {
    std::vector<std::string> reasons;
    const v1::ValidateQueryResponse response = Validate(query);
    for (const v1::QueryProblem& warning : response.warnings()) {
      reasons.push_back(absl::StrCat(warning.reason(), " ", warning.position()));
    }
    return reasons;
  }

  Analyzer analyzer_;
  ListedSynonyms synonyms_{{{"mi", {{"heart attack", 0.6F, "clinical.txt"}}}}};
};

TEST_F(QueryValidatorTest, AWordShowsItsForms) {
  const v1::Clause clause = Validate("AREA[BriefTitle]treated").query();
  EXPECT_EQ(clause.kind(), v1::CLAUSE_KIND_WORD);
  EXPECT_EQ(clause.text(), "treated");
  EXPECT_EQ(clause.area(), "BriefTitle");
  EXPECT_EQ(clause.begin(), 16);
  EXPECT_EQ(clause.end(), 23);
  ASSERT_EQ(clause.forms_size(), 3);
  EXPECT_EQ(clause.forms(2).term(), "~treat");
  EXPECT_FLOAT_EQ(clause.forms(2).weight(), 0.8F);
}

TEST_F(QueryValidatorTest, SynonymsShowTheirSource) {
  const v1::Clause clause = Validate("MI").query();
  EXPECT_EQ(clause.kind(), v1::CLAUSE_KIND_BEST);
  ASSERT_EQ(clause.children_size(), 2);
  EXPECT_EQ(clause.children(0).text(), "MI");
  const v1::Clause& synonym = clause.children(1);
  EXPECT_EQ(synonym.text(), "heart attack");
  EXPECT_EQ(synonym.origin(), v1::CLAUSE_ORIGIN_SYNONYM);
  EXPECT_EQ(synonym.source(), "clinical.txt");
  EXPECT_FLOAT_EQ(synonym.boost(), 0.6F);
}

TEST_F(QueryValidatorTest, AreasGoByTheirNameOrTheirPieces) {
  EXPECT_EQ(Validate("stroke").query().area(), "Default");
  EXPECT_EQ(Validate("AREA[query.cond]stroke").query().area(), "ConditionSearch");
  EXPECT_EQ(Validate("AREA[LeadSponsor]x").query().area(), "LeadSponsorName LeadSponsorClass");
  EXPECT_EQ(Validate("AREA[NCTIdSearch]x").query().area(), "NCTIdSearch");
}

TEST_F(QueryValidatorTest, PatternsCoverageAndCaseAreNamed) {
  EXPECT_EQ(Validate("immun*").query().pattern(), "prefix immun");
  EXPECT_EQ(Validate("tumor~1").query().pattern(), "fuzzy 1 tumor");
  EXPECT_EQ(Validate("COVERAGE[EndsWith]pain").query().coverage(), "EndsWith");
  EXPECT_EQ(Validate("EXPANSION[None]SLE").query().forms(0).term(), "SLE");
  EXPECT_EQ(Validate("EXPANSION[None]mTOR").query().forms(0).term(), "mTOR");
  EXPECT_EQ(Validate("\"a b\"~3^2").query().slop(), 3);
  EXPECT_FLOAT_EQ(Validate("\"a b\"~3^2").query().boost(), 2.0F);
}

TEST_F(QueryValidatorTest, FiltersAreInTheLanguageOfFilters) {
  const v1::Clause clause =
      Validate("AREA[StartDate]RANGE[2020-04, MAX] AND TILT[StartDate]x").query();
  ASSERT_EQ(clause.children_size(), 2);
  EXPECT_EQ(clause.children(0).text(), "start_date >= 2020-04-01");
  EXPECT_EQ(clause.children(1).kind(), v1::CLAUSE_KIND_TILT);
  EXPECT_EQ(clause.children(1).text(), "start_date");
}

TEST_F(QueryValidatorTest, FilterAndOrderAreCompleted) {
  const v1::ValidateQueryResponse response =
      Validate("", "sex=all phase=phase2 OR phase=phase3", "start_date desc");
  EXPECT_TRUE(response.valid());
  EXPECT_FALSE(response.has_query());
  EXPECT_EQ(response.filter(), "(sex = ALL AND (phase = PHASE2 OR phase = PHASE3))");
  EXPECT_EQ(response.order_by(), "start_date desc, id asc");
}

TEST_F(QueryValidatorTest, WhatMaySurpriseIsAWarning) {
  EXPECT_THAT(Reasons("cancer of lung"), ElementsAre("FUNCTION_WORD 7"));
  EXPECT_THAT(Reasons("asthma or copd"), ElementsAre("LOWER_CASE_OPERATOR 7"));
  EXPECT_THAT(Reasons("AREA [Condition] stroke"), ElementsAre("LONELY_OPERATOR 0"));
  EXPECT_THAT(Reasons("stroke OR NOT aspirin"), ElementsAre("ONLY_NEGATIVE 10"));
  EXPECT_THAT(Reasons("\"cancer of lung\" AND NOT x"), IsEmpty());
  EXPECT_THAT(Reasons("ALL AND NOT x"), IsEmpty());
}

TEST_F(QueryValidatorTest, EveryErrorIsReported) {
  const v1::ValidateQueryResponse response = Validate("AREA[Conditon]x", "phas = 2", "id down");
  EXPECT_FALSE(response.valid());
  ASSERT_EQ(response.errors_size(), 3);
  EXPECT_EQ(response.errors(0).field(), "query");
  EXPECT_EQ(response.errors(0).reason(), "UNKNOWN_AREA");
  EXPECT_EQ(response.errors(0).suggestion(), "Condition");
  EXPECT_EQ(response.errors(0).position(), 0);
  EXPECT_EQ(response.errors(1).field(), "filter");
  EXPECT_EQ(response.errors(1).suggestion(), "phase");
  EXPECT_EQ(response.errors(2).reason(), "ORDER_SYNTAX");
  EXPECT_EQ(response.order_by(), "");
}

TEST_F(QueryValidatorTest, AWrongExpansionDoesNotHideWhatElseIsWrong) {
  v1::ValidateQueryRequest request;
  request.mutable_search()->set_query("AREA[Foo]x");
  request.mutable_search()->set_expansion(static_cast<v1::Expansion>(77));
  request.set_report_errors(true);
  const auto response = ValidateQuery(request, &synonyms_, analyzer_);
  ASSERT_OK(response);
  EXPECT_FALSE(response->valid());
  ASSERT_EQ(response->errors_size(), 2);
  EXPECT_EQ(response->errors(0).field(), "expansion");
  EXPECT_EQ(response->errors(1).reason(), "UNKNOWN_AREA");
}

TEST_F(QueryValidatorTest, ErrorsFailTheCallIfTheyAreNotAskedFor) {
  v1::ValidateQueryRequest request;
  request.mutable_search()->set_query("(a");
  const auto response = ValidateQuery(request, nullptr, analyzer_);
  EXPECT_EQ(ErrorReason(response.status()), "QUERY_SYNTAX");
}

}  // namespace
}  // namespace trialdex
