#include "libs/base/ascii_lower.h"

#include <string>

#include "absl/strings/ascii.h"
#include "gtest/gtest.h"

namespace trialdex {
namespace {

TEST(AsciiLowerTest, CapitalsBecomeLowerCaseAndNoOtherByteChanges) {
  for (size_t size = 0; size < 40; ++size) {
    for (int byte = 0; byte < 256; ++byte) {
      std::string text(size, 'Q');
      if (size > 0) text[size * 2 / 3] = static_cast<char>(byte);
      const std::string expected = absl::AsciiStrToLower(text);
      const bool ascii = LowerAscii(text);
      EXPECT_EQ(text, expected);
      EXPECT_EQ(ascii, size == 0 || byte < 0x80);
    }
  }
}

}  // namespace
}  // namespace trialdex
