#include "libs/trial/trial_id.h"

#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

TEST(TrialIdTest, ForgivesCaseSpacesAndMissingZeros) {
  for (const char* text : {"NCT04199520", "nct04199520", " NCT4199520\r\n", "Nct4199520"}) {
    const absl::StatusOr<std::string> id = CanonicalTrialId(text);
    ASSERT_OK(id) << text;
    EXPECT_EQ(*id, "NCT04199520") << text;
    EXPECT_TRUE(IsCanonicalTrialId(*id));
  }
}

TEST(TrialIdTest, RefusesOtherShapesAndShowsTheValue) {
  for (const char* text : {"", "NCT", "NCT041995201", "NCT 04199520", "04199520", "ISRCTN12345678",
                           "NCT0419952x", "NCT-4199520"}) {
    EXPECT_THAT(CanonicalTrialId(text),
                StatusIs(absl::StatusCode::kInvalidArgument, ::testing::HasSubstr(text)));
  }
}

TEST(TrialIdTest, OnlyTheCanonicalFormIsCanonical) {
  for (const char* text : {"nct04199520", "NCT4199520", "NCT0419952", "NCT04199520 ", ""}) {
    EXPECT_FALSE(IsCanonicalTrialId(text)) << text;
  }
}

}  // namespace
}  // namespace trialdex
