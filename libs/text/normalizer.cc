#include "libs/text/normalizer.h"

#include <array>

#include "libs/text/char_class.h"
#include "unicode/bytestream.h"
#include "unicode/normalizer2.h"
#include "unicode/stringpiece.h"

namespace trialdex {
namespace {

// More in one word, and the text is in Greek.
constexpr int kMaxNamedLetters = 3;

void Normalize(const icu::Normalizer2* normalizer, absl::string_view text, std::string& to) {
  to.clear();
  if (normalizer == nullptr) return;
  UErrorCode error = U_ZERO_ERROR;
  icu::StringByteSink<std::string> sink(&to);
  normalizer->normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<int32_t>(text.size())),
                            sink, nullptr, error);
}

absl::string_view GreekName(char32_t letter) {
  constexpr std::array<absl::string_view, 25> kNames = {
      "alpha", "beta",   "gamma",   "delta", "epsilon", "zeta",    "eta",  "theta", "iota",
      "kappa", "lambda", "mu",      "nu",    "xi",      "omicron", "pi",   "rho",   "sigma",
      "sigma", "tau",    "upsilon", "phi",   "chi",     "psi",     "omega"};
  constexpr char32_t kAlphaLetter = 0x03B1;
  if (letter < kAlphaLetter || letter >= kAlphaLetter + kNames.size()) return {};
  return kNames[letter - kAlphaLetter];
}

// Letters that no decomposition takes apart.
absl::string_view PlainLetter(char32_t letter) {
  switch (letter) {
    case 0x00F8:
      return "o";  // ø
    case 0x0142:
      return "l";  // ł
    case 0x0111:
    case 0x00F0:
      return "d";  // đ ð
    case 0x00E6:
      return "ae";  // æ
    case 0x0153:
      return "oe";  // œ
    case 0x0131:
      return "i";  // ı
    case 0x00FE:
      return "th";  // þ
    case 0x0127:
      return "h";  // ħ
    default:
      return {};
  }
}

int CountGreek(absl::string_view word) {
  int count = 0;
  for (size_t at = 0; at < word.size();) {
    const Character character = CharacterAt(word, at);
    if (character.char_class == CharClass::kGreek) ++count;
    at += character.bytes;
  }
  return count;
}

}  // namespace

void NormalizeWord(absl::string_view word, std::string& normal) {
  UErrorCode error = U_ZERO_ERROR;
  std::string folded;
  Normalize(icu::Normalizer2::getNFKCCasefoldInstance(error), word, folded);
  normal.clear();
  for (size_t at = 0; at < folded.size();) {
    const Character character = CharacterAt(folded, at);
    switch (character.char_class) {
      case CharClass::kLetter:
      case CharClass::kMark:
      case CharClass::kGreek:
      case CharClass::kCjk:
        normal.append(folded, at, character.bytes);
        break;
      default:
        break;
    }
    at += character.bytes;
  }
}

void PlainWord(absl::string_view normal, std::string& plain) {
  UErrorCode error = U_ZERO_ERROR;
  std::string decomposed;
  Normalize(icu::Normalizer2::getNFDInstance(error), normal, decomposed);
  const absl::string_view text = decomposed;
  const bool named = CountGreek(text) <= kMaxNamedLetters;
  plain.clear();
  for (size_t at = 0; at < text.size();) {
    const Character character = CharacterAt(text, at);
    const absl::string_view letter = text.substr(at, character.bytes);
    at += character.bytes;
    if (character.char_class == CharClass::kMark) continue;
    absl::string_view spelled = PlainLetter(character.code_point);
    if (character.char_class == CharClass::kGreek && named) {
      constexpr char32_t kMu = 0x03BC;
      const bool micro =
          character.code_point == kMu && at < text.size() && (BitsOf(text[at]) & kAlpha) != 0;
      spelled = micro ? "u" : GreekName(character.code_point);
    }
    plain.append(spelled.empty() ? letter.data() : spelled.data(),
                 spelled.empty() ? letter.size() : spelled.size());
  }
}

}  // namespace trialdex
