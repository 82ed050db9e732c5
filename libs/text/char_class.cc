#include "libs/text/char_class.h"

#include "unicode/uchar.h"
#include "unicode/uscript.h"
#include "unicode/utf8.h"

namespace trialdex {
namespace {

bool IsCjk(UChar32 c) {
  UErrorCode error = U_ZERO_ERROR;
  switch (uscript_getScript(c, &error)) {
    case USCRIPT_HAN:
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_HANGUL:
    case USCRIPT_BOPOMOFO:
      return true;
    default:
      return c == 0x30FC;  // The long vowel mark, common to both kana.
  }
}

bool IsGreek(UChar32 c) {
  UErrorCode error = U_ZERO_ERROR;
  return c == 0x00B5 || (u_isalpha(c) != 0 && uscript_getScript(c, &error) == USCRIPT_GREEK);
}

CharClass ClassOf(UChar32 c) {
  switch (c) {
    case 0x2010:  // hyphen
    case 0x2011:  // no-break hyphen
    case 0x2012:  // figure dash
    case 0x2013:  // en dash
    case 0x2212:  // minus
    case 0xFF0D:  // wide hyphen
      return CharClass::kHyphen;
    case 0x2019:  // right quotation mark
    case 0x02BC:  // letter apostrophe
    case 0xFF07:  // wide apostrophe
      return CharClass::kApostrophe;
    case 0x00AD:  // soft hyphen
    case 0x200C:  // non-joiner
    case 0x200D:  // joiner
    case 0x2060:  // word joiner
    case 0xFEFF:  // byte order mark
      return CharClass::kIgnorable;
    case 0x2264:
    case 0x2266:
    case 0x2A7D:
      return CharClass::kLessOrEqual;
    case 0x2265:
    case 0x2267:
    case 0x2A7E:
      return CharClass::kGreaterOrEqual;
    case 0x2044:  // the fraction slash that ½ decomposes to
      return CharClass::kLetter;
    default:
      break;
  }
  if (c >= 0x3380 && c <= 0x33DF) return CharClass::kLetter;  // Units in one character.
  const uint32_t category = U_GET_GC_MASK(c);
  if ((category & U_GC_M_MASK) != 0) return CharClass::kMark;
  if (IsCjk(c) && (category & (U_GC_L_MASK | U_GC_NL_MASK)) != 0) return CharClass::kCjk;
  if (IsGreek(c)) return CharClass::kGreek;
  if ((category & (U_GC_L_MASK | U_GC_N_MASK)) != 0) return CharClass::kLetter;
  return CharClass::kSeparator;
}

}  // namespace

Character CharacterAt(absl::string_view text, size_t at) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(text.data());
  if (bytes[at] < 0x80) {
    const bool word = u_isalnum(bytes[at]) != 0;
    return {word ? CharClass::kLetter : CharClass::kSeparator, bytes[at], 1};
  }
  auto next = static_cast<int64_t>(at);
  UChar32 code_point = 0;
  U8_NEXT(bytes, next, static_cast<int64_t>(text.size()), code_point);
  if (code_point < 0) return {};
  return {ClassOf(code_point), static_cast<char32_t>(code_point),
          static_cast<uint32_t>(next - static_cast<int64_t>(at))};
}

}  // namespace trialdex
