#include "libs/search/hits/field_mask.h"

#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using ::testing::HasSubstr;

google::protobuf::FieldMask Mask(std::initializer_list<const char*> paths) {
  google::protobuf::FieldMask mask;
  for (const char* path : paths) mask.add_paths(path);
  return mask;
}

v1::Trial MakeTrial() {
  v1::Trial trial;
  trial.set_id("NCT00000001");
  trial.mutable_identification()->set_brief_title("title");
  trial.mutable_identification()->set_acronym("ACR");
  trial.add_arms()->set_label("arm");
  return trial;
}

TEST(FieldMaskTest, KeepsWhatIsNamed) {
  v1::Trial trial = MakeTrial();
  const auto mask = Mask({"identification.brief_title", "arms"});
  ASSERT_OK(CheckReadMask(mask));
  ApplyReadMask(mask, trial);
  EXPECT_EQ(trial.identification().brief_title(), "title");
  EXPECT_EQ(trial.arms_size(), 1);
  EXPECT_EQ(trial.identification().acronym(), "");
  EXPECT_EQ(trial.id(), "");
}

TEST(FieldMaskTest, NothingAndAStarNameEverything) {
  for (const auto& mask : {Mask({}), Mask({"id", "*"})}) {
    v1::Trial trial = MakeTrial();
    ASSERT_OK(CheckReadMask(mask));
    ApplyReadMask(mask, trial);
    EXPECT_EQ(trial.SerializeAsString(), MakeTrial().SerializeAsString());
  }
}

TEST(FieldMaskTest, SaysWhichPathIsWrongAndWhy) {
  EXPECT_THAT(CheckReadMask(Mask({"id", "identification.titel"})),
              StatusIs(absl::StatusCode::kInvalidArgument,
                       HasSubstr("Identification has no field 'titel'")));
  EXPECT_THAT(CheckReadMask(Mask({"arms.label"})),
              StatusIs(absl::StatusCode::kInvalidArgument, HasSubstr("goes on after 'arms'")));
  EXPECT_THAT(CheckReadMask(Mask({""})), StatusIs(absl::StatusCode::kInvalidArgument));
}

}  // namespace
}  // namespace trialdex
