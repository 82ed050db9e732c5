#include "libs/eligibility/answer.h"

#include "gtest/gtest.h"
#include "libs/eligibility/note/patient_note.h"

namespace trialdex {
namespace {

constexpr v1::MatchAnswer kMeets = v1::MATCH_ANSWER_MEETS;
constexpr v1::MatchAnswer kFails = v1::MATCH_ANSWER_FAILS;
constexpr v1::MatchAnswer kUnknown = v1::MATCH_ANSWER_UNKNOWN;
constexpr v1::CriterionKind kIn = v1::CRITERION_KIND_INCLUSION;
constexpr v1::CriterionKind kEx = v1::CRITERION_KIND_EXCLUSION;

v1::TrialMatch Answer(absl::string_view note, const v1::Eligibility& eligibility) {
  v1::TrialMatch match;
  AnswerCriteria(ReadPatientNote(note), eligibility, true, match);
  return match;
}

struct Case {
  v1::CriterionKind kind;
  const char* item;
  const char* note;
  v1::MatchAnswer answer;
};

class AnswerItemTest : public testing::TestWithParam<Case> {};

TEST_P(AnswerItemTest, ComparesTheItemWithTheNote) {
  v1::Eligibility eligibility;
  v1::Criterion& item = *eligibility.add_criteria();
  item.set_kind(GetParam().kind);
  item.set_text(GetParam().item);
  const v1::TrialMatch match = Answer(GetParam().note, eligibility);
  ASSERT_EQ(match.criteria_size(), 1);
  EXPECT_EQ(match.criteria(0).answer(), GetParam().answer) << match.criteria(0).reason();
}

INSTANTIATE_TEST_SUITE_P(
    Items, AnswerItemTest,
    testing::Values(
        Case{kIn, "Age 18-70 years", "A 70-year-old man", kMeets},
        Case{kIn, "Age 18-70 years", "A 71-year-old man", kFails},
        Case{kIn, "Age > 18 years", "An 18-year-old man", kUnknown},
        Case{kIn, "Age > 18 years", "A 19-year-old man", kMeets},
        Case{kEx, "Age < 18 years", "A 17-year-old boy", kFails},
        Case{kEx, "Age < 18 years", "An 18-year-old man", kMeets},
        Case{kIn, "ECOG 0-1", "ECOG 2", kFails}, Case{kIn, "ECOG 0-1", "ECOG 0-1", kMeets},
        Case{kIn, "ECOG 0-1", "ECOG 1-2", kUnknown},
        Case{kIn, "ECOG 0-1", "Karnofsky 90", kUnknown}, Case{kIn, "ECOG 0-1", "A man", kUnknown},
        Case{kIn, "Measurable disease, ECOG 0-1", "ECOG 1", kUnknown},
        Case{kIn, "Measurable disease, ECOG 0-1", "ECOG 3", kFails},
        Case{kIn, "Stage IV melanoma", "Stage II melanoma", kFails},
        Case{kIn, "Stage IV melanoma", "Stage IV melanoma", kUnknown},
        Case{kEx, "Stage IV malignancy", "Stage II melanoma", kMeets},
        Case{kIn, "Stage IIIB melanoma", "Stage III melanoma", kUnknown},
        Case{kEx, "Pregnant or nursing", "A pregnant woman", kFails},
        Case{kEx, "Pregnant or nursing", "A 50-year-old man", kMeets},
        Case{kEx, "Pregnant or nursing", "Not pregnant", kUnknown},
        Case{kEx, "Pregnant women, or women without contraception", "A 50-year-old man", kUnknown},
        Case{kEx, "Pregnant women, or women without contraception", "She is pregnant", kFails},
        Case{kIn, "Not pregnant or nursing", "A 50-year-old man", kMeets},
        Case{kIn, "HER2-positive", "HER2 negative", kFails},
        Case{kEx, "HER2-positive", "HER2 negative", kMeets},
        Case{kIn, "HER2-positive", "HER2 positive, later HER2 negative", kUnknown},
        Case{kIn, "Hormone receptor positive", "ER positive, PR negative", kMeets},
        Case{kIn, "Hormone receptor positive", "ER negative", kUnknown},
        Case{kIn, "Hormone receptor negative", "ER negative, PR negative", kMeets},
        Case{kIn, "Triple-negative", "ER negative, PR negative, HER2 positive", kFails},
        Case{kIn, "BRAF V600E mutation", "BRAF mutated melanoma", kUnknown},
        Case{kIn, "BRAF V600E mutation", "BRAF wild-type melanoma", kFails},
        Case{kEx, "HIV or hepatitis B infection", "HIV negative", kUnknown},
        Case{kEx, "HIV or hepatitis B infection", "HIV and HBV negative", kMeets},
        Case{kEx, "HIV or hepatitis B infection", "HIV positive", kFails},
        Case{kIn, "No prior chemotherapy", "He received chemotherapy", kFails},
        Case{kIn, "No prior chemotherapy", "Chemotherapy-naive", kMeets},
        Case{kIn, "No prior chemotherapy", "A man", kUnknown},
        Case{kIn, "No prior surgery", "s/p appendectomy", kUnknown},
        Case{kIn, "No prior surgery", "He never had surgery", kMeets},
        Case{kEx, "Chemotherapy within 4 weeks", "Completed chemotherapy 3 months ago", kMeets},
        Case{kEx, "Chemotherapy within 4 weeks", "Completed chemotherapy 2 weeks ago", kFails},
        Case{kEx, "Chemotherapy within 4 weeks", "Completed chemotherapy", kUnknown},
        Case{kEx, "Chemotherapy or radiotherapy within 4 weeks",
             "Completed chemotherapy 3 months ago", kUnknown},
        Case{kEx, "Major surgery within 4 weeks", "Underwent surgery 2 years ago", kMeets},
        Case{kEx, "Major surgery within 4 weeks", "Underwent surgery 1 week ago", kUnknown},
        Case{kIn, "Able to swallow tablets", "A 50-year-old man", kUnknown}));

TEST(AnswerCriteriaTest, AnswersTheFieldsFirst) {
  v1::Eligibility eligibility;
  eligibility.mutable_minimum_age()->set_value(18);
  eligibility.mutable_minimum_age()->set_unit(v1::AGE_UNIT_YEARS);
  eligibility.mutable_maximum_age()->set_value(65);
  eligibility.mutable_maximum_age()->set_unit(v1::AGE_UNIT_YEARS);
  eligibility.set_sex(v1::SEX_FEMALE);
  eligibility.set_healthy_volunteers(false);
  const v1::TrialMatch match = Answer("A 65-year-old man", eligibility);
  ASSERT_EQ(match.criteria_size(), 4);
  EXPECT_EQ(match.criteria(0).text(), "Minimum age: 18 Years");
  EXPECT_EQ(match.criteria(0).answer(), kMeets);
  EXPECT_EQ(match.criteria(1).answer(), kMeets);
  EXPECT_EQ(match.criteria(2).answer(), kFails);
  EXPECT_EQ(match.criteria(2).reason(), "asks for female; known: male");
  EXPECT_EQ(match.criteria(3).answer(), kUnknown);
  EXPECT_EQ(match.meets_count(), 2);
  EXPECT_EQ(match.fails_count(), 1);
  EXPECT_EQ(match.unknown_count(), 1);
  for (const v1::CriterionMatch& item : match.criteria()) {
    EXPECT_EQ(item.list(), v1::CRITERION_LIST_STRUCTURED);
  }
}

TEST(AnswerCriteriaTest, AMaximumAgeLastsToItsLastDayInItsOwnUnit) {
  v1::Eligibility eligibility;
  eligibility.mutable_maximum_age()->set_value(18);
  eligibility.mutable_maximum_age()->set_unit(v1::AGE_UNIT_MONTHS);
  EXPECT_EQ(Answer("An 18 month old boy", eligibility).criteria(0).answer(), kMeets);
  EXPECT_EQ(Answer("A 19 month old boy", eligibility).criteria(0).answer(), kFails);
  EXPECT_EQ(Answer("A 1-year-old boy", eligibility).criteria(0).answer(), kUnknown);
  EXPECT_EQ(Answer("A 2-year-old boy", eligibility).criteria(0).answer(), kFails);
}

TEST(AnswerCriteriaTest, HealthyVolunteersFailWhereTheyAreNotAccepted) {
  v1::Eligibility eligibility;
  eligibility.set_healthy_volunteers(false);
  EXPECT_EQ(Answer("A healthy woman", eligibility).criteria(0).answer(), kFails);
  eligibility.set_healthy_volunteers(true);
  EXPECT_EQ(Answer("HIV positive", eligibility).criteria(0).answer(), kMeets);
}

TEST(AnswerCriteriaTest, SexByGenderIdentityIsNotDecided) {
  v1::Eligibility eligibility;
  eligibility.set_sex(v1::SEX_FEMALE);
  eligibility.set_gender_based(true);
  const v1::TrialMatch match = Answer("A 30-year-old woman", eligibility);
  EXPECT_EQ(match.criteria(0).answer(), kUnknown);
  EXPECT_EQ(match.criteria(0).reason(),
            "asks for female; known: female; it goes by gender identity, which is not known");
  EXPECT_EQ(Answer("HIV positive", eligibility).criteria(0).reason(),
            "asks for female; nothing is known of it");
}

TEST(AnswerCriteriaTest, CountsWithoutItemsWhenOnlyCountsAreAskedFor) {
  v1::Eligibility eligibility;
  eligibility.set_sex(v1::SEX_ALL);
  v1::TrialMatch match;
  AnswerCriteria({}, eligibility, false, match);
  EXPECT_EQ(match.meets_count(), 1);
  EXPECT_EQ(match.criteria_size(), 0);
}

TEST(AnswerCriteriaTest, SaysWhereItemAndNoteSaySo) {
  v1::Eligibility eligibility;
  v1::Criterion& item = *eligibility.add_criteria();
  item.set_kind(kIn);
  item.set_text("Patients with ECOG 0-1");
  const v1::TrialMatch match = Answer("She is ECOG 1", eligibility);
  const v1::CriterionMatch& answer = match.criteria(0);
  EXPECT_EQ(answer.requirement(), "ecog");
  EXPECT_EQ(answer.begin(), 14);
  EXPECT_EQ(answer.end(), 22);
  EXPECT_EQ(answer.note_begin(), 7);
  EXPECT_EQ(answer.note_end(), 13);
  EXPECT_EQ(answer.reason(), "asks for ECOG 0 to 1; known: ECOG 1");
}

}  // namespace
}  // namespace trialdex
