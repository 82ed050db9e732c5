#include "libs/schema/text_fields.h"

#include <string>
#include <tuple>
#include <vector>

#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "google/protobuf/descriptor.h"
#include "gtest/gtest.h"

namespace trialdex {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

using Value = std::tuple<TextField, uint32_t, std::string>;

std::vector<Value> Texts(const v1::Trial& trial) {
  std::vector<Value> values;
  VisitText(trial, [&values](TextField field, uint32_t index, absl::string_view text) {
    values.emplace_back(field, index, std::string(text));
  });
  return values;
}

TEST(TextFieldsTest, EveryPathNamesAFieldOfTrial) {
  for (const TextFieldInfo& info : AllTextFields()) {
    const google::protobuf::Descriptor* message = v1::Trial::descriptor();
    for (const absl::string_view step : absl::StrSplit(info.path, '.')) {
      ASSERT_NE(message, nullptr) << info.path;
      const auto* field = message->FindFieldByName(std::string(step));
      ASSERT_NE(field, nullptr) << info.path << " at " << step;
      message = field->message_type();
    }
    EXPECT_EQ(message, nullptr) << info.path << " is not a value";
  }
}

TEST(TextFieldsTest, FieldsAreFoundByPieceAndByName) {
  EXPECT_EQ(FindTextField("InterventionOtherName"), TextField::kInterventionOtherName);
  EXPECT_EQ(FindTextField("nctid"), TextField::kNctId);
  EXPECT_EQ(FindTextField("brief_title"), TextField::kBriefTitle);
  EXPECT_EQ(FindTextField("Title"), std::nullopt);
}

TEST(VisitTextTest, AnEmptyTrialHasNoText) { EXPECT_THAT(Texts({}), IsEmpty()); }

TEST(VisitTextTest, ValuesComeInOrderOfTheOrdinal) {
  v1::Trial trial;
  trial.set_id("NCT00000001");
  trial.mutable_conditions()->add_keywords("sleep");
  trial.mutable_conditions()->add_conditions("Insomnia");
  trial.mutable_identification()->set_brief_title("Sleep well");
  trial.mutable_description()->set_brief_summary("Do they?");
  EXPECT_THAT(Texts(trial), ElementsAre(Value(TextField::kNctId, 0, "NCT00000001"),
                                        Value(TextField::kBriefTitle, 0, "Sleep well"),
                                        Value(TextField::kCondition, 0, "Insomnia"),
                                        Value(TextField::kKeyword, 0, "sleep"),
                                        Value(TextField::kBriefSummary, 0, "Do they?")));
}

TEST(VisitTextTest, EnumsComeAsWords) {
  v1::Trial trial;
  trial.mutable_status()->set_overall_status(v1::OVERALL_STATUS_NOT_YET_RECRUITING);
  trial.mutable_design()->add_phases(v1::PHASE_PHASE2);
  trial.mutable_design()->add_phases(v1::PHASE_EARLY_PHASE1);
  trial.mutable_design()->set_masking(v1::MASKING_NONE);
  EXPECT_THAT(Texts(trial), ElementsAre(Value(TextField::kOverallStatus, 0, "not yet recruiting"),
                                        Value(TextField::kPhase, 0, "phase 2"),
                                        Value(TextField::kPhase, 1, "early phase 1"),
                                        Value(TextField::kDesignMasking, 0, "none open label")));
}

TEST(VisitTextTest, TheIndexOfASitesFieldIsTheSites) {
  v1::Trial trial;
  auto* places = trial.mutable_contacts_locations();
  places->add_locations()->set_city("Augusta");
  places->add_locations()->set_state("Oregon");
  places->add_locations()->set_city("Portland");
  EXPECT_THAT(Texts(trial), ElementsAre(Value(TextField::kLocationCity, 0, "Augusta"),
                                        Value(TextField::kLocationCity, 2, "Portland"),
                                        Value(TextField::kLocationState, 1, "Oregon")));
}

TEST(VisitTextTest, CriteriaGoToTheFieldOfTheirList) {
  v1::Trial trial;
  auto* criteria = trial.mutable_eligibility()->mutable_criteria();
  criteria->Add()->set_text("Consent");
  criteria->Add()->set_text("Adults");
  criteria->Mutable(1)->set_kind(v1::CRITERION_KIND_INCLUSION);
  criteria->Add()->set_text("Pregnancy");
  criteria->Mutable(2)->set_kind(v1::CRITERION_KIND_EXCLUSION);
  EXPECT_THAT(Texts(trial), ElementsAre(Value(TextField::kEligibilityInclusion, 0, "Adults"),
                                        Value(TextField::kEligibilityExclusion, 0, "Pregnancy"),
                                        Value(TextField::kEligibilityCriteria, 0, "Consent")));
}

TEST(VisitTextTest, ACountryWithoutASiteIsStillFound) {
  v1::Trial trial;
  auto* places = trial.mutable_contacts_locations();
  places->add_locations()->set_country("Japan");
  places->add_countries()->set_name("Japan");
  places->add_countries()->set_name("Peru");
  EXPECT_THAT(Texts(trial), Contains(Value(TextField::kRemovedCountry, 0, "Peru")));
}

}  // namespace
}  // namespace trialdex
