#include "libs/index/byte_cache.h"

#include <memory>
#include <string>

#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

struct Value {
  std::string text;
  size_t bytes = 0;
  size_t byte_size() const { return bytes; }
};

class ByteCacheTest : public testing::Test {
 protected:
  // The text under `key`, "made" if it had to be made.
  std::string Get(ByteCache::OwnerId owner, const std::string& key, size_t bytes = 1000) {
    bool made = false;
    const auto value = cache_.FindOrMake<Value>(owner, key, [&]() -> absl::StatusOr<Value> {
      made = true;
      return Value{key, bytes};
    });
    EXPECT_EQ((*value)->text, key);
    return made ? "made" : "kept";
  }

  ByteCache cache_{3500};
};

TEST_F(ByteCacheTest, KeepsWhatWasMade) {
  const auto owner = cache_.NewOwner();
  EXPECT_EQ(Get(owner, "a"), "made");
  EXPECT_EQ(Get(owner, "a"), "kept");
}

TEST_F(ByteCacheTest, DropsTheLeastRecentlyUsedWhenTheBytesPassTheBound) {
  const auto owner = cache_.NewOwner();
  Get(owner, "a");
  Get(owner, "b");
  Get(owner, "a");
  Get(owner, "c");
  EXPECT_EQ(Get(owner, "a"), "kept");
  EXPECT_EQ(Get(owner, "b"), "made");
  EXPECT_LE(cache_.bytes(), 3500u);
}

TEST_F(ByteCacheTest, WhatIsAskedForAgainAndAgainOutlastsWhatIsNot) {
  const auto owner = cache_.NewOwner();
  Get(owner, "often");
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(Get(owner, std::to_string(i)), "made");
    EXPECT_EQ(Get(owner, "often"), "kept");
    EXPECT_LE(cache_.bytes(), 3500u);
  }
}

TEST_F(ByteCacheTest, AReplacedValueIsTheNewOneAndCountsOnce) {
  const auto owner = cache_.NewOwner();
  Get(owner, "a");
  const size_t bytes = cache_.bytes();
  cache_.Replace<Value>(owner, "a", std::make_shared<const Value>(Value{"new", 500}));
  EXPECT_EQ(cache_.Find<Value>(owner, "a")->text, "new");
  EXPECT_EQ(cache_.bytes(), bytes - 500);
  cache_.Replace<Value>(owner, "b", std::make_shared<const Value>(Value{"b", 500}));
  EXPECT_EQ(Get(owner, "b"), "kept");
}

TEST_F(ByteCacheTest, OwnersDoNotMeet) {
  const auto owner = cache_.NewOwner();
  Get(owner, "a");
  EXPECT_EQ(Get(cache_.NewOwner(), "a"), "made");
}

TEST_F(ByteCacheTest, WhatIsTooLargeIsNotKept) {
  const auto owner = cache_.NewOwner();
  Get(owner, "small");
  EXPECT_EQ(Get(owner, "large", 1 << 20), "made");
  EXPECT_EQ(Get(owner, "small"), "kept");
}

TEST_F(ByteCacheTest, AnErrorIsReturnedAndNotKept) {
  const auto owner = cache_.NewOwner();
  const auto fail = []() -> absl::StatusOr<Value> { return absl::DataLossError("no"); };
  EXPECT_THAT(cache_.FindOrMake<Value>(owner, "a", fail), StatusIs(absl::StatusCode::kDataLoss));
  EXPECT_EQ(Get(owner, "a"), "made");
}

TEST(CacheKeyTest, StandsForItsText) {
  EXPECT_EQ(CacheKey("a"), CacheKey(std::string("a")));
  EXPECT_FALSE(CacheKey("a") == CacheKey("b"));
  EXPECT_FALSE(CacheKey::Of('x', "a") == CacheKey("a"));
  EXPECT_FALSE(CacheKey::Of('x', "a") == CacheKey::Of('y', "a"));
  EXPECT_FALSE(CacheKey::Of('x', "a") == CacheKey::Of('x', "b"));
}

}  // namespace
}  // namespace trialdex
