#include "libs/index/reading/vint_block.h"

#include <array>
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "gtest/gtest.h"

namespace trialdex {
namespace {

// A block, and what is read behind it, of numbers of every length, some of them too large.
std::string MakeBlock(std::mt19937_64& random) {
  std::string block;
  while (block.size() < kVintBlockBytes + 8) {
    uint64_t number = random() >> random() % 64;
    for (; number >= 0x80; number >>= 7) block.push_back(static_cast<char>(number | 0x80));
    block.push_back(static_cast<char>(number));
  }
  return block;
}

TEST(VintBlockTest, EveryProcessorDecodesTheSame) {
  std::mt19937_64 random(5);
  for (int round = 0; round < 2000; ++round) {
    const std::string block = MakeBlock(random);
    std::array<uint32_t, kVintBlockBytes> numbers;
    std::array<uint32_t, kVintBlockBytes> of_any;
    const VintBlock decoded = DecodeVintBlock(block.data(), numbers.data());
    const VintBlock decoded_by_any = DecodeVintBlockOnAny(block.data(), of_any.data());
    ASSERT_EQ(decoded.bytes, decoded_by_any.bytes) << round;
    ASSERT_EQ(std::vector<uint32_t>(numbers.begin(), numbers.begin() + decoded.count),
              std::vector<uint32_t>(of_any.begin(), of_any.begin() + decoded_by_any.count))
        << round;
  }
}

TEST(VintBlockTest, ABlockOfShortNumbersIsFull) {
  const std::string block(kVintBlockBytes + 8, '\x07');
  std::array<uint32_t, kVintBlockBytes> numbers;
  for (const auto decode : {&DecodeVintBlock, &DecodeVintBlockOnAny}) {
    numbers.fill(0);
    const VintBlock decoded = decode(block.data(), numbers.data());
    EXPECT_EQ(decoded.count, kVintBlockBytes);
    EXPECT_EQ(decoded.bytes, kVintBlockBytes);
    EXPECT_EQ(numbers.back(), 7U);
  }
}

TEST(VintBlockTest, WhatDoesNotEndInTheBlockIsLeft) {
  std::string block(kVintBlockBytes + 8, '\x01');
  for (size_t i = 60; i < block.size(); ++i) block[i] = '\x81';
  std::array<uint32_t, kVintBlockBytes> numbers;
  for (const auto decode : {&DecodeVintBlock, &DecodeVintBlockOnAny}) {
    const VintBlock decoded = decode(block.data(), numbers.data());
    EXPECT_EQ(decoded.count, 60U);
    EXPECT_EQ(decoded.bytes, 60U);
  }
}

TEST(VintBlockTest, ASingleNumberThatDoesNotFitIsTooLarge) {
  const std::string longest = "\xff\xff\xff\xff\x0f";
  EXPECT_EQ(DecodeVint(longest.data(), longest.size()), kTooLargeVint);
  const std::string fits = "\xfe\xff\xff\xff\x0f";
  EXPECT_EQ(DecodeVint(fits.data(), fits.size()), 0xfffffffeU);
  const std::string beyond = "\x80\x80\x80\x80\x10";
  EXPECT_EQ(DecodeVint(beyond.data(), beyond.size()), kTooLargeVint);
  const std::string too_many = "\x80\x80\x80\x80\x80\x01";
  EXPECT_EQ(DecodeVint(too_many.data(), too_many.size()), kTooLargeVint);
}

}  // namespace
}  // namespace trialdex
