#include "libs/trial/criteria/eligibility_criteria.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// One string an item: "+" inclusion, "-" exclusion, "?" neither; depth as
// leading dots; the group in brackets.
std::vector<std::string> Split(absl::string_view text) {
  std::vector<std::string> out;
  for (const v1::Criterion& item : SplitCriteria(text)) {
    const char kind = "?+-"[item.kind()];
    out.push_back(absl::StrCat(
        std::string(1, kind), std::string(static_cast<size_t>(item.depth()), '.'),
        item.group().empty() ? "" : absl::StrCat("[", item.group(), "] "), item.text()));
  }
  return out;
}

TEST(SplitCriteriaTest, SplitsTheApisMarkdown) {
  EXPECT_THAT(
      Split("Inclusion Criteria:\n\n"
            "* Age \\> 40 and \\<80 years\n"
            "* Uses a pump, of either kind:\n\n"
            "  * worn on the belt\n"
            "  * implanted\n"
            "* Can read\n\n"
            "Exclusion Criteria:\n\n"
            "1. Grade \\[3\\] pain\n"
            "2. Pregnant"),
      ElementsAre("+Age > 40 and <80 years", "+Uses a pump, of either kind:", "+.worn on the belt",
                  "+.implanted", "+Can read", "-Grade [3] pain", "-Pregnant"));
}

TEST(SplitCriteriaTest, JoinsTheHardWrappedLinesOfClassicXml) {
  EXPECT_THAT(
      Split("\n        Inclusion Criteria:\r\n\r\n"
            "          -  Has worn a wrist brace on the left side for no less than twelve weeks in "
            "a row and\r\n"
            "             can name the day\r\n\r\n"
            "          -  Lives near:\r\n\r\n"
            "               -  the river\r\n\r\n"
            "               -  the lake\r\n\r\n"
            "        Exclusion Criteria:\r\n\r\n"
            "          -  Broke the wrist before, be it in the same place or in another one of the "
            "arm, in\r\n"
            "             2. or 3. degree\r\n      "),
      ElementsAre(
          "+Has worn a wrist brace on the left side for no less than twelve weeks in a row and "
          "can name the day",
          "+Lives near:", "+.the river", "+.the lake",
          "-Broke the wrist before, be it in the same place or in another one of the arm, in "
          "2. or 3. degree"));
}

TEST(SplitCriteriaTest, BlankLinesStandInsideLists) {
  EXPECT_THAT(
      Split("Inclusion Criteria\n\n* • Signed\n\n* adult;\n* walks\n\nExclusion Criteria\n\n"
            "* • Deaf;\n\n* blind"),
      ElementsAre("+Signed", "+adult;", "+walks", "-Deaf;", "-blind"));
}

TEST(SplitCriteriaTest, ChildrenBesideTheirParentEndAtTheBlankLine) {
  EXPECT_THAT(Split("Inclusion Criteria\n* One of these tumors:\n* of the lung;\n* of the skin;\n\n"
                    "* Walks;\n* Talks"),
              ElementsAre("+One of these tumors:", "+.of the lung;", "+.of the skin;", "+Walks;",
                          "+Talks"));
}

TEST(SplitCriteriaTest, ChildrenBesideTheirParentEndAtTheNextParent) {
  EXPECT_THAT(Split("* HOME:\n* has one\n* WORK:\n* has a job\n\nExclusion criteria:\n* none"),
              ElementsAre("?HOME:", "?.has one", "?WORK:", "?.has a job", "-none"));
}

TEST(SplitCriteriaTest, AnotherStyleOfBulletAfterAColonIsAChild) {
  EXPECT_THAT(Split("1. Any of:\n- a cat\n- a dog\n2. A garden"),
              ElementsAre("?Any of:", "?.a cat", "?.a dog", "?A garden"));
}

TEST(SplitCriteriaTest, KnowsManyBullets) {
  for (const char* bullet :
       {"-",  "*",   "•",   "·",    "–",  "\\-", "\\*",    "1.",  "1)",   "(1)",  "12.", "a.",
        "a)", "(b)", "iv.", "(iv)", "B)", "1.2", "1.2.3.", "* •", "* 1.", "-  -", "--"}) {
    EXPECT_THAT(Split(absl::StrCat(bullet, " Wears a hat\n", bullet, " Sings")),
                ElementsAre("?Wears a hat", "?Sings"))
        << bullet;
  }
}

TEST(SplitCriteriaTest, LeavesNumbersAndNamesAlone) {
  for (const char* text : {"2.5 times the norm", "-5 to 3 diopters", "E. coli found",
                           "2020. A year", "(PCR) done", "i.v. drugs", "*** stars", "≥ 18 years"}) {
    EXPECT_THAT(Split(absl::StrCat("* ", text)), ElementsAre(absl::StrCat("?", text))) << text;
  }
}

