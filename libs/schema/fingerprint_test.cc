#include "libs/schema/fingerprint.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace trialdex {
namespace {

TEST(FingerprintTest, IsAFolderNameThatChangesWithTheAnalysis) {
  EXPECT_THAT(SchemaFingerprint(1), ::testing::MatchesRegex("[0-9a-f]{16}"));
  EXPECT_EQ(SchemaFingerprint(1), SchemaFingerprint(1));
  EXPECT_NE(SchemaFingerprint(1), SchemaFingerprint(2));
}

}  // namespace
}  // namespace trialdex
