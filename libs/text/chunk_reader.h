// Reads what is written without a space between: "anti-PD-1/PD-L1".
#ifndef TRIALDEX_LIBS_TEXT_CHUNK_READER_H_
#define TRIALDEX_LIBS_TEXT_CHUNK_READER_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "libs/text/text_arena.h"

namespace trialdex {

// How a part hangs to the one before it.
enum class Join : uint8_t {
  kNone,    // the first of its chunk
  kHyphen,  // may be written as one word with it
  kSlash,   // stands beside it
};

// A run of letters and digits.
struct Part {
  // Normal form; not empty.
  absl::string_view text;
  // In plain letters (PlainWord); the same as `text` if that is plain.
  absl::string_view plain;
  // Bytes of the source.
  uint32_t begin = 0;
  uint32_t end = 0;
  Join join = Join::kNone;
};

// Not thread-safe.
class ChunkReader {
 public:
  // Texts that differ from the source are kept in `arena`, which must outlive this.
  explicit ChunkReader(TextArena& arena) : arena_(arena) {}

  // Reads on in `lowered`: text with its ASCII letters in lower case, which must
  // stay as it is while its parts are used and be followed by a zero byte.
  void Reset(absl::string_view lowered) { text_ = lowered; }

  // Appends the parts of the chunk that begins at byte `at`, where a letter or
  // digit stands; none if nothing is left of it in normal form. Returns the byte after it.
  size_t Read(size_t at, std::vector<Part>& parts);

 private:
  // Appends the part at `at`, or two where one run is two words; returns its end.
  size_t ReadPart(size_t at, Join join, std::vector<Part>& parts);
  size_t ReadHighPart(size_t at, Join join, std::vector<Part>& parts);
  // Moves `at` behind what ties the next part to the one that ends there, and
  // says how; kNone, and `at` stays, if no part follows.
  Join ReadJoin(size_t& at) const;

  size_t AcronymEnd(size_t at) const;
  size_t PossessiveBytes(size_t at) const;
  bool IsThousandsComma(size_t begin, size_t comma) const;
  void AddAscii(absl::string_view text, size_t begin, size_t end, Join join,
                std::vector<Part>& parts) const;

  uint8_t BitsAt(size_t at) const;

  TextArena& arena_;
  absl::string_view text_;
  std::string normal_;
  std::string plain_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_TEXT_CHUNK_READER_H_
