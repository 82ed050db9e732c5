#include "libs/index/columns/column_row.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/index/testing/decoded_column_row.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

ColumnRow Example() {
  ColumnRow row;
  row.id = "NCT00000001";
  row.columns[static_cast<size_t>(Column::kStartDate)] = DayRange{-365, -336};
  row.columns[static_cast<size_t>(Column::kEnrollment)] = int64_t{99999998};
  row.columns[static_cast<size_t>(Column::kMinimumAge)] = 0.5;
  row.lengths = {{TextField::kNctId, 1}, {TextField::kBriefTitle, 300}};
  row.points = {{0, 90'000'000, 180'000'000}, {1, -90'000'000, -180'000'000}, {1411, 5, -5}};
  return row;
}

TEST(ColumnRowTest, ARowComesBackAsItWas) {
  std::string bytes;
  EncodeColumnRow(Example(), &bytes);
  const auto row = DecodeColumnRow(bytes);
  ASSERT_OK(row);
  EXPECT_EQ(row->id, "NCT00000001");
  EXPECT_EQ(row->columns, Example().columns);
  EXPECT_THAT(row->lengths, ElementsAre(FieldLength{TextField::kNctId, 1},
                                        FieldLength{TextField::kBriefTitle, 300}));
  EXPECT_EQ(row->points, Example().points);
}

TEST(ColumnRowTest, AnEmptyTrialHasARow) {
  std::string bytes;
  EncodeColumnRow({.id = "NCT00000001"}, &bytes);
  const auto row = DecodeColumnRow(bytes);
  ASSERT_OK(row);
  EXPECT_EQ(row->columns, ColumnValues());
  EXPECT_THAT(row->lengths, IsEmpty());
  EXPECT_THAT(row->points, IsEmpty());
}

TEST(ColumnRowTest, NoCutRowIsTakenForAWholeOne) {
  std::string bytes;
  EncodeColumnRow(Example(), &bytes);
  for (size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_THAT(DecodeColumnRow(absl::string_view(bytes).substr(0, size)),
                StatusIs(absl::StatusCode::kDataLoss))
        << size;
  }
  EXPECT_THAT(DecodeColumnRow(bytes + "x"), StatusIs(absl::StatusCode::kDataLoss));
}

TEST(ColumnRowTest, AnotherVersionIsRefused) {
  std::string bytes;
  EncodeColumnRow(Example(), &bytes);
  bytes[0] = 9;
  EXPECT_THAT(DecodeColumnRow(bytes), StatusIs(absl::StatusCode::kDataLoss));
}

}  // namespace
}  // namespace trialdex
