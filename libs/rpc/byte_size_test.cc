#include "libs/rpc/byte_size.h"

#include <string>

#include "gtest/gtest.h"

namespace trialdex {
namespace {

TEST(ByteSizeTest, NumbersWithAndWithoutUnitsAreRead) {
  const struct {
    const char* text;
    uint64_t bytes;
  } cases[] = {{"0", 0},
               {"1048576", 1 << 20},
               {"768MiB", uint64_t{768} << 20},
               {"1.5GiB", uint64_t{3} << 29},
               {"200GB", 200'000'000'000},
               {"10kb", 10'000},
               {"0.5KiB", 512},
               {"7TiB", uint64_t{7} << 40}};
  for (const auto& c : cases) {
    ByteSize size;
    std::string error;
    EXPECT_TRUE(AbslParseFlag(c.text, &size, &error)) << c.text << ": " << error;
    EXPECT_EQ(size.bytes, c.bytes) << c.text;
  }
}

TEST(ByteSizeTest, OtherTextIsRefusedWithTheRule) {
  for (const char* text :
       {"", "MiB", "8M", "-1", "1 GiB", "1.2.3", "12bits", "nan", "1e9", "9000000TiB"}) {
    ByteSize size;
    std::string error;
    EXPECT_FALSE(AbslParseFlag(text, &size, &error)) << text;
    EXPECT_NE(error, "") << text;
  }
}

TEST(ByteSizeTest, IsPrintedInTheLargestUnitThatFits) {
  EXPECT_EQ(AbslUnparseFlag({.bytes = 0}), "0");
  EXPECT_EQ(AbslUnparseFlag({.bytes = 1001}), "1001");
  EXPECT_EQ(AbslUnparseFlag({.bytes = 1536}), "1536");
  EXPECT_EQ(AbslUnparseFlag(MiB(48)), "48MiB");
  EXPECT_EQ(AbslUnparseFlag(MiB(1024)), "1GiB");
  EXPECT_EQ(AbslUnparseFlag({.bytes = 200'000'000'000}), "200GB");
}

}  // namespace
}  // namespace trialdex
