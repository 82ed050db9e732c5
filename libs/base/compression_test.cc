#include "libs/base/compression.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"
#include "trialdex/v1/trial.pb.h"

namespace trialdex {
namespace {

TEST(CompressionTest, GivesBackWhatWasCompressed) {
  Compressor compressor;
  for (const std::string& text : {std::string(), std::string("a"), std::string(100'000, 'x')}) {
    EXPECT_EQ(*Decompress(compressor.Compress(text)), text);
  }
}

TEST(CompressionTest, AStoredFrameIsOneLikeOthers) {
  Compressor compressor;
  for (const size_t size : {0, 1, 255, 256, 70'000, 128 << 10, 300'000}) {
    std::string text;
    for (size_t i = 0; i < size; ++i) text.push_back(static_cast<char>(i * i));
    const std::string frame = StoredFrame(text);
    EXPECT_EQ(*Decompress(frame), text);
    EXPECT_EQ(*Decompress(compressor.Compress("before ") + frame), "before " + text);
    EXPECT_EQ(*DecompressFirst(frame + compressor.Compress("behind")), text);
  }
}

TEST(CompressionTest, DamageOfAStoredFrameIsDataLoss) {
  const std::string frame = StoredFrame("a few bytes");
  for (size_t i = 0; i < frame.size(); ++i) {
    EXPECT_THAT(Decompress(frame.substr(0, i)), StatusIs(absl::StatusCode::kDataLoss)) << i;
    std::string flipped = frame;
    flipped[i] ^= 1;
    EXPECT_THAT(Decompress(flipped), StatusIs(absl::StatusCode::kDataLoss)) << i;
  }
}

TEST(CompressionTest, FramesInARowHoldOneTextAfterTheOther) {
  Compressor compressor;
  EXPECT_EQ(*Decompress(absl::StrCat(compressor.Compress("one "), compressor.Compress(""),
                                     compressor.Compress("two"))),
            "one two");
}

TEST(CompressionTest, AMessageIsAddedToByAFrameBehindIt) {
  Compressor compressor;
  v1::Trial trial;
  trial.set_id("NCT00000001");
  v1::Trial more;
  more.add_provenance()->set_position(7);
  v1::Trial read;
  ASSERT_OK(DecompressMessage(absl::StrCat(compressor.Compress(trial.SerializeAsString()),
                                           compressor.Compress(more.SerializeAsString())),
                              read));
  EXPECT_EQ(read.id(), "NCT00000001");
  EXPECT_EQ(read.provenance(0).position(), 7u);
}

TEST(CompressionTest, WhatStandsInThePrefixCostsNextToNothing) {
  Compressor compressor;
  std::string text;
  for (int i = 0; i < 2000; ++i) absl::StrAppend(&text, i * 7919 % 1000, " ");
  const std::string frame = compressor.CompressAfter(text, absl::StrCat("{", text, "}"));
  EXPECT_LT(frame.size() * 10, compressor.Compress(text).size());
  EXPECT_EQ(*DecompressAfter(text, frame), absl::StrCat("{", text, "}"));
  EXPECT_THAT(DecompressAfter("another prefix", frame), StatusIs(absl::StatusCode::kDataLoss));
  EXPECT_THAT(Decompress(frame), StatusIs(absl::StatusCode::kDataLoss));
  // The prefix was for one frame.
  EXPECT_EQ(*Decompress(compressor.Compress(text)), text);
}

TEST(CompressionTest, TheFirstOfSeveralFramesIsReadAlone) {
  Compressor compressor;
  const std::string first = compressor.Compress("first");
  EXPECT_EQ(*DecompressFirst(first + compressor.Compress("second")), "first");
  EXPECT_THAT(DecompressFirst(first.substr(1)), StatusIs(absl::StatusCode::kDataLoss));
}

TEST(CompressionTest, DamageIsDataLoss) {
  Compressor compressor;
  EXPECT_THAT(Decompress(""), StatusIs(absl::StatusCode::kDataLoss));
  EXPECT_THAT(Decompress("not zstd at all"), StatusIs(absl::StatusCode::kDataLoss));
  const std::string frames = compressor.Compress("first") + compressor.Compress("second");
  const size_t first = compressor.Compress("first").size();
  for (size_t size = 1; size < frames.size(); ++size) {
    if (size == first) continue;
    EXPECT_THAT(Decompress(absl::string_view(frames).substr(0, size)),
                StatusIs(absl::StatusCode::kDataLoss))
        << size;
  }
  std::string flipped = frames;
  flipped[first - 1] ^= 1;
  EXPECT_THAT(Decompress(flipped), StatusIs(absl::StatusCode::kDataLoss));
}

}  // namespace
}  // namespace trialdex
