#include "libs/base/one_line.h"

#include <random>
#include <string>

#include "absl/strings/ascii.h"
#include "gtest/gtest.h"

namespace trialdex {
namespace {

TEST(OneLineTest, ATextIsOneLineIfTidyingItUpChangesNothing) {
  std::mt19937 random(3);
  for (int i = 0; i < 5000; ++i) {
    std::string text;
    for (size_t left = random() % 8; left > 0; --left) text += "ab  \t\n"[random() % 6];
    std::string tidy;
    for (const char c : text) {
      const bool space = absl::ascii_isspace(static_cast<unsigned char>(c));
      if (!space) tidy += c;
      if (space && !tidy.empty() && tidy.back() != ' ') tidy += ' ';
    }
    if (!tidy.empty() && tidy.back() == ' ') tidy.pop_back();
    EXPECT_EQ(OneLine(text), tidy);
    EXPECT_EQ(IsOneLine(text), text == tidy);
  }
}

}  // namespace
}  // namespace trialdex
