// Compares two pages of a search.
#ifndef TRIALDEX_LIBS_INDEX_TESTING_EXPECT_SAME_PAGE_H_
#define TRIALDEX_LIBS_INDEX_TESTING_EXPECT_SAME_PAGE_H_

#include <cstddef>

#include "gtest/gtest.h"
#include "libs/index/index_search.h"

namespace trialdex {

// Fails unless both are of the same trials in the same order, down to scores and places.
inline void ExpectSamePage(const FoundPage& page, const FoundPage& expected) {
  ASSERT_EQ(page.trials.size(), expected.trials.size());
  EXPECT_EQ(page.total, expected.total);
  EXPECT_EQ(page.total_is_minimum, expected.total_is_minimum);
  EXPECT_EQ(page.has_more, expected.has_more);
  EXPECT_EQ(page.query_matches, expected.query_matches);
  for (size_t i = 0; i < page.trials.size(); ++i) {
    EXPECT_EQ(page.trials[i].place.id, expected.trials[i].place.id);
    EXPECT_EQ(page.trials[i].score, expected.trials[i].score);
    EXPECT_EQ(page.trials[i].place.values, expected.trials[i].place.values);
    EXPECT_EQ(page.trials[i].address.segment, expected.trials[i].address.segment);
    EXPECT_EQ(page.trials[i].address.doc, expected.trials[i].address.doc);
  }
}

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_TESTING_EXPECT_SAME_PAGE_H_
