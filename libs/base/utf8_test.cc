#include "libs/base/utf8.h"

#include "gtest/gtest.h"

namespace trialdex {
namespace {

TEST(Utf8Test, AcceptsWhatRegistriesWrite) {
  EXPECT_TRUE(IsValidUtf8(""));
  EXPECT_TRUE(IsValidUtf8("stage \xE2\x85\xA3, \xE2\x89\xA4 1, \xF0\x9F\xA7\xAC"));
}

TEST(Utf8Test, RefusesOverlongFormsSurrogatesAndCutSequences) {
  EXPECT_FALSE(IsValidUtf8("\xC0\xAF"));
  EXPECT_FALSE(IsValidUtf8("\xED\xA0\x80"));
  EXPECT_FALSE(IsValidUtf8("abc\xE2\x85"));
  EXPECT_FALSE(IsValidUtf8("\xFF"));
}

TEST(Utf8Test, NamesTheFirstBadByte) {
  EXPECT_EQ(ValidUtf8Prefix("abc\xE2\x85"), 3u);
  EXPECT_EQ(ValidUtf8Prefix("\xE2\x85\xA3\xFFz"), 3u);
  EXPECT_EQ(ValidUtf8Prefix("fine"), 4u);
}

TEST(Utf8Test, TruncatingNeverCutsACodePoint) {
  EXPECT_EQ(TruncateUtf8("a\xE2\x85\xA3", 3), "a");
  EXPECT_EQ(TruncateUtf8("a\xE2\x85\xA3", 4), "a\xE2\x85\xA3");
  EXPECT_EQ(TruncateUtf8("abc", 0), "");
}

}  // namespace
}  // namespace trialdex
