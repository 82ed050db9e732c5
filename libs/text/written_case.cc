#include "libs/text/written_case.h"

#include <cstddef>

#include "absl/strings/str_cat.h"
#include "libs/base/utf8.h"
#include "libs/text/analyzer.h"
#include "unicode/uchar.h"
#include "unicode/utf8.h"

namespace trialdex {
namespace {

// Reads both texts code point by code point.
class Comparison {
 public:
  // False if the characters are not one letter, whatever its case.
  bool Add(UChar32 source, UChar32 normal) {
    const bool capital = source != normal;
    if (capital && u_tolower(source) != normal) return false;
    if (capital) {
      ++capitals_;
      first_is_capital_ = first_is_capital_ || count_ == 0;
    } else if (u_islower(source) != 0) {
      ++small_;
    }
    ++count_;
    return true;
  }

  WrittenCase Result() const {
    if (capitals_ == 0) return WrittenCase::kNormal;
    if (small_ == 0) return WrittenCase::kUpper;
    return first_is_capital_ && capitals_ == 1 ? WrittenCase::kCapitalized : WrittenCase::kOther;
  }

 private:
  size_t count_ = 0;
  size_t capitals_ = 0;
  size_t small_ = 0;
  bool first_is_capital_ = false;
};

}  // namespace

WrittenCase WrittenCaseOf(absl::string_view source, absl::string_view normal) {
  // Most words are.
  if (source == normal) return WrittenCase::kNormal;
  const auto* source_bytes = reinterpret_cast<const uint8_t*>(source.data());
  const auto* normal_bytes = reinterpret_cast<const uint8_t*>(normal.data());
  const auto source_size = static_cast<int32_t>(source.size());
  const auto normal_size = static_cast<int32_t>(normal.size());
  Comparison comparison;
  int32_t source_at = 0;
  int32_t normal_at = 0;
  while (source_at < source_size && normal_at < normal_size) {
    UChar32 written = 0;
    UChar32 folded = 0;
    U8_NEXT(source_bytes, source_at, source_size, written);
    U8_NEXT(normal_bytes, normal_at, normal_size, folded);
    if (!comparison.Add(written, folded)) return WrittenCase::kOther;
  }
  const bool same_length = source_at == source_size && normal_at == normal_size;
  return same_length ? comparison.Result() : WrittenCase::kOther;
}

std::string ExactTerm(absl::string_view source) {
  return absl::StrCat("=", TruncateUtf8(source, kMaxTokenBytes));
}

}  // namespace trialdex
