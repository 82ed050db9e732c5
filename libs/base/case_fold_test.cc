#include "libs/base/case_fold.h"

#include "gtest/gtest.h"

namespace trialdex {
namespace {

TEST(CaseFoldTest, FoldsCaseOfAsciiAndBeyond) {
  EXPECT_EQ(CaseFold("China"), "china");
  EXPECT_EQ(CaseFold("SÃO PAULO"), CaseFold("São Paulo"));
  EXPECT_EQ(CaseFold("Straße"), "strasse");
}

TEST(CaseFoldTest, FoldsWhiteSpaceOfEveryKind) {
  EXPECT_EQ(CaseFold("  New \t York\n"), "new york");
  EXPECT_EQ(CaseFold("New\xC2\xA0York"), "new york");
  EXPECT_EQ(CaseFold("New\tYork\nCity"), "new york city");
}

TEST(CaseFoldTest, UnfoldsCompatibilityForms) { EXPECT_EQ(CaseFold("Phase Ⅳ"), "phase iv"); }

TEST(CaseFoldTest, KeepsAccents) { EXPECT_EQ(CaseFold("Évry"), "évry"); }

}  // namespace
}  // namespace trialdex
