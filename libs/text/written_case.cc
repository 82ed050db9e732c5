#include "libs/text/written_case.h"

#include <cstddef>
#include <cstdint>

#include "absl/strings/str_cat.h"
#include "libs/base/eight_bytes.h"
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

// Compares two texts of one length, eight bytes at a time. Sets `*ascii` to false if there
// are other bytes than ASCII; the answer is then of no use.
WrittenCase CompareAscii(absl::string_view source, absl::string_view normal, bool* ascii) {
  // The bit in which a capital differs from its small letter, and how far it is from the highest.
  constexpr uint64_t kSmallBit = EightOf('a' - 'A');
  constexpr int kBelowHighest = 2;
  bool small = false;
  bool capitals = false;
  // Only the first letter of all is a capital.
  bool only_first = false;
  for (size_t at = 0; at < source.size(); at += sizeof(uint64_t)) {
    const uint64_t written = EightBytes(source.substr(at));
    const uint64_t folded = EightBytes(normal.substr(at));
    if (((written | folded) & EightOf(0x80)) != 0) {
      *ascii = false;
      return WrittenCase::kOther;
    }
    const uint64_t difference = written ^ folded;
    const uint64_t letters = BytesBetween(folded, 'a', 'z');
    const uint64_t differing = (difference & kSmallBit) << kBelowHighest;
    if ((difference & ~kSmallBit) != 0 || (differing & ~letters) != 0) return WrittenCase::kOther;
    small = small || letters != differing;
    if (differing == 0) continue;
    only_first = at == 0 && differing == 0x80;
    capitals = true;
  }
  if (!capitals) return WrittenCase::kNormal;
  if (!small) return WrittenCase::kUpper;
  return only_first ? WrittenCase::kCapitalized : WrittenCase::kOther;
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
