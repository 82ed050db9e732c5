// Numbers of an index file, many at a time.
#ifndef TRIALDEX_LIBS_INDEX_READING_VINT_STREAM_H_
#define TRIALDEX_LIBS_INDEX_READING_VINT_STREAM_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "libs/index/reading/byte_input.h"
#include "libs/index/reading/vint_block.h"

namespace trialdex {

// Decodes vints by blocks (DecodeVintBlock). Takes a fifth of the time of ByteInput::MixedVint.
// Not thread-safe.
class VintStream {
 public:
  // Stands for a number that does not fit 32 bits.
  static constexpr uint32_t kTooLarge = kTooLargeVint;

  // Begins where `in` is. The bytes must outlive the stream.
  explicit VintStream(ByteInput in = ByteInput()) { Restart(in); }
  // As if made anew, without making room anew.
  void Restart(ByteInput in) {
    rest_ = in.Bytes(in.left());
    begin_ = end_ = 0;
  }

  // The next numbers, `count` or more; fewer only if the file has no more. One behind the last
  // may be read and means nothing. Valid until the next call.
  absl::Span<const uint32_t> Peek(size_t count) {
    if (end_ - begin_ < count || numbers_.empty()) Fill(count);
    return absl::MakeConstSpan(numbers_.data() + begin_, end_ - begin_);
  }

  // Goes behind the first `count` of the last Peek.
  void Consume(size_t count) { begin_ += count; }

 private:
  void Fill(size_t count);
  // Decode the numbers that end in the next block, or the next number, to the end of numbers_.
  // False if none ends there.
  bool DecodeBlock();
  bool DecodeNumber();

  // Not decoded yet.
  absl::string_view rest_;
  // Those in [begin_, end_) are decoded and not consumed.
  std::vector<uint32_t> numbers_;
  size_t begin_ = 0;
  size_t end_ = 0;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_READING_VINT_STREAM_H_
