#include "libs/search/related/near_duplicates.h"

#include "gtest/gtest.h"

namespace trialdex {
namespace {

v1::TrialSummary Summary(const std::string& id, const std::string& title,
                         const std::string& sponsor, const std::string& text = "") {
  v1::TrialSummary summary;
  summary.set_id(id);
  summary.set_brief_title(title);
  summary.mutable_lead_sponsor()->set_name(sponsor);
  summary.set_brief_summary(text);
  return summary;
}

TrialFace Face(const std::string& id, const std::string& title, const std::string& sponsor,
               const std::string& text = "") {
  return MakeTrialFace(Summary(id, title, sponsor, text));
}

TEST(NearDuplicatesTest, TitlesThatDifferInTheirNumberAreOfOneFamily) {
  const TrialFace a = Face("NCT1", "Safety and Efficacy of Examplumab in Gout, Study 301", "Pharm");
  const TrialFace b = Face("NCT2", "Safety and efficacy of EXAMPLUMAB in gout: study 302", "Pharm");
  EXPECT_TRUE(AreNearDuplicates(a, b));
  EXPECT_TRUE(AreNearDuplicates(b, a));
}

TEST(NearDuplicatesTest, AnotherSponsorMakesAnotherTrial) {
  const TrialFace a = Face("NCT1", "Examplumab in Gout", "Pharm Inc.");
  EXPECT_TRUE(AreNearDuplicates(a, Face("NCT2", "Examplumab in Gout", "Pharm GmbH")));
  EXPECT_FALSE(AreNearDuplicates(a, Face("NCT2", "Examplumab in Gout", "Remedia")));
  const TrialFace nameless = Face("NCT1", "Examplumab in Gout", "");
  EXPECT_FALSE(AreNearDuplicates(nameless, Face("NCT2", "Examplumab in Gout", "")));
}

TEST(NearDuplicatesTest, AnotherDrugMakesAnotherTrial) {
  EXPECT_FALSE(AreNearDuplicates(Face("NCT1", "Examplumab in Gout", "Pharm"),
                                 Face("NCT2", "Samplinib in Gout", "Pharm")));
}

TEST(NearDuplicatesTest, AnotherPhaseMakesAnotherTrial) {
  v1::TrialSummary summary = Summary("NCT1", "A Study of Examplumab in People with Gout", "Pharm");
  summary.add_phases(v1::PHASE_PHASE2);
  const TrialFace a = MakeTrialFace(summary);
  EXPECT_TRUE(AreNearDuplicates(a, MakeTrialFace(summary)));
  summary.set_phases(0, v1::PHASE_PHASE3);
  EXPECT_FALSE(AreNearDuplicates(a, MakeTrialFace(summary)));
}

TEST(NearDuplicatesTest, TheSameSummaryCarriesTitlesThatAreOnlyAlike) {
  const std::string text = "This study compares two ways to give examplumab to people with gout";
  const TrialFace a = Face("NCT1", "Two ways to give examplumab", "Pharm", text);
  EXPECT_TRUE(AreNearDuplicates(a, Face("NCT2", "Examplumab given in two ways", "Pharm", text)));
  EXPECT_FALSE(AreNearDuplicates(a, Face("NCT2", "Comparison of doses", "Pharm", text)));
}

TEST(NearDuplicatesTest, ATrialThatNamesTheOtherIsItsDouble) {
  v1::Trial trial;
  trial.mutable_identification()->add_secondary_ids()->set_value("nct00000002");
  TrialFace a = Face("NCT00000001", "Examplumab in gout", "Pharm");
  AddNamedIds(trial, a);
  const TrialFace b = Face("NCT00000002", "Eine Studie", "Remedia");
  EXPECT_TRUE(AreNearDuplicates(a, b));
  EXPECT_TRUE(AreNearDuplicates(b, a));
}

TEST(NearDuplicatesTest, TrialsWithoutTitlesAreNotAllTheSame) {
  EXPECT_FALSE(AreNearDuplicates(Face("NCT1", "", "Pharm"), Face("NCT2", "", "Pharm")));
}

}  // namespace
}  // namespace trialdex
