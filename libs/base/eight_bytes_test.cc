#include "libs/base/eight_bytes.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "absl/strings/string_view.h"
#include "gtest/gtest.h"

namespace trialdex {
namespace {

TEST(EightBytesTest, TheyAreTheFirstOfATextAndZeros) {
  const std::string text = "abcdefghij";
  for (size_t size = 0; size <= text.size(); ++size) {
    uint64_t expected = 0;
    std::memcpy(&expected, text.data(), std::min<size_t>(size, 8));
    EXPECT_EQ(EightBytes(absl::string_view(text).substr(0, size)), expected);
  }
}

}  // namespace
}  // namespace trialdex
