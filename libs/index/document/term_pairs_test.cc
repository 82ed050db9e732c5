#include "libs/index/document/term_pairs.h"

#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace trialdex {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> PairsOf(const v1::Trial& trial) {
  std::vector<std::string> terms;
  VisitTermPairs(trial, [&](const TermPair& pair) { terms.push_back(TermPairTerm(pair)); });
  return terms;
}

v1::Trial WithConditions(const std::vector<std::string>& conditions,
                         const std::vector<std::string>& meshes) {
  v1::Trial trial;
  for (const std::string& condition : conditions) {
    trial.mutable_conditions()->add_conditions(condition);
  }
  for (const std::string& mesh : meshes) {
    trial.mutable_conditions()->mutable_condition_browse()->add_meshes()->set_term(mesh);
  }
  return trial;
}

TEST(TermPairsTest, TermsGoThereAndBack) {
  const TermPair pair = {TermPairKind::kMesh, "sore foot", "foot diseases"};
  const std::string term = TermPairTerm(pair);
  EXPECT_EQ(term, "_mesh=sore foot\tfoot diseases");
  const auto parsed = ParseTermPair(term);
  ASSERT_TRUE(parsed.has_value());
  EXPECT_EQ(parsed->kind, TermPairKind::kMesh);
  EXPECT_EQ(parsed->first, "sore foot");
  EXPECT_EQ(parsed->second, "foot diseases");
  EXPECT_FALSE(ParseTermPair("phase=PHASE2").has_value());
  EXPECT_FALSE(ParseTermPair("_abbr=no tab").has_value());
}

TEST(TermPairsTest, AbbreviationsComeFromTitlesTextsAndCriteriaOnce) {
  v1::Trial trial;
  trial.mutable_identification()->set_brief_title("Warm Foot Syndrome (WFS)");
  trial.mutable_description()->set_brief_summary("warm  foot\nsyndrome (WFS) is warm");
  trial.mutable_eligibility()->set_criteria_text("* Sock Score Index (SSI) of 3");
  EXPECT_THAT(PairsOf(trial),
              ElementsAre("_abbr=wfs\twarm foot syndrome", "_abbr=ssi\tsock score index"));
}

TEST(TermPairsTest, OtherNamesComeWithTheirIntervention) {
  v1::Trial trial;
  v1::Intervention& drug = *trial.add_interventions();
  drug.set_name("Warmol");
  drug.add_other_names("WRM-1");
  drug.add_other_names("WARMOL");
  drug.add_other_names(std::string(200, 'x'));
  drug.add_other_names(" ");
  EXPECT_THAT(PairsOf(trial), ElementsAre("_other=wrm-1\twarmol"));
}

TEST(TermPairsTest, OneConditionAndOneMeshTermBelongTogether) {
  EXPECT_THAT(PairsOf(WithConditions({"Cold feet"}, {"Chilblains"})),
              ElementsAre("_mesh=cold feet\tchilblains"));
}

TEST(TermPairsTest, AmongSeveralTheyMustShareWordsWithoutDoubt) {
  EXPECT_THAT(PairsOf(WithConditions({"Cancer of the foot", "Sore throat"},
                                     {"Foot Neoplasms", "Hand Neoplasms", "Pharyngitis"})),
              ElementsAre("_mesh=cancer of the foot\tfoot neoplasms"));
  EXPECT_THAT(
      PairsOf(WithConditions({"Foot and hand cancer"}, {"Foot Neoplasms", "Hand Neoplasms"})),
      IsEmpty());
  EXPECT_THAT(PairsOf(WithConditions({"Foot"}, {"foot"})), IsEmpty());
  EXPECT_THAT(PairsOf(WithConditions({"Foot"}, {})), IsEmpty());
}

}  // namespace
}  // namespace trialdex
