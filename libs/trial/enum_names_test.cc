#include "libs/trial/enum_names.h"

#include <string>

#include "google/protobuf/descriptor.h"
#include "gtest/gtest.h"
#include "trialdex/v1/design.pb.h"
#include "trialdex/v1/sponsors.pb.h"
#include "trialdex/v1/status.pb.h"

namespace trialdex {
namespace {

TEST(EnumNamesTest, FindsTheRegistrysWord) {
  EXPECT_EQ(ParseEnum<v1::OverallStatus>("RECRUITING"), v1::OVERALL_STATUS_RECRUITING);
  EXPECT_EQ(ParseEnum<v1::AgencyClass>("OTHER_GOV"), v1::AGENCY_CLASS_OTHER_GOV);
  EXPECT_EQ(ParseEnum<v1::Phase>("PHASE2"), v1::PHASE_PHASE2);
}

TEST(EnumNamesTest, ForgivesCaseAndPunctuation) {
  EXPECT_EQ(ParseEnum<v1::OverallStatus>("Active, not recruiting"),
            v1::OVERALL_STATUS_ACTIVE_NOT_RECRUITING);
  EXPECT_EQ(ParseEnum<v1::ArmType>("Active Comparator"), v1::ARM_TYPE_ACTIVE_COMPARATOR);
  EXPECT_EQ(ParseEnum<v1::Allocation>("Non-Randomized"), v1::ALLOCATION_NON_RANDOMIZED);
  EXPECT_EQ(ParseEnum<v1::Phase>("Early Phase 1"), v1::PHASE_EARLY_PHASE1);
  EXPECT_EQ(ParseEnum<v1::Phase>("N/A"), v1::PHASE_NA);
  EXPECT_EQ(ParseEnum<v1::PrimaryPurpose>(" basic science "), v1::PRIMARY_PURPOSE_BASIC_SCIENCE);
}

TEST(EnumNamesTest, NeverFindsAnotherWordOrUnspecified) {
  for (const char* word : {"", "UNSPECIFIED", "Unspecified", "RECRUITIN", "RECRUITING2",
                           "OVERALL_STATUS_RECRUITING"}) {
    EXPECT_EQ(ParseEnum<v1::OverallStatus>(word), std::nullopt) << word;
  }
  EXPECT_EQ(ParseEnum<v1::OverallStatus>(std::string(1000, 'R')), std::nullopt);
}

TEST(EnumNamesTest, NamesEveryValueByTheWordThatFindsIt) {
  const auto* descriptor = v1::OverallStatus_descriptor();
  for (int i = 0; i < descriptor->value_count(); ++i) {
    const auto value = static_cast<v1::OverallStatus>(descriptor->value(i)->number());
    if (value == v1::OVERALL_STATUS_UNSPECIFIED) continue;
    EXPECT_EQ(ParseEnum<v1::OverallStatus>(EnumWord(value)), value);
  }
}

TEST(EnumNamesTest, HasNoWordForUnspecifiedAndUnknownNumbers) {
  EXPECT_EQ(EnumWord(v1::OVERALL_STATUS_UNSPECIFIED), "");
  EXPECT_EQ(EnumWord(static_cast<v1::OverallStatus>(999)), "");
  EXPECT_EQ(EnumWord(static_cast<v1::OverallStatus>(-1)), "");
}

}  // namespace
}  // namespace trialdex
