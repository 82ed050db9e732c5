// What a character is to the analysis.
#ifndef TRIALDEX_LIBS_TEXT_CHAR_CLASS_H_
#define TRIALDEX_LIBS_TEXT_CHAR_CLASS_H_

#include <array>
#include <cstddef>
#include <cstdint>

#include "absl/strings/string_view.h"

namespace trialdex {

// Bits of a byte. ASCII letters count in lower case only: text is lowered first.
enum ByteBits : uint8_t {
  kAlpha = 1,
  kDigit = 2,
  // Not ASCII: part of a longer character.
  kHigh = 4,
  // May tie what stands before it to what follows: - / _ . , ' + % and the backslash.
  kGlue = 8,
  // White space.
  kBlank = 16,
};

inline constexpr uint8_t kAlnum = kAlpha | kDigit;

constexpr std::array<uint8_t, 256> MakeByteTable() {
  std::array<uint8_t, 256> table{};
  for (size_t c = 'a'; c <= 'z'; ++c) table[c] = kAlpha;
  for (size_t c = '0'; c <= '9'; ++c) table[c] = kDigit;
  for (size_t c = 0x80; c <= 0xFF; ++c) table[c] = kHigh;
  for (const char c : {'-', '/', '_', '.', ',', '\'', '+', '%', '\\'}) {
    table[static_cast<size_t>(c)] = kGlue;
  }
  for (const char c : {' ', '\t', '\n', '\r', '\f', '\v'}) table[static_cast<size_t>(c)] = kBlank;
  return table;
}

inline constexpr std::array<uint8_t, 256> kByteTable = MakeByteTable();

constexpr uint8_t BitsOf(char c) { return kByteTable[static_cast<unsigned char>(c)]; }

// What a character that is not ASCII does.
enum class CharClass : uint8_t {
  kSeparator,  // parts words; malformed bytes too
  kLetter,     // letters, numbers, and symbols that stand for them (Ⅳ, ², ㎎)
  kMark,       // belongs to the letter before it
  kGreek,      // a letter whose name may be written instead
  kCjk,        // written without spaces: Han, kana, hangul
  kHyphen,
  kApostrophe,
  kIgnorable,  // soft hyphen, joiners
  kLessOrEqual,
  kGreaterOrEqual,
};

struct Character {
  CharClass char_class = CharClass::kSeparator;
  char32_t code_point = 0;
  // At least 1.
  uint32_t bytes = 1;
};

// The character that begins at text[at]; ASCII letters and digits are kLetter,
// all other ASCII is kSeparator. `at` must be below text.size().
Character CharacterAt(absl::string_view text, size_t at);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_TEXT_CHAR_CLASS_H_
