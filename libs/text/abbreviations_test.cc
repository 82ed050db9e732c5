#include "libs/text/abbreviations.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace trialdex {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> Found(absl::string_view text) {
  std::vector<std::string> pairs;
  ForEachAbbreviation(text, [&](absl::string_view short_form, absl::string_view long_form) {
    pairs.push_back(absl::StrCat(short_form, "=", long_form));
  });
  return pairs;
}

TEST(AbbreviationsTest, TheLongFormStandsBeforeTheBracket) {
  EXPECT_THAT(Found("We measure overall survival (OS) and quality of life (QoL)."),
              ElementsAre("OS=overall survival", "QoL=quality of life"));
  EXPECT_THAT(Found("chronic obstructive\n   pulmonary disease (COPD)"),
              ElementsAre("COPD=chronic obstructive\n   pulmonary disease"));
}

TEST(AbbreviationsTest, TheLongFormStandsInTheBracket) {
  EXPECT_THAT(Found("Patients with CKD (chronic kidney disease) are seen."),
              ElementsAre("CKD=chronic kidney disease"));
  EXPECT_THAT(Found("in the ICU (we call it the intensive care unit)"), IsEmpty())
      << "the bracket holds more than the long form";
}

TEST(AbbreviationsTest, LettersMayStandInsideWords) {
  EXPECT_THAT(Found("magnetic resonance imaging (MRI), electroencephalography (EEG)"),
              ElementsAre("MRI=magnetic resonance imaging", "EEG=electroencephalography"));
  EXPECT_THAT(Found("glycated hemoglobin A1c (HbA1c)"), ElementsAre("HbA1c=hemoglobin A1c"));
  EXPECT_THAT(Found("interleukin 6 (IL-6)"), ElementsAre("IL-6=interleukin 6"));
}

TEST(AbbreviationsTest, TheFirstLetterBeginsAWord) {
  EXPECT_THAT(Found("an unlikely sausage (NS)"), IsEmpty());
  EXPECT_THAT(Found("non-small cell lung cancer (NSCLC)"),
              ElementsAre("NSCLC=non-small cell lung cancer"));
}

TEST(AbbreviationsTest, APluralIsTakenOff) {
  EXPECT_THAT(Found("tyrosine kinase inhibitors (TKIs)"),
              ElementsAre("TKI=tyrosine kinase inhibitors"));
}

TEST(AbbreviationsTest, OnlyTheFirstOfSeveralCounts) {
  EXPECT_THAT(Found("body mass index (BMI, kg per square metre)"),
              ElementsAre("BMI=body mass index"));
}

TEST(AbbreviationsTest, ThisIsNoAbbreviation) {
  for (const absl::string_view text :
       {"five tablets (50 mg)", "the drug (see below)", "group one (a)", "men (M)", "(OS)", "()",
        "dose (Drug)", "a long way to go before the very next bracket comes to its end (AE)",
        "first sentence ends here. Alone (FSE)", "oral survey (oral survey OS)",
        "OS of the overall survival OS (OS)", "years (2010)", "pork and cabbage (AC)",
        "an open (bracket"}) {
    EXPECT_THAT(Found(text), IsEmpty()) << text;
  }
}

TEST(AbbreviationsTest, LongFormsDoNotReachAcrossSentences) {
  EXPECT_THAT(Found("Progression is seen. Free survival (PFS)"), IsEmpty());
  EXPECT_THAT(Found("arm one: progression free survival (PFS)"),
              ElementsAre("PFS=progression free survival"));
}

TEST(AbbreviationsTest, BracketsMayBeNestedOrOpen) {
  EXPECT_THAT(Found("((overall survival (OS)"), ElementsAre("OS=overall survival"));
  EXPECT_THAT(Found(std::string(100000, '(')), IsEmpty());
  EXPECT_THAT(Found(absl::StrCat(std::string(100000, 'x'), " overall survival (OS)")),
              ElementsAre("OS=overall survival"));
}

TEST(AbbreviationsTest, OtherScriptsAreLeftWhole) {
  EXPECT_THAT(Found("Sjögren syndrome (SS)"), ElementsAre("SS=Sjögren syndrome"));
  EXPECT_THAT(Found("\xFF\xFE (\xFF\xFE)"), IsEmpty());
}

}  // namespace
}  // namespace trialdex
