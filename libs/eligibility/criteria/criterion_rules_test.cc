#include "libs/eligibility/criteria/criterion_rules.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "libs/eligibility/describe.h"

namespace trialdex {
namespace {

constexpr v1::CriterionKind kIn = v1::CRITERION_KIND_INCLUSION;
constexpr v1::CriterionKind kEx = v1::CRITERION_KIND_EXCLUSION;

// "age from 18 years & …"; " | " joins alternatives, "…" stands for what was not read.
std::string Show(const ItemReading& reading) {
  if (reading.requirements.empty()) return "";
  const absl::string_view joint = reading.join == ItemReading::Join::kAll ? " & " : " | ";
  std::string text;
  for (const Requirement& requirement : reading.requirements) {
    absl::StrAppend(&text, text.empty() ? "" : joint, Describe(requirement),
                    requirement.narrower ? " (narrower)" : "");
  }
  if (!reading.complete) absl::StrAppend(&text, joint, "...");
  return text;
}

struct Case {
  v1::CriterionKind kind;
  const char* item;
  const char* reading;
};

class ReadItemTest : public testing::TestWithParam<Case> {};

TEST_P(ReadItemTest, UnderstandsWhatIsSureAndNothingElse) {
  EXPECT_EQ(Show(ReadItem(GetParam().item, GetParam().kind)), GetParam().reading)
      << GetParam().item;
}

INSTANTIATE_TEST_SUITE_P(
    Ages, ReadItemTest,
    testing::Values(
        Case{kIn, "Age ≥ 18 years", "age from 18 years"},
        Case{kIn, "Age >= 18", "age from 18 years"},
        Case{kIn, "Age > or = 18 years", "age from 18 years"},
        Case{kIn, "18 years of age or older", "age from 18 years"},
        Case{kIn, "Patients at least 18 years old", "age from 18 years"},
        Case{kIn, "Aged 18 to 65 years", "age from 18 years to under 66 years"},
        Case{kIn, "Men and women aged 18–65 years, inclusive",
             "age from 18 years to under 66 years"},
        Case{kIn, "Between the ages of 18 and 75 years", "age from 18 years to under 76 years"},
        Case{kIn, "Age > 18 and < 70 years", "age from 18 years to under 70 years"},
        Case{kIn, "6 months to 5 years of age", "age from 6 months to under 6 years"},
        Case{kIn, "Infection in patients aged 18 or older", "age from 18 years & ..."},
        Case{kIn, "Adults (≥ 18 years) with asthma or COPD", ""},
        Case{kIn, "Age ≥ 60 years or with diabetes", ""},
        Case{kIn, "Age ≥ 60 years, diabetes or hypertension", ""},
        Case{kIn, "Adults ≥ 18 years with asthma or children with COPD", ""},
        Case{kEx, "Under 18 years of age", "age under 18 years"},
        Case{kEx, "Under 7 years of age Unable to consent", ""},
        Case{kEx, "Age younger than 18 or older than 80 years",
             "age under 18 years | age from 80 years"},
        Case{kIn, "At least 2 years since diagnosis", ""}, Case{kIn, "5 years of education", ""},
        Case{kIn, "Gestational age ≥ 37 weeks", ""}, Case{kIn, "Age at diagnosis < 40 years", ""},
        Case{kIn, "Men aged ≥ 45 years and women aged ≥ 55 years", ""},
        Case{kIn, "Over age 8: FEV1 at least 50 %", ""},
        Case{kIn, "Wound more than 6 months old", ""},
        Case{kIn, "Age 18 years or older, unless a guardian consents", ""},
        Case{kIn, "Age-related macular degeneration", ""}));

INSTANTIATE_TEST_SUITE_P(
    Performance, ReadItemTest,
    testing::Values(
        Case{kIn, "ECOG 0-1", "ECOG 0 to 1"}, Case{kIn, "ECOG PS ≤1", "ECOG 0 to 1"},
        Case{kIn, "ECOG PS of 0 or 1", "ECOG 0 to 1"},
        Case{kIn, "ECOG performance status 0, 1, or 2", "ECOG 0 to 2"},
        Case{kIn, "Eastern Cooperative Oncology Group (ECOG) performance status of 2 or less",
             "ECOG 0 to 2"},
        Case{kIn, "WHO performance status < 2", "ECOG 0 to 1"},
        Case{kIn, "Performance status: ECOG/Zubrod 0/1", "ECOG 0 to 1"},
        Case{kIn, "Karnofsky performance status ≥ 70%", "Karnofsky 70 to 100"},
        Case{kIn, "KPS > 60", "Karnofsky 70 to 100"},
        Case{kIn, "Karnofsky-index equal to or greater than 60", "Karnofsky 60 to 100"},
        Case{kIn, "ECOG score standard: 0~1", "ECOG 0 to 1"},
        Case{kIn, "ECOG 0-2 or Karnofsky 60-100%", "ECOG 0 to 2 | Karnofsky 60 to 100"},
        Case{kEx, "ECOG performance status > 2", "ECOG 3 to 5"},
        Case{kIn, "Measurable disease, ECOG 0-1", "ECOG 0 to 1 & ..."},
        Case{kIn, "ECOG 0-1 (2 is allowed if due to bone pain)", ""},
        Case{kIn, "ECOG 0-1 or brain metastases", ""},
        Case{kIn, "Performance status 3 must be due to bone metastases", ""},
        Case{kIn, "Karnofsky ≥ 50 for patients over 16 years, Lansky ≥ 50 for others", ""},
        Case{kIn, "Performance status of <= 0-2", ""}, Case{kIn, "ECOG status not assessed", ""}));

INSTANTIATE_TEST_SUITE_P(
    Stages, ReadItemTest,
    testing::Values(Case{kIn, "Histologically or cytologically confirmed stage IIIB/IV lung cancer",
                         "stage IIIB or IV & ..."},
                    Case{kIn, "Stage Ⅳ melanoma", "stage IV & ..."},
                    Case{kIn, "Stages I to III breast cancer", "stage I or II or III & ..."},
                    Case{kIn, "Stage IIB-IIIA melanoma", "stage IIB or IIC or IID or IIIA & ..."},
                    Case{kEx, "Stage IV malignancy", "stage IV & ..."},
                    Case{kIn, "Stage 3 chronic kidney disease", ""},
                    Case{kIn, "Stage III or recurrent ovarian cancer", ""},
                    Case{kIn, "Stage II or higher melanoma", ""},
                    Case{kIn, "Stage IIIB (with effusion) or stage IV lung cancer", ""},
                    Case{kIn, "Hoehn-Yahr stage II", ""}, Case{kIn, "End-stage liver cancer", ""}));

INSTANTIATE_TEST_SUITE_P(
    Conditions, ReadItemTest,
    testing::Values(
        Case{kEx, "Pregnant or lactating women", "pregnant or breast-feeding"},
        Case{kEx, "Pregnancy.", "pregnant"},
        Case{kEx, "Women who are pregnant, nursing, or breast-feeding",
             "female & pregnant or breast-feeding"},
        Case{kEx, "Pregnant women, or women who do not use contraception", "pregnant | ..."},
        Case{kEx, "Pregnant women are excluded", "pregnant"},
        Case{kEx, "Known to be pregnant", "pregnant"},
        Case{kIn, "Not pregnant or nursing", "neither pregnant nor breast-feeding"},
        Case{kIn, "Non-pregnant, non-lactating females", "neither pregnant nor breast-feeding"},
        Case{kIn, "Negative serum or urine pregnancy test", "not pregnant"},
        Case{kIn, "Women of childbearing potential must have a negative pregnancy test",
             "not pregnant & ..."},
        Case{kEx, "Planning to become pregnant", ""}, Case{kEx, "Nursing home residents", ""},
        Case{kEx, "Complications in a previous pregnancy", ""},
        Case{kIn, "Pregnant women may take part with consent", ""},
        Case{kEx, "Women must not be pregnant", ""}, Case{kEx, "Not pregnant", ""},
        Case{kEx, "Negative pregnancy test", ""},
        Case{kEx, "Women capable of bearing children as well as pregnant women", ""},
        Case{kEx, "Pregnant partner", ""}));

INSTANTIATE_TEST_SUITE_P(
    Markers, ReadItemTest,
    testing::Values(
        Case{kIn, "HER2-positive", "HER2 positive"},
        Case{kIn, "HER2+ disease", "HER2 positive & ..."},
        Case{kIn, "ER-positive and HER2-negative", "ER positive & HER2 negative"},
        Case{kIn, "ER/PR negative", "neither ER positive nor PR positive"},
        Case{kIn, "ER/PR positive", ""},
        Case{kIn, "ER and/or PR positive", "ER positive or PR positive"},
        Case{kIn, "Triple-negative", "neither ER positive nor PR positive nor HER2 positive"},
        Case{kIn, "KRAS wild-type", "KRAS wild type"},
        Case{kIn, "Wild-type KRAS", "KRAS wild type"}, Case{kIn, "EGFR mutation", "EGFR mutated"},
        Case{kIn, "BRAF V600E mutation", "BRAF mutated (narrower)"},
        Case{kIn, "BRCA1/2 mutation", "BRCA1 mutated or BRCA2 mutated"},
        Case{kIn, "dMMR", "MSI high"},
        Case{kEx, "Known HIV, hepatitis B or C infection",
             "HIV positive or hepatitis B positive or hepatitis C positive"},
        Case{kEx, "History of human immunodeficiency virus (HIV) infection", "HIV positive"},
        Case{kIn, "HIV negative", "HIV negative"},
        Case{kIn, "No HIV infection", "not HIV positive"},
        Case{kIn, "Negative for HIV, HBV and HCV",
             "neither HIV positive nor hepatitis B positive nor hepatitis C positive"},
        Case{kIn, "Seronegative for HIV", "HIV negative"},
        Case{kIn, "HBsAg-", "hepatitis B negative"}, Case{kIn, "HBsAg (-)", "hepatitis B negative"},
        Case{kIn, "HIV-1 infection", "HIV positive"},
        Case{kIn, "Children born to HIV infected women", ""},
        Case{kIn, "Both HIV seropositive and seronegative volunteers", ""},
        Case{kEx, "High risk of hepatitis B virus (HBV) infection", ""},
        Case{kEx, "Prophylaxis for HIV", ""}, Case{kEx, "Hepatitis B vaccine", ""},
        Case{kEx, "At risk of HIV infection", ""}, Case{kEx, "HIV testing", ""},
        Case{kIn, "Seen in the ER", ""}, Case{kEx, "Infection other than HIV", ""},
        Case{kIn, "HER2 positive or unknown", ""},
        Case{kIn, "Regardless of HER2 positive status", ""},
        Case{kEx, "Active hepatitis B", "hepatitis B positive & ..."},
        Case{kEx, "Lack of HER2 positive lesions", ""}));

INSTANTIATE_TEST_SUITE_P(
    Therapies, ReadItemTest,
    testing::Values(Case{kEx, "Prior chemotherapy", "prior chemotherapy"},
                    Case{kIn, "No prior chemotherapy", "no prior chemotherapy"},
                    Case{kIn, "No prior surgery", "no prior surgery (narrower)"},
                    Case{kEx, "Chemotherapy or radiotherapy within 4 weeks of enrollment",
                         "prior chemotherapy or radiotherapy within 28 days"},
                    Case{kEx, "Major surgery within 4 weeks prior to study entry",
                         "prior surgery within 28 days & ..."},
                    Case{kIn, "At least 4 weeks since prior radiotherapy",
                         "no prior radiotherapy within 28 days"},
                    Case{kEx, "Investigational drug within 30 days before randomization",
                         "prior investigational drug within 30 days"},
                    Case{kEx, "Surgery within 6 weeks of diagnosis", ""},
                    Case{kEx, "Concurrent chemotherapy", ""},
                    Case{kIn, "No more than 2 prior chemotherapy regimens", ""},
                    Case{kIn, "Recovered from prior chemotherapy", ""},
                    Case{kEx, "Chemotherapy within 4 weeks, except hydroxyurea", ""}));

INSTANTIATE_TEST_SUITE_P(
    People, ReadItemTest,
    testing::Values(Case{kIn, "Female", "female"}, Case{kIn, "Male or female", ""},
                    Case{kIn, "Women with endometriosis", "female & ..."},
                    Case{kIn, "Healthy male volunteers, age 18 to 55",
                         "healthy volunteer & male & age from 18 years to under 56 years"},
                    Case{kIn, "Women must use contraception", ""},
                    Case{kIn, "Men whose partner is pregnant", ""},
                    Case{kIn, "Have had sex with men", ""},
                    Case{kIn, "Who have a child less than 7 years old", ""},
                    Case{kIn, "Healthy controls", ""}, Case{kIn, "Cohort B: ECOG 0-1", ""},
                    Case{kIn, "", ""}, Case{kIn, "≥", ""}, Case{kIn, "Ⅳ – ≤", ""}));

TEST(ReadItemTest, SaysWhereTheItemSaysSo) {
  const std::string item = "Patients must have ECOG 0-1.";
  const ItemReading reading = ReadItem(item, kIn);
  ASSERT_EQ(reading.requirements.size(), 1u);
  const TextSpan span = reading.requirements[0].span;
  EXPECT_EQ(item.substr(span.begin, span.end - span.begin), "ECOG 0-1");
}

TEST(ReadItemTest, ReadsAnAgeWithoutTheWordOnlyUnderItsHeading) {
  EXPECT_EQ(Show(ReadItem("18 and over", kIn)), "");
  EXPECT_EQ(Show(ReadItem("18 and over", kIn, true)), "age from 18 years");
}

v1::Eligibility MakeCriteria(std::initializer_list<v1::Criterion> items) {
  v1::Eligibility eligibility;
  for (const v1::Criterion& item : items) *eligibility.add_criteria() = item;
  return eligibility;
}

v1::Criterion Item(v1::CriterionKind kind, const char* text, int depth = 0,
                   const char* group = "") {
  v1::Criterion item;
  item.set_kind(kind);
  item.set_text(text);
  item.set_depth(depth);
  item.set_group(group);
  return item;
}

TEST(ReadCriteriaTest, LeavesItemsOfOneCohortUnread) {
  const auto read = ReadCriteria(MakeCriteria({Item(kIn, "ECOG 0-1", 0, "Cohort B"),
                                               Item(kIn, "ECOG 0-1", 0, "Performance status"),
                                               Item(kIn, "ECOG 0-1", 0, "Any of the following")}));
  EXPECT_EQ(Show(read[0].reading), "");
  EXPECT_EQ(Show(read[1].reading), "ECOG 0 to 1");
  EXPECT_EQ(Show(read[2].reading), "");
}

TEST(ReadCriteriaTest, ReadsChildrenOnlyIfTheItemAboveAsksForAllOfThem) {
  const auto all = ReadCriteria(
      MakeCriteria({Item(kIn, "Must meet all of the following:"), Item(kIn, "ECOG 0-1", 1)}));
  EXPECT_EQ(Show(all[1].reading), "ECOG 0 to 1");
  const auto one =
      ReadCriteria(MakeCriteria({Item(kIn, "One of the following:"), Item(kIn, "ECOG 0-1", 1)}));
  EXPECT_EQ(Show(one[1].reading), "");
  const auto any =
      ReadCriteria(MakeCriteria({Item(kEx, "Any of the following:"), Item(kEx, "Pregnancy", 1)}));
  EXPECT_EQ(Show(any[1].reading), "pregnant");
}

TEST(ReadCriteriaTest, LeavesItemsUnreadThatTheirChildrenChange) {
  const auto read = ReadCriteria(MakeCriteria(
      {Item(kEx, "Prior chemotherapy"), Item(kEx, "Adjuvant treatment is allowed", 1)}));
  EXPECT_EQ(Show(read[0].reading), "");
}

TEST(ReadCriteriaTest, TakesListsWithoutHeadingsForInclusionOnlyIfTheirGroupsSaySo) {
  const auto read = ReadCriteria(MakeCriteria(
      {Item(v1::CRITERION_KIND_UNSPECIFIED, "18 and over", 0, "PATIENT CHARACTERISTICS: Age"),
       Item(v1::CRITERION_KIND_UNSPECIFIED, "Age 18 or older")}));
  EXPECT_EQ(read[0].kind, kIn);
  EXPECT_EQ(Show(read[0].reading), "age from 18 years");
  EXPECT_EQ(read[1].kind, v1::CRITERION_KIND_UNSPECIFIED);
  EXPECT_EQ(Show(read[1].reading), "");
}

}  // namespace
}  // namespace trialdex
