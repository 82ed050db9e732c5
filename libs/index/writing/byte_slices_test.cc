#include "libs/index/writing/byte_slices.h"

#include <random>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "libs/index/reading/byte_input.h"

namespace trialdex {
namespace {

TEST(ByteSlicesTest, StreamsThatGrowSideBySideAreReadBackWhole) {
  std::mt19937 random(7);
  ByteArena arena;
  std::vector<ByteStream> streams(50);
  std::vector<std::vector<uint32_t>> written(streams.size());
  for (int i = 0; i < 200000; ++i) {
    // Some streams become far longer than the largest slice, some stay empty.
    const size_t which = (random() % 49) * (random() % 49) / 49;
    const uint32_t value = static_cast<uint32_t>(random()) >> (random() % 32);
    arena.AppendVint(streams[which], value);
    written[which].push_back(value);
  }
  std::string scratch;
  for (size_t i = 0; i < streams.size(); ++i) {
    ByteInput reader(arena.Contents(streams[i], scratch));
    for (const uint32_t value : written[i]) ASSERT_EQ(reader.Vint(), value);
    EXPECT_TRUE(reader.ok() && reader.AtEnd());
  }
  EXPECT_TRUE(written[49].empty());
}

TEST(ByteSlicesTest, BytesOfAnyNumberAreAppendedOverTheEndsOfSlices) {
  std::mt19937 random(8);
  ByteArena arena;
  ByteStream long_one;
  ByteStream other;
  std::string expected;
  std::string scratch;
  for (int i = 0; i < 3000; ++i) {
    const std::string bytes(random() % 3000 >> (random() % 12), static_cast<char>('a' + i % 26));
    arena.Append(long_one, bytes);
    arena.Append(other, 'x');
    expected += bytes;
    if (i % 100 == 0) {
      ASSERT_EQ(arena.Contents(long_one, scratch), expected);
    }
  }
  EXPECT_EQ(arena.Contents(long_one, scratch), expected);
}

TEST(ByteSlicesTest, KeptBytesStayWhereTheyAre) {
  ByteArena arena;
  const uint32_t first = arena.Keep("first");
  const uint32_t nothing = arena.Keep("");
  ByteStream stream;
  for (int i = 0; i < 10000; ++i) arena.Append(stream, 'x');
  EXPECT_EQ(arena.View(first, 5), "first");
  EXPECT_EQ(arena.View(nothing, 0), "");
}

}  // namespace
}  // namespace trialdex
