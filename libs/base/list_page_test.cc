#include "libs/base/list_page.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/base/errors.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

TEST(ListPageTest, ATokenGivesBackTheItemItWasMadeOf) {
  for (const std::string last : {"7", "a:b", "$.path[0]"}) {
    EXPECT_EQ(*ReadListToken("letters/log-1", MakeListToken("letters/log-1", last)), last);
  }
}

TEST(ListPageTest, NoTokenIsTheFirstPage) { EXPECT_EQ(*ReadListToken("letters", ""), ""); }

TEST(ListPageTest, ATokenOfAnotherListIsRefused) {
  for (const std::string token : {"x", "letters", "letters:", "letters/log-2:7", "fields:7"}) {
    const absl::Status status = ReadListToken("letters/log-1", token).status();
    EXPECT_THAT(status,
                StatusIs(absl::StatusCode::kInvalidArgument, ::testing::HasSubstr("page_token")))
        << token;
    EXPECT_EQ(ErrorReason(status), "PAGE_TOKEN_MISMATCH");
  }
}

}  // namespace
}  // namespace trialdex
