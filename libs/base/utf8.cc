#include "libs/base/utf8.h"

#include <cstdint>

#include "simdjson.h"
#include "unicode/utf8.h"

namespace trialdex {

bool IsValidUtf8(absl::string_view text) {
  return simdjson::validate_utf8(text.data(), text.size());
}

size_t ValidUtf8Prefix(absl::string_view text) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  const auto size = static_cast<int64_t>(text.size());
  int64_t next = 0;
  while (next < size) {
    const int64_t start = next;
    UChar32 code_point = 0;
    U8_NEXT(bytes, next, size, code_point);
    if (code_point < 0) return static_cast<size_t>(start);
  }
  return text.size();
}

absl::string_view TruncateUtf8(absl::string_view text, size_t max_bytes) {
  if (text.size() <= max_bytes) return text;
  size_t end = max_bytes;
  while (end > 0 && U8_IS_TRAIL(static_cast<uint8_t>(text[end]))) --end;
  return text.substr(0, end);
}

}  // namespace trialdex
