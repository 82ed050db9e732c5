#include "libs/index/writing/merge_policy.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr uint64_t kMega = uint64_t{1} << 20;

MergePolicyOptions Options(size_t factor) {
  MergePolicyOptions options;
  options.merge_factor = factor;
  options.max_bytes = 100 * kMega;
  return options;
}

std::vector<MergeCandidate> Sizes(const std::vector<uint64_t>& megabytes) {
  std::vector<MergeCandidate> segments;
  for (const uint64_t size : megabytes) segments.push_back({size * kMega, 0, false});
  return segments;
}

TEST(MergePolicyTest, EnoughSegmentsOfOneSizeAreMerged) {
  EXPECT_THAT(PickMerge(Sizes({1, 1}), Options(3)), IsEmpty());
  EXPECT_THAT(PickMerge(Sizes({1, 1, 1}), Options(3)), ElementsAre(0, 1, 2));
  EXPECT_THAT(PickMerge(Sizes({50, 1, 1, 50, 1}), Options(3)), ElementsAre(1, 2, 4));
}

TEST(MergePolicyTest, TinySegmentsCountAsOneSize) {
  std::vector<MergeCandidate> segments;
  for (const uint64_t bytes : {10u, 100u, 1000u, 10000u}) segments.push_back({bytes, 0, false});
  EXPECT_THAT(PickMerge(segments, Options(4)), ElementsAre(0, 1, 2, 3));
}

TEST(MergePolicyTest, NoMergeGrowsPastTheBound) {
  EXPECT_THAT(PickMerge(Sizes({60, 60, 60}), Options(3)), IsEmpty());
  EXPECT_THAT(PickMerge(Sizes({45, 60, 45, 60}), Options(3)), ElementsAre(0, 2));
}

TEST(MergePolicyTest, BusySegmentsAreLeftAlone) {
  auto segments = Sizes({1, 1, 1, 1});
  segments[0].busy = true;
  segments[1].busy = true;
  EXPECT_THAT(PickMerge(segments, Options(3)), IsEmpty());
}

TEST(MergePolicyTest, ASegmentOfMostlyDeletedDocumentsIsWrittenAnew) {
  auto segments = Sizes({90, 1});
  segments[0].deleted_share = 0.4;
  EXPECT_THAT(PickMerge(segments, Options(3)), IsEmpty());
  segments[0].deleted_share = 0.6;
  EXPECT_THAT(PickMerge(segments, Options(3)), ElementsAre(0));
}

TEST(MergePolicyTest, WritingManySegmentsMergesEachDocumentAFewTimes) {
  const MergePolicyOptions options = Options(10);
  std::vector<MergeCandidate> segments;
  uint64_t written = 0;
  for (int i = 0; i < 1000; ++i) {
    segments.push_back({kMega, 0, false});
    for (auto picked = PickMerge(segments, options); !picked.empty();
         picked = PickMerge(segments, options)) {
      uint64_t sum = 0;
      for (size_t k = picked.size(); k-- > 0;) {
        sum += segments[picked[k]].live_bytes;
        segments.erase(segments.begin() + static_cast<ptrdiff_t>(picked[k]));
      }
      written += sum;
      segments.push_back({sum, 0, false});
    }
  }
  EXPECT_LT(written, 3 * 1000 * kMega);
  EXPECT_LT(segments.size(), 40u);
}

}  // namespace
}  // namespace trialdex
