#include "libs/index/reading/vint_stream.h"

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "libs/index/reading/byte_input.h"

namespace trialdex {
namespace {

void AppendVint(uint64_t number, std::string& bytes) {
  for (; number >= 0x80; number >>= 7) bytes.push_back(static_cast<char>(number | 0x80));
  bytes.push_back(static_cast<char>(number));
}

// Numbers of all lengths, short ones most.
std::vector<uint32_t> MakeNumbers(size_t count) {
  std::mt19937 random(3);
  std::vector<uint32_t> numbers(count);
  for (uint32_t& number : numbers) number = static_cast<uint32_t>(random()) >> random() % 32;
  return numbers;
}

std::string Encode(const std::vector<uint32_t>& numbers) {
  std::string bytes;
  for (const uint32_t number : numbers) AppendVint(number, bytes);
  return bytes;
}

TEST(VintStreamTest, ReadsWhatWasWrittenInPiecesOfAnySize) {
  const std::vector<uint32_t> numbers = MakeNumbers(5000);
  const std::string bytes = Encode(numbers);
  for (const size_t piece : {1, 3, 64, 700, 6000}) {
    VintStream stream{ByteInput(bytes)};
    std::vector<uint32_t> read;
    while (read.size() < numbers.size()) {
      const size_t wanted = std::min(piece, numbers.size() - read.size());
      const absl::Span<const uint32_t> next = stream.Peek(wanted);
      ASSERT_GE(next.size(), wanted);
      read.insert(read.end(), next.begin(), next.begin() + static_cast<ptrdiff_t>(wanted));
      stream.Consume(wanted);
    }
    EXPECT_EQ(read, numbers) << piece;
    EXPECT_TRUE(stream.Peek(1).empty());
  }
}

TEST(VintStreamTest, BeginsWhereTheInputIs) {
  const std::string bytes = Encode({7, 300, 5});
  ByteInput in(bytes);
  in.Vint();
  VintStream stream(in);
  EXPECT_EQ(stream.Peek(2).front(), 300u);
}

TEST(VintStreamTest, AnswersFewerWhereTheFileHasNoMore) {
  const std::string bytes = Encode({1, 2});
  VintStream stream{ByteInput(bytes)};
  EXPECT_EQ(stream.Peek(uint64_t{1} << 40).size(), 2u);
}

TEST(VintStreamTest, ANumberThatIsCutOffIsNone) {
  VintStream stream{ByteInput("\x05\x80\x80")};
  EXPECT_EQ(stream.Peek(2).size(), 1u);
}

// Near the end of a file as well as in the middle of it.
TEST(VintStreamTest, ANumberOfMoreThan32BitsIsTooLarge) {
  for (const size_t behind : {0, 200}) {
    for (const uint64_t number : {uint64_t{1} << 32, uint64_t{1} << 34, uint64_t{1} << 35,
                                  uint64_t{1} << 49, ~uint64_t{0}}) {
      std::string bytes;
      AppendVint(9, bytes);
      AppendVint(number, bytes);
      AppendVint((uint64_t{1} << 32) - 2, bytes);
      bytes.append(behind, '\0');
      VintStream stream{ByteInput(bytes)};
      const absl::Span<const uint32_t> numbers = stream.Peek(3);
      ASSERT_GE(numbers.size(), 3u) << number;
      EXPECT_EQ(numbers[0], 9u);
      EXPECT_EQ(numbers[1], VintStream::kTooLarge) << number;
      EXPECT_EQ(numbers[2], 0xfffffffeU);
    }
  }
}

TEST(VintStreamTest, ABlockWithoutAnEndIsTheEnd) {
  const std::string bytes(1000, '\x80');
  VintStream stream{ByteInput(bytes)};
  EXPECT_TRUE(stream.Peek(5).empty());
}

}  // namespace
}  // namespace trialdex
