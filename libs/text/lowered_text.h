// A text in small letters, and where its words may be.
#ifndef TRIALDEX_LIBS_TEXT_LOWERED_TEXT_H_
#define TRIALDEX_LIBS_TEXT_LOWERED_TEXT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace trialdex {

// Looks at all bytes of a text once, many at a time, so that whoever takes it apart goes from
// word to word. Reuses its memory. Not thread-safe.
class LoweredText {
 public:
  // So many zeros stand behind the text.
  static constexpr size_t kSlack = 16;

  // ASCII letters and digits without a gap: bytes [begin, end).
  struct Run {
    uint32_t begin;
    uint32_t end;
  };

  // Replaces everything by `utf8`, its capitals of ASCII made small. At most 2 GiB.
  void Assign(absl::string_view utf8);

  // Valid until Assign, as the next.
  absl::string_view text() const { return {bytes_.data(), size_}; }
  // In order.
  absl::Span<const Run> runs() const { return {runs_.data(), run_count_}; }

  // Of the bytes [begin, begin + size), 1 to 64 of them, which are digits, the first the lowest
  // bit; which were capitals.
  uint64_t Digits(size_t begin, size_t size) const { return Bits(digits_, begin, size); }
  uint64_t Capitals(size_t begin, size_t size) const { return Bits(capitals_, begin, size); }

 private:
  static constexpr size_t kBlock = 64;

  // One of these and one more have the bits of up to 64 bytes.
  static uint64_t Bits(const std::vector<uint64_t>& all, size_t begin, size_t size) {
    const size_t shift = begin % kBlock;
    const uint64_t* const block = &all[begin / kBlock];
    // Twice, since a shift by 64 is none.
    const uint64_t bits = block[0] >> shift | block[1] << 1 << (kBlock - 1 - shift);
    return bits & (~uint64_t{0} >> (kBlock - size));
  }

  // Makes block number `index` small and notes its digits and capitals. Answers which bytes
  // are letters or digits.
  uint64_t TakeBlock(size_t index);

  // Only grow; these have more than what is valid.
  std::string bytes_;
  std::vector<Run> runs_;
  std::vector<uint64_t> digits_;
  std::vector<uint64_t> capitals_;
  size_t size_ = 0;
  size_t run_count_ = 0;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_TEXT_LOWERED_TEXT_H_
