#include "libs/index/writing/byte_slices.h"

#include <random>
#include <string>
#include <vector>

#include "gtest/gtest.h"

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
  for (size_t i = 0; i < streams.size(); ++i) {
    ByteStreamReader reader(arena, streams[i]);
    for (const uint32_t value : written[i]) ASSERT_EQ(reader.Vint(), value);
    EXPECT_TRUE(reader.AtEnd());
  }
  EXPECT_TRUE(written[49].empty());
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
