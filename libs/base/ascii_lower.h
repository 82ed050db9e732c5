// ASCII letters to lower case, eight at a time.
#ifndef TRIALDEX_LIBS_BASE_ASCII_LOWER_H_
#define TRIALDEX_LIBS_BASE_ASCII_LOWER_H_

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>

#include "absl/strings/string_view.h"
#include "libs/base/eight_bytes.h"

namespace trialdex {

// Makes the ASCII capitals in `text` lower case. False if it has other bytes than ASCII, which
// stay as they are.
inline bool LowerAscii(std::string& text) {
  // The bit that tells lower case is two below the highest of a byte.
  const auto lower = [](uint64_t bytes) { return bytes | BytesBetween(bytes, 'A', 'Z') >> 2; };
  uint64_t seen = 0;
  size_t at = 0;
  for (; at + sizeof(uint64_t) <= text.size(); at += sizeof(uint64_t)) {
    uint64_t bytes = 0;
    std::memcpy(&bytes, &text[at], sizeof(bytes));
    seen |= bytes;
    bytes = lower(bytes);
    std::memcpy(&text[at], &bytes, sizeof(bytes));
  }
  const uint64_t rest = EightBytes(absl::string_view(text).substr(at));
  const uint64_t lower_rest = lower(rest);
  std::memcpy(&text[at], &lower_rest, text.size() - at);
  return ((seen | rest) & EightOf(0x80)) == 0;
}

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_BASE_ASCII_LOWER_H_
