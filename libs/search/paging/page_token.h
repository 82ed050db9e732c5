// Page tokens: where a page ended, in a form that callers hand back unread.
#ifndef TRIALDEX_LIBS_SEARCH_PAGING_PAGE_TOKEN_H_
#define TRIALDEX_LIBS_SEARCH_PAGING_PAGE_TOKEN_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "trialdex/storage/v1/page_token.pb.h"

namespace trialdex {

// Printable, safe in URLs, with a version and a checksum.
std::string EncodePageToken(const storage::v1::PageToken& token);

// INVALID_ARGUMENT for the field "page_token", reason PAGE_TOKEN_MALFORMED, if
// `text` was not made by EncodePageToken of this version, or was changed since.
absl::StatusOr<storage::v1::PageToken> DecodePageToken(absl::string_view text);

// INVALID_ARGUMENT for the field "page_token", reason PAGE_TOKEN_MISMATCH: a good token, but of
// another search.
absl::Status PageTokenMismatch();

// The same for the same parts in the same order, another for others.
uint64_t DigestOf(absl::Span<const absl::string_view> parts);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_PAGING_PAGE_TOKEN_H_
