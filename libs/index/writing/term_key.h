// A term as numbers.
#ifndef TRIALDEX_LIBS_INDEX_WRITING_TERM_KEY_H_
#define TRIALDEX_LIBS_INDEX_WRITING_TERM_KEY_H_

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "absl/strings/string_view.h"
#include "libs/base/eight_bytes.h"
#include "libs/index/format/segment_format.h"
#include "xxhash.h"

namespace trialdex {

// What tells terms apart without a look at their text, if that has at most kBytes bytes:
// nearly all words are so short.
struct TermKey {
  static constexpr size_t kBytes = 16;

  // The first sixteen bytes as they are in memory, zeros behind a shorter text.
  uint64_t first = 0;
  uint64_t second = 0;
  uint16_t length = 0;
  SegmentField field = {};

  friend bool operator==(const TermKey& a, const TermKey& b) {
    // One branch for all.
    const auto length_and_field = static_cast<uint64_t>(
        (a.length ^ b.length) | (static_cast<int>(a.field) ^ static_cast<int>(b.field)));
    return ((a.first ^ b.first) | (a.second ^ b.second) | length_and_field) == 0;
  }

  // `text` has less than 64 KiB.
  static TermKey Of(SegmentField field, absl::string_view text) {
    TermKey key;
    key.length = static_cast<uint16_t>(text.size());
    key.field = field;
    key.first = EightBytes(text);
    if (text.size() > 8) key.second = EightBytes(text.substr(8));
    return key;
  }

  // The same of a text of which the first kBytes bytes may be read, however many it has: takes
  // no branch for the length.
  static TermKey OfReadable(SegmentField field, absl::string_view text) {
    // The bytes that are of a text of so many.
    static constexpr std::array<std::array<uint64_t, 2>, kBytes + 1> kMasks = [] {
      std::array<std::array<uint64_t, 2>, kBytes + 1> masks{};
      for (size_t size = 0; size <= kBytes; ++size) {
        for (size_t i = 0; i < size; ++i) masks[size][i / 8] |= uint64_t{0xFF} << (8 * (i % 8));
      }
      return masks;
    }();
    const auto& mask = kMasks[std::min(text.size(), kBytes)];
    TermKey key;
    std::memcpy(&key.first, text.data(), sizeof(key.first));
    std::memcpy(&key.second, text.data() + sizeof(key.first), sizeof(key.second));
    key.first &= mask[0];
    key.second &= mask[1];
    key.length = static_cast<uint16_t>(text.size());
    key.field = field;
    return key;
  }

  // True if the text has at most kBytes bytes; and the text then, valid as long as the key.
  bool has_all() const { return length <= kBytes; }
  absl::string_view text() const { return {reinterpret_cast<const char*>(this), length}; }

  // `text` is what the key was made of.
  uint32_t Hash(absl::string_view text) const {
    const uint64_t rest = !has_all() ? XXH3_64bits(text.data() + kBytes, length - kBytes) : 0;
    const uint64_t what = uint64_t{length} << 8 | static_cast<uint64_t>(field);
    // Odd numbers without a pattern; the high bits of the product depend on every byte.
    const uint64_t mixed =
        ((first + what) * 0x9E3779B97F4A7C15 ^ std::rotl((second ^ rest) * 0xC2B2AE3D27D4EB4F, 32));
    return static_cast<uint32_t>(((mixed ^ mixed >> 32) * 0xD6E8FEB86659FD93) >> 32);
  }
};

static_assert(offsetof(TermKey, first) == 0 && offsetof(TermKey, second) == 8,
              "the text stands at the beginning");

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_WRITING_TERM_KEY_H_
