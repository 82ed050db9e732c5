// UTF-8 as the whole project sees it: checked once at the front door.
#ifndef TRIALDEX_LIBS_BASE_UTF8_H_
#define TRIALDEX_LIBS_BASE_UTF8_H_

#include <cstddef>

#include "absl/strings/string_view.h"

namespace trialdex {

// True if `text` is well-formed UTF-8 (no overlong forms, no surrogates).
bool IsValidUtf8(absl::string_view text);

// Offset of the first byte that is not well-formed; text.size() if all is.
size_t ValidUtf8Prefix(absl::string_view text);

// The longest prefix of at most `max_bytes` bytes that does not cut a code point.
// `text` must be well formed.
absl::string_view TruncateUtf8(absl::string_view text, size_t max_bytes);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_BASE_UTF8_H_
