#include "libs/base/small_letters.h"

#include <algorithm>
#include <cstring>
#include <random>
#include <string>

#include "absl/strings/ascii.h"
#include "gtest/gtest.h"
#include "libs/base/one_line.h"

namespace trialdex {
namespace {

TEST(SmallLettersTest, CapitalsBecomeSmallAndNoOtherByteChanges) {
  for (size_t size = 0; size < 40; ++size) {
    for (int byte = 0; byte < 256; ++byte) {
      std::string text(size, 'Q');
      if (size > 0) text[size * 2 / 3] = static_cast<char>(byte);
      const std::string expected = absl::AsciiStrToLower(text);
      const bool ascii = MakeSmall(text);
      EXPECT_EQ(text, expected);
      EXPECT_EQ(ascii, size == 0 || byte < 0x80);
    }
  }
}

TEST(SmallLettersTest, EightBytesAreTheFirstOfATextAndZeros) {
  const std::string text = "abcdefghij";
  for (size_t size = 0; size <= text.size(); ++size) {
    uint64_t expected = 0;
    std::memcpy(&expected, text.data(), std::min<size_t>(size, 8));
    EXPECT_EQ(EightBytes(absl::string_view(text).substr(0, size)), expected);
  }
}

TEST(SmallLettersTest, ATextIsOneLineIfTidyingItUpChangesNothing) {
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
