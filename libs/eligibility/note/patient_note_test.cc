#include "libs/eligibility/note/patient_note.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "libs/eligibility/answer.h"

namespace trialdex {
namespace {

// The facts beside age and sex, in words.
std::string Show(absl::string_view note) {
  std::string text;
  for (const v1::PatientFact& fact : ListFacts(ReadPatientNote(note))) {
    if (fact.kind() == "age" || fact.kind() == "sex") continue;
    const bool plain =
        fact.kind() == "pregnancy" || fact.kind() == "breastfeeding" || fact.kind() == "healthy";
    absl::StrAppend(&text, text.empty() ? "" : "; ", plain ? fact.kind() + " " : "", fact.value());
  }
  return text;
}

struct Case {
  const char* note;
  const char* facts;
};

class PatientNoteTest : public testing::TestWithParam<Case> {};

TEST_P(PatientNoteTest, SaysWhatIsSure) { EXPECT_EQ(Show(GetParam().note), GetParam().facts); }

INSTANTIATE_TEST_SUITE_P(
    Facts, PatientNoteTest,
    testing::Values(
        Case{"ECOG 1.", "ECOG 1"}, Case{"ECOG performance status is 2", "ECOG 2"},
        Case{"Karnofsky 80%", "Karnofsky 80"}, Case{"Stage IIIB lung cancer", "stage IIIB"},
        Case{"Stage IV lung cancer, ECOG 1, no HIV infection", "ECOG 1; stage IV; HIV negative"},
        Case{"The test revealed stage 1B of cervical cancer", "stage IB"},
        Case{"The tumor is HER2-positive and ER/PR negative",
             "HER2 positive; ER negative; PR negative"},
        Case{"ER+, PR-, HER2 negative breast cancer", "ER positive; PR negative; HER2 negative"},
        Case{"Triple negative breast cancer", "ER negative; PR negative; HER2 negative"},
        Case{"EGFR mutated adenocarcinoma, ALK negative", "EGFR mutated; ALK negative"},
        Case{"KRAS wild-type", "KRAS wild type"}, Case{"HIV positive", "HIV positive"},
        Case{"Chronic HCV infection for 2 years", "hepatitis C positive"},
        Case{"A 25-year-old pregnant woman", "pregnancy yes"},
        Case{"The urine pregnancy test was negative", "pregnancy no"},
        Case{"A 60-year-old postmenopausal woman", "pregnancy no"},
        Case{"She is breastfeeding", "breastfeeding yes"},
        Case{"A 42-year-old healthy woman", "healthy yes"},
        Case{"He completed chemotherapy 3 months ago", "chemotherapy 91 days ago"},
        Case{"Underwent surgery two weeks ago", "surgery 14 days ago"},
        Case{"s/p radiotherapy", "radiotherapy"}, Case{"Chemotherapy-naive", "no chemotherapy"},
        Case{"She had a mastectomy in 2019", "surgery"},
        Case{"She is currently receiving chemotherapy", "chemotherapy 0 days ago"}));

INSTANTIATE_TEST_SUITE_P(
    Denials, PatientNoteTest,
    testing::Values(Case{"No history of HIV infection", "HIV negative"},
                    Case{"Negative for HIV, HBV and HCV",
                         "HIV negative; hepatitis B negative; hepatitis C negative"},
                    Case{"He denies HIV infection", "HIV negative"},
                    Case{"Not pregnant or breastfeeding", "pregnancy no; breastfeeding no"},
                    Case{"No prior chemotherapy", "no chemotherapy"},
                    Case{"She never received radiotherapy", "no radiotherapy"},
                    Case{"No fever but HIV positive", "HIV positive"},
                    Case{"Without any HIV infection", "HIV negative"}));

INSTANTIATE_TEST_SUITE_P(
    NotSaid, PatientNoteTest,
    testing::Values(Case{"Her mother is HIV positive", ""},
                    Case{"Family history of BRCA1 mutation", ""},
                    Case{"Suspected HIV infection", ""}, Case{"He was tested for HIV", ""},
                    Case{"At risk of HIV infection", ""}, Case{"Planned for surgery", ""},
                    Case{"Chemotherapy was recommended", ""}, Case{"Otherwise healthy", ""},
                    Case{"born to a healthy mother", ""}, Case{"Stage 3 CKD", ""},
                    Case{"Hoehn-Yahr stage I", ""}, Case{"She wants to become pregnant", ""},
                    Case{"She was pregnant twice", ""}, Case{"Lives in a nursing home", ""},
                    Case{"Seen in the ER", ""}, Case{"A 3-day-old boy who is breastfeeding", ""},
                    Case{"Hepatitis B vaccine given", ""}, Case{"", ""}, Case{"≥ Ⅳ — ±", ""}));

TEST(PatientNoteTest, SaysWhereTheNoteSaysSo) {
  const std::string note = "A woman, ≥ 1 lesion, HER2 negative.";
  const PatientFacts facts = ReadPatientNote(note);
  ASSERT_EQ(facts.markers.size(), 1u);
  const TextSpan span = facts.markers[0].span;
  EXPECT_EQ(note.substr(span.begin, span.end - span.begin), "HER2 negative");
}

}  // namespace
}  // namespace trialdex
