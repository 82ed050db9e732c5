#include "libs/base/list_page.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "libs/base/errors.h"

namespace trialdex {

std::string MakeListToken(absl::string_view list, absl::string_view last) {
  return absl::StrCat(list, ":", last);
}

absl::StatusOr<std::string> ReadListToken(absl::string_view list, absl::string_view token) {
  if (token.empty()) return std::string();
  if (!absl::ConsumePrefix(&token, list) || !absl::ConsumePrefix(&token, ":") || token.empty()) {
    return TokenMismatch();
  }
  return std::string(token);
}

absl::Status TokenMismatch() {
  return FieldError("page_token", "is not from a page of this list; start over without one",
                    "PAGE_TOKEN_MISMATCH");
}

}  // namespace trialdex
