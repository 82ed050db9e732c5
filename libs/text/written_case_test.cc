#include "libs/text/written_case.h"

#include "gtest/gtest.h"
#include "libs/text/analyzer.h"

namespace trialdex {
namespace {

TEST(WrittenCaseTest, TellsTheFourWaysApart) {
  EXPECT_EQ(WrittenCaseOf("sle", "sle"), WrittenCase::kNormal);
  EXPECT_EQ(WrittenCaseOf("18", "18"), WrittenCase::kNormal);
  EXPECT_EQ(WrittenCaseOf("Sle", "sle"), WrittenCase::kCapitalized);
  EXPECT_EQ(WrittenCaseOf("SLE", "sle"), WrittenCase::kUpper);
  EXPECT_EQ(WrittenCaseOf("T", "t"), WrittenCase::kUpper);
  EXPECT_EQ(WrittenCaseOf("PD-L1", "pd-l1"), WrittenCase::kUpper);
  EXPECT_EQ(WrittenCaseOf("3D", "3d"), WrittenCase::kUpper);
  EXPECT_EQ(WrittenCaseOf("mTOR", "mtor"), WrittenCase::kOther);
  EXPECT_EQ(WrittenCaseOf("sLe", "sle"), WrittenCase::kOther);
  EXPECT_EQ(WrittenCaseOf("McArthur", "mcarthur"), WrittenCase::kOther);
}

TEST(WrittenCaseTest, LettersBeyondAsciiHaveCases) {
  EXPECT_EQ(WrittenCaseOf("Sjögren", "sjögren"), WrittenCase::kCapitalized);
  EXPECT_EQ(WrittenCaseOf("SJÖGREN", "sjögren"), WrittenCase::kUpper);
  EXPECT_EQ(WrittenCaseOf("SJöGREN", "sjögren"), WrittenCase::kOther);
  EXPECT_EQ(WrittenCaseOf("乳腺", "乳腺"), WrittenCase::kNormal);
}

TEST(WrittenCaseTest, WhatTheNormalFormChangesIsAnotherWay) {
  EXPECT_EQ(WrittenCaseOf("U.S.", "us"), WrittenCase::kOther);
  EXPECT_EQ(WrittenCaseOf("1,000", "1000"), WrittenCase::kOther);
  EXPECT_EQ(WrittenCaseOf("straße", "strasse"), WrittenCase::kOther);
  EXPECT_EQ(WrittenCaseOf("sle", "sl"), WrittenCase::kOther);
  EXPECT_EQ(WrittenCaseOf("", "sl"), WrittenCase::kOther);
}

TEST(WrittenCaseTest, TheTermOfAnotherWayIsTheWordItself) {
  EXPECT_EQ(ExactTerm("mTOR"), "=mTOR");
  EXPECT_EQ(ExactTerm(std::string(1000, 'x')).size(), kMaxTokenBytes + 1);
}

}  // namespace
}  // namespace trialdex