TEST(SplitCriteriaTest, KnowsManyHeadings) {
  const std::vector<std::pair<const char*, const char*>> cases = {
      {"INCLUSION CRITERIA:", "+x"},
      {"- INCLUSION CRITERIA:", "+x"},
      {"Key exclusion criteria", "-x"},
      {"Exclusion criteria :", "-x"},
      {"Exclusions:", "-x"},
      {"INCLUSION -", "+x"},
      {"Non-inclusion criteria:", "-x"},
      {"Inclusion Criteria include:", "+x"},
      {"Exclusion criteria are as follows:", "-x"},
      {"Donor Inclusion Criteria:", "+[Donor] x"},
      {"EXCLUSION CRITERIA FOR HEALTHY VOLUNTEERS:", "-[HEALTHY VOLUNTEERS] x"},
      {"EXCLUSION CRITERIA - DONOR:", "-[DONOR] x"},
      {"Inclusion Criteria (Part 2):", "+[Part 2] x"},
      {"Inclusion Criteria Cohort 1", "+[Cohort 1] x"},
      {"Patients may be eligible for this study if they:", "+x"},
      {"You will not be eligible for this trial if you:", "-x"},
      {"INCLUSION/EXCLUSION CRITERIA:", "?x"},
      {"Cohort A", "?[Cohort A] x"},
      {"DISEASE CHARACTERISTICS:", "?[DISEASE CHARACTERISTICS] x"},
      {"--Disease Characteristics--", "?[Disease Characteristics] x"},
  };
  for (const auto& [heading, expected] : cases) {
    EXPECT_THAT(Split(absl::StrCat(heading, "\n\n* x")), ElementsAre(expected)) << heading;
  }
}

TEST(SplitCriteriaTest, TalkOfInclusionIsNoHeading) {
  for (const char* text :
       {"Does not meet inclusion criteria", "Exclusion from the scan only:",
        "Other protocol-defined inclusion/exclusion criteria may apply", "No exclusion criteria",
        "Patients with exclusion criteria of the cohort."}) {
    EXPECT_THAT(Split(absl::StrCat("Inclusion Criteria:\n* a\n* ", text)),
                ElementsAre("+a", absl::StrCat("+", text)))
        << text;
  }
}

TEST(SplitCriteriaTest, WhatFollowsAHeadingOnItsLineIsAnItem) {
  EXPECT_THAT(Split("Inclusion Criteria: adults\n\nExclusion Criteria:none"),
              ElementsAre("+adults", "-none"));
}

TEST(SplitCriteriaTest, HeadingsWithNothingBetweenThemBelongTogether) {
  EXPECT_THAT(
      Split("Inclusion Criteria\n\nMedication:\n\nRequired:\n\n- zinc\n\nAllowed:\n\n- iron\n\n"
            "Exclusion Criteria\n\n- gold"),
      ElementsAre("+[Medication: Required] zinc", "+[Allowed] iron", "-gold"));
}

TEST(SplitCriteriaTest, ALongParentLineIsAnItemWithChildren) {
  const std::string parent =
      "Persons who have lived for at least one year in one of the following four towns of the "
      "coast:";
  EXPECT_THAT(
      Split(absl::StrCat(parent, "\n\n- Ayr\n- Oban\n\nOthers are asked to wait.")),
      ElementsAre(absl::StrCat("?", parent), "?.Ayr", "?.Oban", "?Others are asked to wait."));
}

TEST(SplitCriteriaTest, TextWithoutStructureIsOneItemAParagraph) {
  EXPECT_THAT(Split("Anybody who has had the flu in the past winter and who\nis well again.\n\n"
                    "No children."),
              ElementsAre("?Anybody who has had the flu in the past winter and who is well again.",
                          "?No children."));
}

TEST(SplitCriteriaTest, NoTextHasNoItems) {
  EXPECT_THAT(Split(""), IsEmpty());
  EXPECT_THAT(Split("\n \r\n\t\n- \n*\n"), IsEmpty());
}

TEST(SplitCriteriaTest, FoldsWhiteSpaceOfAllKinds) {
  EXPECT_THAT(Split("*\u00a0 Weighs\u00a0 50\tkg  or more \u00a0"),
              ElementsAre("?Weighs 50 kg or more"));
}

TEST(SplitCriteriaTest, AHeadingAtTheEndIsNotLost) {
  EXPECT_THAT(Split("- a\n\nNote:\n\nCohort B:"), ElementsAre("?a", "?[Note] Cohort B:"));
  EXPECT_THAT(Split("- a\n\nInclusion Criteria for adults"), ElementsAre("?a", "+adults"));
}

TEST(UnescapeMarkdownTest, UndoesEscapesBeforePunctuationOnly) {
  EXPECT_EQ(UnescapeMarkdown("a \\> b \\[c\\] \\* \\\\ \\^ d\\e \\"), "a > b [c] * \\ ^ d\\e \\");
  EXPECT_EQ(UnescapeMarkdown(""), "");
}

}  // namespace
}  // namespace trialdex
