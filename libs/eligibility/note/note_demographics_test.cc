#include "libs/eligibility/note/note_demographics.h"

#include <string>

#include "gtest/gtest.h"
#include "libs/eligibility/note/patient_note.h"

namespace trialdex {
namespace {

constexpr v1::Sex kNone = v1::SEX_UNSPECIFIED;
constexpr v1::Sex kF = v1::SEX_FEMALE;
constexpr v1::Sex kM = v1::SEX_MALE;

struct Case {
  const char* note;
  // Years; below 0: none.
  double age;
  v1::Sex sex;
};

class DemographicsTest : public testing::TestWithParam<Case> {};

TEST_P(DemographicsTest, AreThoseOfThePatient) {
  const PatientFacts facts = ReadPatientNote(GetParam().note);
  ASSERT_EQ(facts.age.has_value(), GetParam().age >= 0) << GetParam().note;
  if (facts.age.has_value()) {
    EXPECT_NEAR(facts.age->value.from, GetParam().age, 1e-3) << GetParam().note;
    EXPECT_GT(facts.age->value.until, facts.age->value.from);
    EXPECT_FALSE(facts.age->span.empty());
  }
  EXPECT_EQ(facts.sex.has_value() ? facts.sex->value : kNone, GetParam().sex) << GetParam().note;
}

INSTANTIATE_TEST_SUITE_P(
    Spellings, DemographicsTest,
    testing::Values(Case{"Patient is a 45-year-old man with pain", 45, kM},
                    Case{"48 M with a h/o HTN", 48, kM}, Case{"74M hx of CAD", 74, kM},
                    Case{"A 32 yo woman who presents", 32, kF}, Case{"55yo woman", 55, kF},
                    Case{"Pt is a 22yo F otherwise well", 22, kF},
                    Case{"60 yo M with cirrhosis", 60, kM},
                    Case{"This is a 57-year-old gentleman with CLL", 57, kM},
                    Case{"58 y.o. female", 58, kF}, Case{"70 y/o with COPD. She is ill.", 70, kF},
                    Case{"a 3 month old boy", 0.25, kM},
                    Case{"A 3-day-old Asian female infant", 3 / 365.25, kF},
                    Case{"5 months old male", 5 / 12.0, kM}, Case{"78 year-old male", 78, kM},
                    Case{"X is a 41 year man who plays", 41, kM}, Case{"woman aged 60", 60, kF},
                    Case{"Age: 45, sex: F", 45, kF}, Case{"A forty-five-year-old lady", 45, kF},
                    Case{"a 57-year old farmer. He lives alone.", 57, kM},
                    Case{"65-year–old obese Black woman", 65, kF}, Case{"a pregnant woman", -1, kF},
                    Case{"A 45 yr old male", 45, kM}, Case{"two-month-old girl", 2 / 12.0, kF}));

INSTANTIATE_TEST_SUITE_P(NotThePatient, DemographicsTest,
                         testing::Values(Case{"The infant was born to a 39-year-old woman", -1, kF},
                                         Case{"He has a 5-year-old son and smokes", -1, kM},
                                         Case{"She lives with her 60-year-old husband", -1, kF},
                                         Case{"Had surgery when he was 20 years old", -1, kM},
                                         Case{"Diagnosed at the age of 20", -1, kNone},
                                         Case{"Menarche was at age 12, now a 43-year-old woman", 43,
                                              kF},
                                         Case{"2 year history of cough", -1, kNone},
                                         Case{"Given 5 m of gauze, 300 years old", -1, kNone},
                                         Case{"He met her; both are well", -1, kNone},
                                         Case{"", -1, kNone}, Case{"≥ – Ⅳ", -1, kNone}));

TEST(DemographicsTest, AnAgeIsAsPreciseAsItsUnit) {
  const AgeSpan years = ReadPatientNote("45-year-old").age->value;
  EXPECT_DOUBLE_EQ(years.until - years.from, 1);
  const AgeSpan months = ReadPatientNote("18 months old").age->value;
  EXPECT_NEAR(months.from, 1.5, 1e-9);
  EXPECT_NEAR(months.until, 19 / 12.0, 1e-9);
}

TEST(DemographicsTest, SaysWhereTheNoteSaysSo) {
  const std::string note = "Here is a 45-year-old man.";
  const PatientFacts facts = ReadPatientNote(note);
  EXPECT_EQ(note.substr(facts.age->span.begin, facts.age->span.end - facts.age->span.begin),
            "45-year-old");
  EXPECT_EQ(note.substr(facts.sex->span.begin, facts.sex->span.end - facts.sex->span.begin), "man");
}

}  // namespace
}  // namespace trialdex
