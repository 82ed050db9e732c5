#include "libs/index/matching/best_docs.h"

#include <random>
#include <set>
#include <vector>

#include "gtest/gtest.h"

namespace trialdex {
namespace {

struct Postings {
  std::vector<uint32_t> docs;
  std::vector<float> parts;
};

// `count` documents with one of `values` parts each.
Postings MakePostings(size_t count, uint32_t values) {
  std::mt19937 random(values);
  Postings postings;
  for (uint32_t i = 0; i < count; ++i) {
    postings.docs.push_back(3 * i);
    postings.parts.push_back(static_cast<float>(random() % values + 1) /
                             static_cast<float>(values));
  }
  return postings;
}

TEST(BestDocsTest, AreAllDocumentsAboveTheHighestOther) {
  for (const size_t count : {size_t{0}, size_t{1}, size_t{128}, size_t{129}, size_t{5000}}) {
    for (const uint32_t values : {7U, 100U, 100000U}) {
      SCOPED_TRACE(testing::Message() << count << " documents, " << values << " values");
      const Postings postings = MakePostings(count, values);
      const BestDocs best(postings.docs, postings.parts);
      float last = 1;
      std::set<uint32_t> found;
      for (const BestDocs::Doc& each : best.docs()) {
        EXPECT_EQ(each.part, postings.parts[each.doc / 3]);
        EXPECT_LE(each.part, last);
        EXPECT_GT(each.part, best.highest_other());
        last = each.part;
        found.insert(each.doc);
      }
      EXPECT_EQ(found.size(), best.docs().size());
      EXPECT_LE(best.docs().size(), 128);
      for (size_t i = 0; i < count; ++i) {
        if (found.count(postings.docs[i]) > 0) continue;
        EXPECT_LE(postings.parts[i], best.highest_other());
      }
      if (count <= 128) {
        EXPECT_EQ(found.size(), count);
      }
    }
  }
}

TEST(BestDocsTest, EqualPartsLeaveNone) {
  const Postings postings = MakePostings(1000, 1);
  const BestDocs best(postings.docs, postings.parts);
  EXPECT_TRUE(best.docs().empty());
  EXPECT_EQ(best.highest_other(), 1);
}

TEST(BestDocsTest, KnowNothingByDefault) {
  EXPECT_TRUE(BestDocs().docs().empty());
  EXPECT_EQ(BestDocs().highest_other(), 1);
}

}  // namespace
}  // namespace trialdex
