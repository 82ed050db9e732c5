#include "libs/text/written_case.h"

#include <cstddef>
#include <cstdint>

#include "absl/strings/str_cat.h"
#include "libs/base/utf8.h"
#include "libs/text/analyzer.h"
#include "unicode/uchar.h"
#include "unicode/utf8.h"

namespace trialdex {
namespace {

// Counts how the letters of a word differ from its normal form.
class Comparison {
 public:
  // One more character that is the same in both. `small` if it is a small letter.
  void AddSame(bool small) {
    small_ = small_ || small;
    first_ = false;
  }
  // One more letter that is the capital of the normal form's.
  void AddCapital() {
    ++capitals_;
    first_is_capital_ = first_is_capital_ || first_;
    first_ = false;
  }

  WrittenCase Result() const {
    if (capitals_ == 0) return WrittenCase::kNormal;
    if (!small_) return WrittenCase::kUpper;
    return first_is_capital_ && capitals_ == 1 ? WrittenCase::kCapitalized : WrittenCase::kOther;
  }

 private:
  bool first_ = true;
  bool first_is_capital_ = false;
  bool small_ = false;
  size_t capitals_ = 0;
};

// Of two texts of one length. Sets `*ascii` to false if it meets a byte beyond ASCII; the
// answer is then of no use.
WrittenCase CompareAscii(absl::string_view source, absl::string_view normal, bool* ascii) {
  constexpr unsigned kSmall = 'a' - 'A';
  Comparison comparison;
  for (size_t i = 0; i < source.size(); ++i) {
    const auto written = static_cast<unsigned char>(source[i]);
    const auto folded = static_cast<unsigned char>(normal[i]);
    if (((written | folded) & 0x80u) != 0) {
      *ascii = false;
      return WrittenCase::kOther;
    }
    const bool small = folded >= 'a' && folded <= 'z';
    if (written == folded) {
      comparison.AddSame(small);
    } else if (small && written + kSmall == folded) {
      comparison.AddCapital();
    } else {
      return WrittenCase::kOther;
    }
  }
  return comparison.Result();
}

WrittenCase CompareUnicode(absl::string_view source, absl::string_view normal) {
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
    if (written == folded) {
      comparison.AddSame(u_islower(written) != 0);
    } else if (u_tolower(written) == folded) {
      comparison.AddCapital();
    } else {
      return WrittenCase::kOther;
    }
  }
  const bool same_length = source_at == source_size && normal_at == normal_size;
  return same_length ? comparison.Result() : WrittenCase::kOther;
}

}  // namespace

WrittenCase WrittenCaseOf(absl::string_view source, absl::string_view normal) {
  // Most words are.
  if (source == normal) return WrittenCase::kNormal;
  if (source.size() == normal.size()) {
    bool ascii = true;
    const WrittenCase written_case = CompareAscii(source, normal, &ascii);
    if (ascii) return written_case;
  }
  return CompareUnicode(source, normal);
}

std::string ExactTerm(absl::string_view source) {
  return absl::StrCat("=", TruncateUtf8(source, kMaxTokenBytes));
}

}  // namespace trialdex
