#include "libs/schema/columns.h"

#include "gtest/gtest.h"

namespace trialdex {
namespace {

std::optional<ColumnValue> Get(const v1::Trial& trial, Column column) {
  return ExtractColumns(trial)[static_cast<size_t>(column)];
}

TEST(ColumnsTest, AnEmptyTrialHasNothingButZeros) {
  const ColumnValues values = ExtractColumns({});
  for (const ColumnInfo& info : AllColumns()) {
    const auto& value = values[static_cast<size_t>(info.column)];
    if (value.has_value()) {
      EXPECT_EQ(info.type, ColumnType::kCount) << info.name;
      EXPECT_EQ(value, ColumnValue(int64_t{0})) << info.name;
    }
  }
  EXPECT_TRUE(values[static_cast<size_t>(Column::kLocationCount)].has_value());
  EXPECT_FALSE(values[static_cast<size_t>(Column::kSeriousEventCount)].has_value());
}

TEST(ColumnsTest, CountsEndAtTheMostThatTwoBytesHold) {
  v1::Trial trial;
  for (int i = 0; i < kMaxCount + 5; ++i) {
    trial.mutable_results()->mutable_adverse_events()->add_other_events();
  }
  EXPECT_EQ(Get(trial, Column::kOtherEventCount), ColumnValue(kMaxCount));
}

TEST(ColumnsTest, ADurationIsInYears) {
  v1::Trial trial;
  trial.mutable_design()->set_target_duration("18 Months");
  EXPECT_DOUBLE_EQ(std::get<double>(*Get(trial, Column::kTargetDuration)), 1.5);
  trial.mutable_design()->set_target_duration("until discharge");
  EXPECT_EQ(Get(trial, Column::kTargetDuration), std::nullopt);
}

TEST(ColumnsTest, AMonthIsAllItsDays) {
  v1::Trial trial;
  auto* date = trial.mutable_status()->mutable_start_date()->mutable_date();
  date->set_year(1970);
  date->set_month(2);
  EXPECT_EQ(Get(trial, Column::kStartDate), ColumnValue(DayRange{31, 58}));
}

TEST(ColumnsTest, AgesAreInYears) {
  v1::Trial trial;
  trial.mutable_eligibility()->mutable_minimum_age()->set_value(6);
  trial.mutable_eligibility()->mutable_minimum_age()->set_unit(v1::AGE_UNIT_MONTHS);
  EXPECT_DOUBLE_EQ(std::get<double>(*Get(trial, Column::kMinimumAge)), 0.5);
  EXPECT_EQ(Get(trial, Column::kMaximumAge), std::nullopt);
}

TEST(ColumnsTest, AnEnrollmentOfZeroIsAValue) {
  v1::Trial trial;
  trial.mutable_design()->mutable_enrollment()->set_count(0);
  EXPECT_EQ(Get(trial, Column::kEnrollment), ColumnValue(int64_t{0}));
}

TEST(ColumnsTest, EachValueHasItsColumnsType) {
  v1::Trial trial;
  trial.mutable_design()->mutable_enrollment()->set_count(3);
  trial.mutable_status()->mutable_status_verified_date()->set_year(2020);
  trial.mutable_eligibility()->mutable_maximum_age()->set_unit(v1::AGE_UNIT_YEARS);
  const ColumnValues values = ExtractColumns(trial);
  for (const ColumnInfo& info : AllColumns()) {
    const auto& value = values[static_cast<size_t>(info.column)];
    if (value.has_value()) {
      const auto type = info.type == ColumnType::kCount ? ColumnType::kInteger : info.type;
      EXPECT_EQ(value->index(), static_cast<size_t>(type)) << info.name;
    }
  }
}

TEST(ColumnsTest, ColumnsAreFoundByNameAndByPiece) {
  EXPECT_EQ(FindColumn("start_date"), Column::kStartDate);
  EXPECT_EQ(FindColumn("StudyFirstPostDate"), Column::kFirstPostDate);
  EXPECT_EQ(FindColumn("studyfirstpostyear"), Column::kFirstPostDate);
  EXPECT_EQ(FindColumn(""), std::nullopt);
  EXPECT_EQ(FindColumn("date"), std::nullopt);
}

}  // namespace
}  // namespace trialdex
