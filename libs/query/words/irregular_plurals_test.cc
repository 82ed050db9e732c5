#include "libs/query/words/irregular_plurals.h"

#include "gtest/gtest.h"

namespace trialdex {
namespace {

TEST(IrregularPluralsTest, SingularsAndPluralsNameEachOther) {
  EXPECT_EQ(OtherNumberOf("child"), "children");
  EXPECT_EQ(OtherNumberOf("children"), "child");
  EXPECT_EQ(OtherNumberOf("women"), "woman");
  EXPECT_EQ(OtherNumberOf("tooth"), "teeth");
}

TEST(IrregularPluralsTest, LatinEndingsAreEnough) {
  EXPECT_EQ(OtherNumberOf("metastasis"), "metastases");
  EXPECT_EQ(OtherNumberOf("metastases"), "metastasis");
  EXPECT_EQ(OtherNumberOf("diagnosis"), "diagnoses");
  EXPECT_EQ(OtherNumberOf("prostheses"), "prosthesis");
  EXPECT_EQ(OtherNumberOf("crisis"), "crises");
  EXPECT_EQ(OtherNumberOf("pneumococci"), "pneumococcus");
}

TEST(IrregularPluralsTest, WordsThatStemmingUnderstandsAreLeftAlone) {
  EXPECT_EQ(OtherNumberOf("tumors"), "");
  EXPECT_EQ(OtherNumberOf("nurses"), "");
  EXPECT_EQ(OtherNumberOf("causes"), "");
  EXPECT_EQ(OtherNumberOf("doses"), "");
  EXPECT_EQ(OtherNumberOf("sis"), "");
  EXPECT_EQ(OtherNumberOf(""), "");
}

}  // namespace
}  // namespace trialdex
