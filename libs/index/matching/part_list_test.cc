#include "libs/index/matching/part_list.h"

#include <algorithm>
#include <optional>
#include <random>
#include <vector>

#include "gtest/gtest.h"

namespace trialdex {
namespace {

constexpr uint32_t kDocs = 5000;

struct Postings {
  std::vector<uint32_t> docs;
  std::vector<float> parts;

  PartList ToList() const { return PartList(docs, parts, kDocs); }
};

// About one document in `every`, none in the second window.
Postings MakePostings(uint32_t every) {
  std::mt19937 random(every);
  Postings postings;
  for (uint32_t doc = 0; doc < kDocs; ++doc) {
    if (random() % every != 0 || doc >> kWindowShift == 1) continue;
    postings.docs.push_back(doc);
    postings.parts.push_back(static_cast<float>(random() % 1000 + 1) / 1000);
  }
  return postings;
}

// 1 and 3 make bits and levels, 16 makes bits, 100 makes places.
class PartListTest : public testing::TestWithParam<uint32_t> {};

INSTANTIATE_TEST_SUITE_P(DenseAndSparse, PartListTest, testing::Values(1, 3, 16, 100));

TEST_P(PartListTest, MatchesItsDocumentsAndNoOthers) {
  const Postings postings = MakePostings(GetParam());
  const PartList list = postings.ToList();
  EXPECT_EQ(list.size(), postings.docs.size());
  std::vector<uint32_t> found;
  for (uint32_t window = 0; window < WindowCount(kDocs); ++window) {
    WindowBits bits;
    const bool any = list.Match(window, bits);
    EXPECT_EQ(any, window != 1);
    if (!any) continue;
    ForEachBit(bits, [&](uint16_t offset) { found.push_back((window << kWindowShift) + offset); });
  }
  EXPECT_EQ(found, postings.docs);
}

TEST_P(PartListTest, IntersectsAWindowWithItsDocuments) {
  const PartList list = MakePostings(GetParam()).ToList();
  std::mt19937 random(3);
  for (uint32_t window = 0; window < WindowCount(kDocs); ++window) {
    WindowBits some;
    for (uint64_t& word : some) word = uint64_t{random()} << 32 | random();
    WindowBits common = some;
    const bool any = list.Intersect(window, common);
    WindowBits expected;
    if (!list.Match(window, expected)) expected.fill(0);
    IntersectWith(expected, some);
    ASSERT_EQ(any, !IsEmpty(expected));
    if (any) {
      EXPECT_EQ(common, expected);
    }
    WindowBits none = {};
    EXPECT_FALSE(list.Intersect(window, none));
  }
}

TEST_P(PartListTest, TellsThePartsOfAWindow) {
  const Postings postings = MakePostings(GetParam());
  const PartList list = postings.ToList();
  std::vector<float> room(kWindowDocs);
  for (uint32_t window = 0; window < WindowCount(kDocs); ++window) {
    const PartList::WindowParts parts = list.PartsIn(window, room.data());
    for (size_t i = 0; i < postings.docs.size(); ++i) {
      const uint32_t doc = postings.docs[i];
      if (doc >> kWindowShift != window) continue;
      const uint64_t below = (uint64_t{1} << (doc % kBlockDocs)) - 1;
      ASSERT_EQ(parts.Of(doc % kWindowDocs / kBlockDocs, below), postings.parts[i]);
    }
  }
}

TEST_P(PartListTest, GoesThroughItsDocumentsInOrder) {
  const Postings postings = MakePostings(GetParam());
  Postings found;
  postings.ToList().ForEach([&found](uint32_t doc, float part) {
    found.docs.push_back(doc);
    found.parts.push_back(part);
  });
  EXPECT_EQ(found.docs, postings.docs);
  EXPECT_EQ(found.parts, postings.parts);
}

TEST_P(PartListTest, CountsItsDocumentsOfASet) {
  const Postings postings = MakePostings(GetParam());
  const PartList list = postings.ToList();
  if (list.sparse()) return;
  DocSet some(kDocs);
  uint32_t expected = 0;
  for (uint32_t doc = 0; doc < kDocs; doc += 7) some.Add(doc);
  for (const uint32_t doc : postings.docs) expected += doc % 7 == 0 ? 1 : 0;
  EXPECT_EQ(list.CountIn(some), expected);
  EXPECT_EQ(list.CountIn(DocSet()), 0);
}

TEST_P(PartListTest, BoundsAreAtLeastTheHighestPartOfTheirBlock) {
  const Postings postings = MakePostings(GetParam());
  const PartList list = postings.ToList();
  for (uint32_t window = 0; window < WindowCount(kDocs); ++window) {
    BlockBounds bounds;
    bounds.fill(1);
    list.AddBounds(window, 2, bounds);
    BlockBounds highest = {};
    for (size_t i = 0; i < postings.docs.size(); ++i) {
      if (postings.docs[i] >> kWindowShift != window) continue;
      float& of_block = highest[postings.docs[i] % kWindowDocs / kBlockDocs];
      of_block = std::max(of_block, postings.parts[i]);
    }
    for (size_t block = 0; block < kWindowBlocks; ++block) {
      EXPECT_GE(bounds[block], 1 + 2 * highest[block]);
      EXPECT_LE(bounds[block], 1 + 2 * highest[block] + 0.01F);
    }
  }
}

TEST_P(PartListTest, ScoresCandidatesWhetherTheyAreInTheListOrNot) {
  const Postings postings = MakePostings(GetParam());
  const PartList list = postings.ToList();
  const std::vector<uint16_t> candidates = {0, 1, 2, 63, 64, 100, 101, 102, 103, 900, 903};
  constexpr uint32_t kWindow = 2;
  std::vector<double> scores(candidates.size(), 10);
  std::vector<double> lowest(candidates.size(), 0.5);
  list.AddScores(kWindow, 3, candidates, scores.data());
  list.Lower(kWindow, candidates, lowest.data());
  for (size_t i = 0; i < candidates.size(); ++i) {
    const auto at = std::lower_bound(postings.docs.begin(), postings.docs.end(),
                                     (kWindow << kWindowShift) + candidates[i]);
    const bool found =
        at != postings.docs.end() && *at == (kWindow << kWindowShift) + candidates[i];
    const double part =
        found ? static_cast<double>(postings.parts[static_cast<size_t>(at - postings.docs.begin())])
              : 0;
    EXPECT_EQ(scores[i], 10 + 3 * part);
    EXPECT_EQ(lowest[i], std::min(0.5, part));
  }
}

// The part of `doc`, 0 if it is not in the list.
float PartOf(const Postings& postings, uint32_t doc) {
  const auto at = std::lower_bound(postings.docs.begin(), postings.docs.end(), doc);
  if (at == postings.docs.end() || *at != doc) return 0;
  return postings.parts[static_cast<size_t>(at - postings.docs.begin())];
}

TEST_P(PartListTest, NumbersItsDocumentsAndTellsWhoHasItOnlyAmongExclusionCriteria) {
  const Postings postings = MakePostings(GetParam());
  std::vector<bool> only(postings.docs.size());
  for (size_t i = 0; i < only.size(); i += 3) only[i] = true;
  const PartList list(postings.docs, postings.parts, kDocs, only);
  const PartList without = postings.ToList();
  size_t number = 0;
  for (uint32_t doc = 0; doc < kDocs; ++doc) {
    const bool found = number < postings.docs.size() && postings.docs[number] == doc;
    ASSERT_EQ(list.Find(doc), found ? std::optional<size_t>(number) : std::nullopt);
    if (!found) continue;
    EXPECT_EQ(list.OnlyInExclusion(number), number % 3 == 0);
    EXPECT_FALSE(without.OnlyInExclusion(number));
    ++number;
  }
}

TEST_P(PartListTest, UnitesItsDocumentsWithOthers) {
  const PartList list = MakePostings(GetParam()).ToList();
  for (uint32_t window = 0; window < WindowCount(kDocs); ++window) {
    WindowBits expected = {};
    if (!list.Match(window, expected)) expected.fill(0);
    WindowBits bits = {};
    SetBit(bits, 77);
    SetBit(expected, 77);
    list.UniteInto(window, bits);
    EXPECT_EQ(bits, expected);
  }
}

TEST_P(PartListTest, KeepsAllDocumentsThatReachAPart) {
  const Postings postings = MakePostings(GetParam());
  const PartList list = postings.ToList();
  for (const float part : {0.0F, 0.001F, 0.5F, 0.731F, 1.0F, 1.1F}) {
    for (uint32_t window = 0; window < WindowCount(kDocs); ++window) {
      WindowBits kept = {};
      list.UniteInto(window, kept);
      list.KeepReaching(window, part, kept);
      for (uint32_t offset = 0; offset < kWindowDocs; ++offset) {
        const float own = PartOf(postings, (window << kWindowShift) + offset);
        EXPECT_TRUE(own <= 0 || own < part || HasBit(kept, offset)) << offset;
        EXPECT_FALSE(part > 1.01F && HasBit(kept, offset)) << offset;
      }
    }
  }
}

TEST_P(PartListTest, SumsAreAsGoodAsTheySay) {
  const Postings postings = MakePostings(GetParam());
  const PartList list = postings.ToList();
  WindowBits docs = {};
  docs[1] = 1;
  docs[kWindowBlocks - 1] = ~uint64_t{0};
  for (const uint16_t weight : {uint16_t{1}, uint16_t{999}, uint16_t{60000}}) {
    for (uint32_t window = 0; window < WindowCount(kDocs); ++window) {
      WindowSums sums;
      sums.fill(5000);
      list.AddApproximately(window, weight, docs, sums);
      for (uint32_t offset = 0; offset < kWindowDocs; ++offset) {
        if (docs[offset / kBlockDocs] == 0) continue;
        const double due =
            static_cast<double>(PartOf(postings, (window << kWindowShift) + offset)) * weight;
        EXPECT_GT(sums[offset] - 5000, due - 1) << offset;
        EXPECT_LE(sums[offset] - 5000, due + 1 + weight / 200.0) << offset;
      }
    }
  }
}

TEST(EmptyPartListTest, MatchesNothing) {
  const PartList list({}, {}, kDocs);
  WindowBits bits;
  EXPECT_FALSE(list.Match(0, bits));
  BlockBounds bounds = {};
  list.AddBounds(0, 1, bounds);
  EXPECT_EQ(bounds, BlockBounds{});
}

}  // namespace
}  // namespace trialdex
