#include "libs/schema/keywords.h"

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;
using ::testing::Eq;
using ::testing::Optional;

// The terms of `trial`, with a | for the NUL.
std::vector<std::string> Terms(const v1::Trial& trial) {
  std::vector<std::string> terms;
  VisitKeywords(trial,
                [&terms](KeywordField field, absl::string_view normal, absl::string_view written) {
                  terms.push_back(absl::StrReplaceAll(KeywordTerm(field, normal, written),
                                                      {{absl::string_view("\0", 1), "|"}}));
                });
  return terms;
}

TEST(KeywordsTest, WordsOfEnumsAreForgiving) {
  EXPECT_THAT(NormalKeyword(KeywordField::kPhase, "phase2"), Optional(Eq("PHASE2")));
  EXPECT_THAT(NormalKeyword(KeywordField::kPhase, "Phase 2"), Optional(Eq("PHASE2")));
  EXPECT_THAT(NormalKeyword(KeywordField::kOverallStatus, "Active, not recruiting"),
              Optional(Eq("ACTIVE_NOT_RECRUITING")));
  EXPECT_EQ(NormalKeyword(KeywordField::kPhase, "PHASE7"), std::nullopt);
  EXPECT_THAT(NormalKeyword(KeywordField::kHasResults, "TRUE"), Optional(Eq("true")));
  EXPECT_EQ(NormalKeyword(KeywordField::kHasResults, "yes"), std::nullopt);
}

TEST(KeywordsTest, TextIsCaseFoldedAndCut) {
  EXPECT_THAT(NormalKeyword(KeywordField::kCity, " São  PAULO"), Optional(Eq("são paulo")));
  EXPECT_EQ(NormalKeyword(KeywordField::kCity, std::string(1000, 'x'))->size(), 255U);
}

TEST(KeywordsTest, EveryEnumFieldListsItsWords) {
  for (const KeywordInfo& info : AllKeywordFields()) {
    const auto words = AllowedValues(info.field);
    EXPECT_EQ(words.empty(), info.type == KeywordType::kText) << info.name;
    for (const absl::string_view word : words) {
      EXPECT_THAT(NormalKeyword(info.field, word), Optional(Eq(word))) << info.name;
    }
  }
}

TEST(KeywordsTest, EachValueIsGivenOnce) {
  v1::Trial trial;
  auto* places = trial.mutable_contacts_locations();
  places->add_countries()->set_name("China");
  places->add_locations()->set_country("CHINA");
  places->add_locations()->set_country("China");
  trial.mutable_design()->add_phases(v1::PHASE_PHASE2);
  trial.mutable_design()->add_phases(v1::PHASE_PHASE3);
  EXPECT_THAT(Terms(trial), ElementsAre("phase=PHASE2", "phase=PHASE3", "country=china|China"));
}

TEST(KeywordsTest, ATextKeepsHowItIsWritten) {
  const std::string term = KeywordTerm(KeywordField::kCity, "new york", "  New \n York ");
  EXPECT_EQ(term, absl::string_view("city=new york\0New York", 22));
  EXPECT_TRUE(absl::StartsWith(term, KeywordPrefix(KeywordField::kCity, "new york")));
  EXPECT_FALSE(absl::StartsWith(term, KeywordPrefix(KeywordField::kCity, "new")));
  const KeywordTermParts parts = SplitKeywordTerm(KeywordField::kCity, term);
  EXPECT_EQ(parts.normal, "new york");
  EXPECT_EQ(parts.written, "New York");
}

TEST(KeywordsTest, AWordOfAnEnumIsWrittenAsItself) {
  const std::string term = KeywordTerm(KeywordField::kPhase, "PHASE2", "PHASE2");
  EXPECT_EQ(term, "phase=PHASE2");
  EXPECT_EQ(SplitKeywordTerm(KeywordField::kPhase, term).normal, "PHASE2");
  EXPECT_EQ(SplitKeywordTerm(KeywordField::kPhase, term).written, "PHASE2");
}

TEST(KeywordsTest, ANulInATextNeverPartsItsTerm) {
  const std::string odd("New\0York", 8);
  EXPECT_THAT(NormalKeyword(KeywordField::kCity, odd), Optional(Eq("newyork")));
  const std::string term = KeywordTerm(KeywordField::kCity, "newyork", odd);
  EXPECT_EQ(SplitKeywordTerm(KeywordField::kCity, term).written, "NewYork");
}

TEST(KeywordsTest, WhatIsNotSaidIsNeitherTrueNorFalse) {
  v1::Trial trial;
  EXPECT_THAT(Terms(trial), ElementsAre());
  trial.set_results_state(v1::RESULTS_STATE_NONE);
  trial.mutable_eligibility()->set_healthy_volunteers(true);
  EXPECT_THAT(Terms(trial), ElementsAre("healthy_volunteers=true", "has_results=false"));
}

TEST(KeywordsTest, ASponsorIsTheLeadOrACollaborator) {
  v1::Trial trial;
  auto* lead = trial.mutable_sponsorship()->mutable_lead_sponsor();
  lead->set_name("Acme");
  lead->set_agency_class(v1::AGENCY_CLASS_INDUSTRY);
  trial.mutable_sponsorship()->add_collaborators()->set_name("Borealis University");
  EXPECT_THAT(Terms(trial), ElementsAre("lead_sponsor_class=INDUSTRY", "sponsor_class=INDUSTRY",
                                        "lead_sponsor=acme|Acme", "sponsor=acme|Acme",
                                        "sponsor=borealis university|Borealis University"));
}

TEST(KeywordsTest, NamesAndPiecesAreFoundInAnyCase) {
  EXPECT_EQ(FindKeywordField("OVERALL_status"), KeywordField::kOverallStatus);
  EXPECT_EQ(FindKeywordPiece("isFdaRegulatedDrug"), KeywordField::kIsFdaRegulatedDrug);
  EXPECT_EQ(FindKeywordPiece(""), std::nullopt);
  EXPECT_EQ(FindKeywordField(""), std::nullopt);
}

TEST(KeywordsTest, WhatExpertsAskForIsThere) {
  v1::Trial trial;
  trial.mutable_oversight()->set_is_fda_regulated_drug(false);
  trial.mutable_results()->mutable_adverse_events()->add_serious_events()->set_term("Ileus");
  trial.mutable_documents()->add_documents()->set_has_sap(true);
  trial.mutable_conditions()->mutable_condition_browse()->add_meshes()->set_id("D009369");
  EXPECT_THAT(Terms(trial),
              ElementsAre("is_fda_regulated_drug=false", "serious_event=ileus|Ileus",
                          "has_protocol_document=false", "has_sap_document=true",
                          "has_icf_document=false", "condition_mesh_id=d009369|D009369"));
}

}  // namespace
}  // namespace trialdex
