#include "libs/search/hits/exclusion_words.h"

#include <cstdint>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/index/matching/part_list.h"
#include "libs/index/testing/memory_segment.h"
#include "libs/index/testing/query_nodes.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Two segments of a hundred trials each; of five one has "gout" among its exclusion criteria only,
// the next one there and in its title, others in their title only.
std::shared_ptr<const IndexSnapshot> MakeSnapshot(ByteCache& cache) {
  std::vector<std::vector<MemoryDocument>> segments(2);
  for (size_t segment = 0; segment < segments.size(); ++segment) {
    for (size_t i = 0; i < 100; ++i) {
      MemoryDocument& document = segments[segment].emplace_back();
      document.id = std::to_string(segment) + "-" + std::to_string(i);
      document.Write(TextField::kBriefTitle, i % 5 == 0 ? "pain" : "gout");
      if (i % 5 < 2) document.Write(TextField::kEligibilityExclusion, "gout");
    }
  }
  return MakeMemorySnapshot(segments, cache);
}

TEST(ExclusionWordsTest, AreToldOfThePageWithoutMakingWholeLists) {
  ByteCache cache(size_t{1} << 20);
  const auto snapshot = MakeSnapshot(cache);
  const std::string text = "gout";
  QueryNode word = Word(
      text, Weights({{TextField::kBriefTitle, 1.0F}, {TextField::kEligibilityExclusion, 0.5F}}));
  word.end = static_cast<uint32_t>(text.size());
  const auto query = PreparedQuery::Make(word, *snapshot, [] { return false; });
  ASSERT_OK(query);
  // Not in the order of the index.
  const std::vector<DocAddress> page = {{1, 50}, {0, 6}, {1, 5}, {0, 7}, {1, 51}};
  const auto words = WordsOnlyInExclusion(*query, text, *snapshot, page);
  ASSERT_OK(words);
  EXPECT_THAT(*words, ElementsAre(ElementsAre("gout"), IsEmpty(), ElementsAre("gout"), IsEmpty(),
                                  IsEmpty()));
  const Segment& segment = snapshot->segments().front()->segment();
  const CacheKey& key = query->terms(query->root()).key;
  EXPECT_EQ(segment.cache().Find<PartList>(segment.cache_owner(), key), nullptr);
}

}  // namespace
}  // namespace trialdex
