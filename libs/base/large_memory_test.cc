#include "libs/base/large_memory.h"

#include <cstdint>
#include <utility>
#include <vector>

#include "gtest/gtest.h"
#include "libs/base/growing_bytes.h"

namespace trialdex {
namespace {

TEST(LargeMemoryTest, SmallSizesStayAndLargeOnesAreWholePages) {
  EXPECT_EQ(LargeSize(0), 0u);
  EXPECT_EQ(LargeSize(1000), 1000u);
  EXPECT_EQ(LargeSize(kLargeBytes), kLargeBytes);
  EXPECT_EQ(LargeSize(kLargeBytes + 1), 2 * kLargeBytes);
}

TEST(LargeMemoryTest, BytesStayWhileTheirBlockGrows) {
  GrowingBytes bytes;
  size_t size = 0;
  for (const size_t wanted : {10, 100'000, 1 << 21, 5 << 20, 33 << 20}) {
    if (wanted > bytes.capacity()) bytes.Grow(wanted);
    ASSERT_GE(bytes.capacity(), wanted);
    for (; size < wanted; ++size) bytes.data()[size] = static_cast<char>(size % 251);
    size_t wrong = 0;
    for (size_t i = 0; i < size; ++i) wrong += bytes.data()[i] != static_cast<char>(i % 251);
    EXPECT_EQ(wrong, 0u);
  }
  const GrowingBytes moved = std::move(bytes);
  EXPECT_EQ(moved.data()[250], static_cast<char>(250));
}

TEST(LargeMemoryTest, AVectorGrowsFromSmallToLarge) {
  struct alignas(64) Line {
    uint64_t value;
  };
  std::vector<Line, LargeAllocator<Line>> lines;
  for (uint64_t i = 0; i < 200'000; ++i) lines.push_back({i});
  for (uint64_t i = 0; i < lines.size(); ++i) ASSERT_EQ(lines[i].value, i);
  EXPECT_EQ(reinterpret_cast<uintptr_t>(lines.data()) % 64, 0u);
  lines.clear();
  lines.shrink_to_fit();
  EXPECT_TRUE(lines.empty());
}

}  // namespace
}  // namespace trialdex
