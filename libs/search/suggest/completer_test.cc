#include "libs/search/suggest/completer.h"

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_format.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/search/testing/test_snapshots.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class CompleterTest : public testing::Test {
 protected:
  v1::Trial Trial(const std::string& title = "A study") { return TestTrial(++trials_, title); }
  // `count` trials with that condition.
  void PutCondition(const std::string& condition, int count = 1) {
    for (int i = 0; i < count; ++i) {
      v1::Trial trial = Trial();
      trial.mutable_conditions()->add_conditions(condition);
      index_.Put(trial);
    }
  }

  absl::StatusOr<v1::SuggestResponse> Suggest(const v1::SuggestRequest& request) {
    const auto completions = live_->Current(request.min_position());
    if (!completions.ok()) return completions.status();
    return Complete(**completions, request);
  }
  static v1::SuggestRequest Request(const std::string& prefix,
                                    v1::SuggestionKind kind = v1::SUGGESTION_KIND_UNSPECIFIED) {
    v1::SuggestRequest request;
    request.set_prefix(prefix);
    if (kind != v1::SUGGESTION_KIND_UNSPECIFIED) request.add_kinds(kind);
    return request;
  }
  // "Text (count)", with an exclamation mark for an edit.
  std::vector<std::string> Texts(const v1::SuggestRequest& request) {
    const auto response = Suggest(request);
    EXPECT_OK(response);
    std::vector<std::string> texts;
    if (!response.ok()) return texts;
    for (const v1::Suggestion& suggestion : response->suggestions()) {
      texts.push_back(absl::StrFormat("%s (%d)%s", suggestion.text(), suggestion.trial_count(),
                                      suggestion.edits() > 0 ? "!" : ""));
    }
    return texts;
  }

  TestSnapshots index_;
  std::unique_ptr<LiveCompletions> live_ = std::make_unique<LiveCompletions>(index_.source());
  int trials_ = 0;
};

TEST_F(CompleterTest, WhatBeginsSoComesFirstThenWhatMostTrialsHave) {
  PutCondition("Breast Cancer", 3);
  PutCondition("Breast Carcinoma", 5);
  PutCondition("Metastatic Breast Cancer", 9);
  PutCondition("Cancer of the Breast", 4);
  PutCondition("Breathing", 2);
  index_.Commit();
  EXPECT_THAT(Texts(Request("breast c")),
              ElementsAre("Breast Carcinoma (5)", "Breast Cancer (3)",
                          "Metastatic Breast Cancer (9)", "Cancer of the Breast (4)"));
}

TEST_F(CompleterTest, SpellingsOfOneValueAreOneSuggestionThatFiltersForAll) {
  PutCondition("Non-Small Cell Lung Cancer", 3);
  PutCondition("non small cell lung cancer", 2);
  PutCondition("NON-SMALL CELL LUNG CANCER", 1);
  v1::Trial both = Trial();
  both.mutable_conditions()->add_conditions("Non-small cell lung cancer");
  both.mutable_conditions()->add_conditions("Non small cell lung cancer");
  index_.Put(both);
  index_.Commit();
  const auto response = Suggest(Request("lung", v1::SUGGESTION_KIND_CONDITION));
  ASSERT_OK(response);
  ASSERT_EQ(response->suggestions_size(), 1);
  EXPECT_EQ(response->suggestions(0).trial_count(), 7);
  EXPECT_EQ(response->suggestions(0).text(), "Non-Small Cell Lung Cancer");
  EXPECT_EQ(response->suggestions(0).filter(),
            "condition = \"Non-Small Cell Lung Cancer\" OR "
            "condition = \"non small cell lung cancer\"");
}

TEST_F(CompleterTest, OneTypingErrorIsForgivenIfThereIsLittleElse) {
  PutCondition("Melanoma", 2);
  PutCondition("Mesothelioma");
  index_.Commit();
  EXPECT_THAT(Texts(Request("melonoma")), ElementsAre("Melanoma (2)!"));
  EXPECT_THAT(Texts(Request("nelanoma")), ElementsAre("Melanoma (2)!"));
  EXPECT_THAT(Texts(Request("mxlxnoma")), IsEmpty());
  auto exact = Request("melonoma");
  exact.set_exact(true);
  EXPECT_THAT(Texts(exact), IsEmpty());
  // Three letters are one edit from anything.
  EXPECT_THAT(Texts(Request("nel")), IsEmpty());
}

TEST_F(CompleterTest, AccentsAndCaseDoNotMatter) {
  v1::Trial trial = Trial();
  auto& location = *trial.mutable_contacts_locations()->add_locations();
  location.set_city("S\u00e3o Paulo");
  location.set_country("Brazil");
  index_.Put(trial);
  PutCondition("\u4e73\u817a\u764c");
  index_.Commit();
  EXPECT_THAT(Texts(Request("SAO p")), ElementsAre("S\u00e3o Paulo (1)"));
  EXPECT_THAT(Texts(Request("s\u00c3o p")), ElementsAre("S\u00e3o Paulo (1)"));
  EXPECT_THAT(Texts(Request("\u4e73\u817a")), ElementsAre("\u4e73\u817a\u764c (1)"));
}

