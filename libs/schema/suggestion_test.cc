#include "libs/schema/suggestion.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace trialdex {
namespace {

std::string Nearest(absl::string_view name) {
  static const std::vector<absl::string_view> names = {"start_date", "completion_date", "phase",
                                                       "enrollment"};
  return NearestName(name, names);
}

TEST(NearestNameTest, ForgivesSlipsCaseAndSeparators) {
  EXPECT_EQ(Nearest("start-dat"), "start_date");
  EXPECT_EQ(Nearest("StartDate"), "start_date");
  EXPECT_EQ(Nearest("enrolment"), "enrollment");
}

TEST(NearestNameTest, CompletesABeginning) { EXPECT_EQ(Nearest("compl"), "completion_date"); }

TEST(NearestNameTest, SaysNothingRatherThanSomethingFar) {
  EXPECT_EQ(Nearest("sponsor"), "");
  EXPECT_EQ(Nearest(""), "");
  EXPECT_EQ(Nearest(std::string(5000, 'a')), "");
}

}  // namespace
}  // namespace trialdex
