#include "libs/index/document/summary.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace trialdex {
namespace {

using ::testing::SizeIs;

TEST(TrialSummaryTest, ListsAreCutAndCountsAreNot) {
  v1::Trial trial;
  for (int i = 0; i < 12; ++i) {
    trial.mutable_conditions()->add_conditions(absl::StrCat("Condition ", i));
    trial.add_interventions()->set_name(absl::StrCat("Drug ", i));
    trial.mutable_contacts_locations()->add_countries()->set_name(absl::StrCat("Country ", i));
    trial.mutable_contacts_locations()->add_locations();
  }
  const v1::TrialSummary summary = MakeTrialSummary(trial);
  EXPECT_THAT(summary.conditions(), SizeIs(10));
  EXPECT_THAT(summary.interventions(), SizeIs(10));
  EXPECT_THAT(summary.countries(), SizeIs(10));
  EXPECT_EQ(summary.location_count(), 12);
  EXPECT_EQ(summary.interventions(9), "Drug 9");
}

TEST(TrialSummaryTest, TheBriefSummaryEndsWithAWord) {
  v1::Trial trial;
  std::string* text = trial.mutable_description()->mutable_brief_summary();
  while (text->size() < 400) absl::StrAppend(text, "wörter ");
  const std::string cut = MakeTrialSummary(trial).brief_summary();
  EXPECT_LE(cut.size(), 300u);
  EXPECT_GT(cut.size(), 290u);
  EXPECT_EQ(cut.substr(cut.size() - 7), "wörter");
}

TEST(TrialSummaryTest, OneEndlessWordIsCutBetweenCodePoints) {
  v1::Trial trial;
  std::string* text = trial.mutable_description()->mutable_brief_summary();
  *text = "a";
  while (text->size() < 400) absl::StrAppend(text, "ö");
  EXPECT_EQ(MakeTrialSummary(trial).brief_summary().size(), 299u);
}

TEST(TrialSummaryTest, WhatTheTrialDoesNotSayStaysUnset) {
  const v1::TrialSummary summary = MakeTrialSummary(v1::Trial());
  EXPECT_FALSE(summary.has_start_date());
  EXPECT_FALSE(summary.has_minimum_age());
  EXPECT_FALSE(summary.has_enrollment());
  EXPECT_FALSE(summary.has_lead_sponsor());
}

}  // namespace
}  // namespace trialdex
