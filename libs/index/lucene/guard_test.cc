#include "libs/index/lucene/guard.h"

#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"

namespace trialdex::lucene {
namespace {

using ::testing::HasSubstr;

TEST(GuardTest, AnExceptionBecomesAStatusThatSaysWhatWasBeingDone) {
  const absl::Status status = Guard("read a segment", []() -> absl::Status {
    boost::throw_exception(Lucene::CorruptIndexException(L"bad checksum"));
  });
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kDataLoss, HasSubstr("read a segment")));
  EXPECT_THAT(status, StatusIs(absl::StatusCode::kDataLoss, HasSubstr("bad checksum")));
}

TEST(GuardTest, AStandardExceptionBecomesAStatusToo) {
  EXPECT_THAT(Guard("count", []() -> absl::Status { throw std::runtime_error("no"); }),
              StatusIs(absl::StatusCode::kInternal, "count: no"));
}

TEST(GuardTest, TextGoesThereAndBack) {
  const std::string text = "stage \u2163, \U0001F9EC, na\u00efve";
  const auto wide = ToWide(text);
  ASSERT_OK(wide);
  EXPECT_EQ(wide->size(), 17u);
  EXPECT_EQ(FromWide(*wide), text);
}

TEST(GuardTest, MalformedTextIsRefused) {
  EXPECT_THAT(ToWide("a\xff"), StatusIs(absl::StatusCode::kInvalidArgument));
}

}  // namespace
}  // namespace trialdex::lucene
