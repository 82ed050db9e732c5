#include "libs/search/paging/page_token.h"

#include "gtest/gtest.h"
#include "libs/base/errors.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

storage::v1::PageToken MakeToken() {
  storage::v1::PageToken token;
  token.set_search_digest(0x123456789abcdef0);
  token.set_snapshot_version(1700000000123);
  token.add_last_values(-5);
  token.set_last_id("NCT00000001");
  return token;
}

TEST(PageTokenTest, ComesBackAsItWent) {
  const auto decoded = DecodePageToken(EncodePageToken(MakeToken()));
  ASSERT_OK(decoded);
  EXPECT_EQ(decoded->SerializeAsString(), MakeToken().SerializeAsString());
}

TEST(PageTokenTest, EveryChangedCharacterIsNoticed) {
  const std::string text = EncodePageToken(MakeToken());
  for (size_t i = 0; i < text.size(); ++i) {
    std::string changed = text;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    const auto decoded = DecodePageToken(changed);
    // The last character may hold bits that mean nothing.
    if (i + 1 < text.size()) {
      EXPECT_EQ(ErrorReason(decoded.status()), "PAGE_TOKEN_MALFORMED") << i;
    }
  }
}

TEST(PageTokenTest, OtherTextIsRefused) {
  for (const char* text : {"x", "abc", "!!", "QUJDREVGRw", "AAAAAAAAAAAAAAAA"}) {
    EXPECT_THAT(DecodePageToken(text), StatusIs(absl::StatusCode::kInvalidArgument)) << text;
  }
}

TEST(PageTokenTest, DigestsKeepPartsApart) {
  EXPECT_EQ(DigestOf({"a", "bc"}), DigestOf({"a", "bc"}));
  EXPECT_NE(DigestOf({"a", "bc"}), DigestOf({"ab", "c"}));
  EXPECT_NE(DigestOf({"a", ""}), DigestOf({"", "a"}));
}

}  // namespace
}  // namespace trialdex
