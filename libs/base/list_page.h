// Pages of plain lists, which go on after the last item of the page before.
#ifndef TRIALDEX_LIBS_BASE_LIST_PAGE_H_
#define TRIALDEX_LIBS_BASE_LIST_PAGE_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/base/request_limit.h"

namespace trialdex {

// Items on a page of any such list.
inline constexpr RequestLimit kListPageSize = {.usual = 50, .most = 1000};

// The token of the page after item `last` of `list`. `list` says what a token is bound to:
// the kind of items and the log or trial that they are of.
std::string MakeListToken(absl::string_view list, absl::string_view last);

// `last` of a token made for `list`; empty for an empty token, which means the first page.
// TokenMismatch() for any other token.
absl::StatusOr<std::string> ReadListToken(absl::string_view list, absl::string_view token);

// INVALID_ARGUMENT, reason PAGE_TOKEN_MISMATCH: `page_token` is of another list, or of none.
absl::Status TokenMismatch();

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_BASE_LIST_PAGE_H_