TEST_F(CompleterTest, EachKindIsSuggested) {
  v1::Trial trial = Trial("Gammaray in Alphaitis");
  trial.mutable_conditions()->add_conditions("Gamma disease");
  v1::Intervention& drug = *trial.add_interventions();
  drug.set_name("Betamab");
  drug.add_other_names("Gammamab");
  trial.mutable_sponsorship()->mutable_lead_sponsor()->set_name("Remedia");
  trial.mutable_sponsorship()->add_collaborators()->set_name("Gamma University");
  auto& location = *trial.mutable_contacts_locations()->add_locations();
  location.set_city("Gamma");
  location.set_state("Gamma");
  location.set_country("Gammaland");
  index_.Put(trial);
  index_.Commit();
  EXPECT_THAT(Texts(Request("gamma", v1::SUGGESTION_KIND_CONDITION)),
              ElementsAre("Gamma disease (1)"));
  EXPECT_THAT(Texts(Request("gamma", v1::SUGGESTION_KIND_INTERVENTION)),
              ElementsAre("Gammamab (1)"));
  EXPECT_THAT(Texts(Request("gamma", v1::SUGGESTION_KIND_SPONSOR)),
              ElementsAre("Gamma University (1)"));
  // A state and a city of one name are one place.
  EXPECT_THAT(Texts(Request("gamma", v1::SUGGESTION_KIND_PLACE)),
              ElementsAre("Gamma (1)", "Gammaland (1)"));
  const auto title = Suggest(Request("gamma", v1::SUGGESTION_KIND_TITLE));
  ASSERT_OK(title);
  ASSERT_EQ(title->suggestions_size(), 1);
  EXPECT_EQ(title->suggestions(0).text(), "Gammaray in Alphaitis");
  EXPECT_EQ(title->suggestions(0).trial_id(), TestTrialId(1));
  EXPECT_EQ(title->suggestions(0).filter(), "id = " + TestTrialId(1));
  EXPECT_EQ(Texts(Request("gamma")).size(), 6u);
}

TEST_F(CompleterTest, DeletedTrialsAreNotCounted) {
  PutCondition("Gout", 2);
  PutCondition("Goitre");
  index_.Commit();
  EXPECT_THAT(Texts(Request("go")), ElementsAre("Gout (2)", "Goitre (1)"));
  index_.Remove(TestTrialId(1));
  index_.Remove(TestTrialId(3));
  index_.Commit();
  EXPECT_THAT(Texts(Request("go")), ElementsAre("Gout (1)"));
  EXPECT_EQ(Texts(Request("a st", v1::SUGGESTION_KIND_TITLE)).size(), 1u);
}

TEST_F(CompleterTest, CountsGoOverAllSegments) {
  PutCondition("Gout", 2);
  index_.Commit();
  PutCondition("GOUT", 3);
  index_.Commit();
  EXPECT_THAT(Texts(Request("gou")), ElementsAre("GOUT (5)"));
  EXPECT_GT(live_->byte_size(), 0u);
}

TEST_F(CompleterTest, QuotesInValuesAreEscapedInTheFilter) {
  PutCondition("The \"blue\" \\ disease");
  index_.Commit();
  const auto response = Suggest(Request("blue", v1::SUGGESTION_KIND_CONDITION));
  ASSERT_OK(response);
  ASSERT_EQ(response->suggestions_size(), 1);
  EXPECT_EQ(response->suggestions(0).filter(), R"(condition = "The \"blue\" \\ disease")");
}

TEST_F(CompleterTest, AnEmptyIndexSuggestsNothing) {
  const auto response = Suggest(Request("gout"));
  ASSERT_OK(response);
  EXPECT_EQ(response->suggestions_size(), 0);
  EXPECT_EQ(response->position(), index_.position());
  EXPECT_EQ(response->log_id(), "log-1");
}

TEST_F(CompleterTest, SignsAloneSuggestNothing) {
  PutCondition("Gout");
  index_.Commit();
  EXPECT_THAT(Texts(Request("--(")), IsEmpty());
}

TEST_F(CompleterTest, WrongRequestsAreRefused) {
  EXPECT_THAT(Suggest(Request("")), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(Suggest(Request(std::string(257, 'a'))),
              StatusIs(absl::StatusCode::kInvalidArgument));
  auto request = Request("gout");
  request.set_limit(-1);
  EXPECT_THAT(Suggest(request), StatusIs(absl::StatusCode::kInvalidArgument));
  request = Request("gout", static_cast<v1::SuggestionKind>(99));
  EXPECT_THAT(Suggest(request), StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST_F(CompleterTest, LargeSegmentsAreReadBehindTheCallUnlessItNeedsThem) {
  live_ = std::make_unique<LiveCompletions>(index_.source(), LiveCompletionsOptions{1});
  PutCondition("Gout");
  index_.Commit();
  EXPECT_THAT(Texts(Request("gou")), ElementsAre("Gout (1)"));
  PutCondition("Goutweed allergy", 3);
  index_.Commit();
  auto request = Request("gou");
  const auto answered = Suggest(request);
  ASSERT_OK(answered);
  EXPECT_GE(answered->position(), index_.position() - 1);
  // Who asks for a position gets it.
  request.set_min_position(index_.position());
  EXPECT_THAT(Texts(request), ElementsAre("Goutweed allergy (3)", "Gout (1)"));
}

}  // namespace
}  // namespace trialdex
