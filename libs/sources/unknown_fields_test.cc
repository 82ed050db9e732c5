#include "libs/sources/unknown_fields.h"

#include "gtest/gtest.h"

namespace trialdex {
namespace {

uint64_t HashOf(std::initializer_list<absl::string_view> values) {
  v1::Trial trial;
  UnknownFields unknown(trial);
  for (const absl::string_view value : values) unknown.Add("a.b", value);
  return trial.unknown_fields(0).values_hash();
}

TEST(UnknownFieldsTest, KeepsOneEntryPerPathInOrderOfAppearance) {
  v1::Trial trial;
  UnknownFields unknown(trial);
  unknown.Add("z", "1");
  unknown.Add("a", "2");
  unknown.Add("z", "3");
  ASSERT_EQ(trial.unknown_fields_size(), 2);
  EXPECT_EQ(trial.unknown_fields(0).path(), "z");
  EXPECT_EQ(trial.unknown_fields(0).count(), 2);
  EXPECT_EQ(trial.unknown_fields(0).sample(), "1");
  EXPECT_EQ(trial.unknown_fields(1).path(), "a");
  EXPECT_EQ(trial.unknown_fields(1).count(), 1);
}

TEST(UnknownFieldsTest, TheHashNoticesValuesTheirOrderAndTheirBorders) {
  EXPECT_EQ(HashOf({"1", "2"}), HashOf({"1", "2"}));
  EXPECT_NE(HashOf({"1", "2"}), HashOf({"2", "1"}));
  EXPECT_NE(HashOf({"1", "23"}), HashOf({"12", "3"}));
  EXPECT_NE(HashOf({"1"}), HashOf({"1", "1"}));
}

TEST(UnknownFieldsTest, CutsTheSampleBetweenCodePoints) {
  v1::Trial trial;
  UnknownFields unknown(trial);
  unknown.Add("a", std::string(255, 'x') + "é");
  EXPECT_EQ(trial.unknown_fields(0).sample(), std::string(255, 'x'));
}

}  // namespace
}  // namespace trialdex
