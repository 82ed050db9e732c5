#include "libs/trial/criteria/criteria_line.h"

#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace trialdex {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return absl::ascii_isalpha(static_cast<unsigned char>(c)); }
bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsLower(char c) { return c >= 'a' && c <= 'z'; }

// A bullet at the front of a text: how long it is, and of which style.
struct Bullet {
  size_t size = 0;  // 0: none.
  BulletStyle style = kNoBullet;
};

// A style is a dash, a star, a dot's place in kDots, or the class of a number or
// letter with the punctuation around it.
constexpr BulletStyle kDash = 1;
constexpr BulletStyle kStar = 2;
constexpr BulletStyle kFirstDot = 3;
enum NumberClass {
  kDigits = 1,
  kOutline = 2,
  kLower = 3,
  kUpper = 4,
  kLowerRoman = 5,
  kUpperRoman = 6
};
BulletStyle NumberStyle(NumberClass number_class, char delimiter) {
  return (number_class << 8) | static_cast<unsigned char>(delimiter);
}

constexpr std::array<absl::string_view, 19> kDots = {
    "\u2022", "\u00b7", "\u25cf", "\u25e6", "\u25cb", "\u25aa", "\u25ab",
    "\u25a0", "\u25a1", "\u2023", "\uf0b7", "\u25ba", "\u27a2", "\u2713",
    "\u2981", "\u2219", "\u30fb", "\u2013", "\u2014"};
// From here on they also stand before numbers and inside words.
constexpr size_t kDashes = 17;

bool EndsOrSpace(absl::string_view text) { return text.empty() || LeadingSpace(text) > 0; }

// "-" and "*", escaped or not; also "--". Not before a number or another mark.
Bullet ReadDashOrStar(absl::string_view text) {
  size_t size = text.front() == '\\' ? 1 : 0;
  if (size == text.size() || (text[size] != '-' && text[size] != '*')) return {};
  const BulletStyle style = text[size++] == '-' ? kDash : kStar;
  if (style == kDash && size + 1 < text.size() && text[size] == '-' && text[size + 1] == ' ')
    ++size;
  const absl::string_view rest = text.substr(size);
  if (!EndsOrSpace(rest) && !IsLetter(rest.front())) return {};
  return {size, style};
}

Bullet ReadDot(absl::string_view text) {
  const char first = text.front();
  if (first == '-' || first == '*' || first == '\\') return ReadDashOrStar(text);
  if (static_cast<unsigned char>(first) < 0x80) return {};
  for (size_t i = 0; i < kDots.size(); ++i) {
    if (!absl::StartsWith(text, kDots[i])) continue;
    const absl::string_view rest = text.substr(kDots[i].size());
    if (i >= kDashes && !EndsOrSpace(rest) && !IsLetter(rest.front())) return {};
    return {kDots[i].size(), kFirstDot + static_cast<BulletStyle>(i)};
  }
  return {};
}

// The number, letter or roman numeral at the front of `text`.
struct Ordinal {
  size_t size = 0;  // 0: none.
  NumberClass number_class = kDigits;
};

Ordinal ReadOrdinal(absl::string_view text) {
  size_t size = 0;
  if (IsDigit(text.front())) {
    bool outline = false;
    while (size < text.size() &&
           (IsDigit(text[size]) ||
            (text[size] == '.' && size + 1 < text.size() && IsDigit(text[size + 1])))) {
      outline |= text[size] == '.';
      ++size;
    }
    if (size > (outline ? 11u : 3u)) return {};
    return {size, outline ? kOutline : kDigits};
  }
  if (!IsLetter(text.front())) return {};
  const absl::string_view roman = IsUpper(text.front()) ? "IVX" : "ivx";
  while (size < text.size() && roman.find(text[size]) != absl::string_view::npos) ++size;
  if (size > 0 && size <= 5) return {size, IsUpper(text.front()) ? kUpperRoman : kLowerRoman};
  return {1, IsUpper(text.front()) ? kUpper : kLower};
}

Bullet ReadNumber(absl::string_view text) {
  const bool bracketed = text.front() == '(';
  absl::string_view rest = bracketed ? text.substr(1) : text;
  if (rest.empty()) return {};
  const Ordinal ordinal = ReadOrdinal(rest);
  if (ordinal.size == 0 || ordinal.size == rest.size()) return {};
  const char delimiter = rest[ordinal.size];
  rest.remove_prefix(ordinal.size + 1);
  const size_t size = text.size() - rest.size();
  if (bracketed) {
    if (delimiter != ')' || !(EndsOrSpace(rest) || IsLetter(rest.front()))) return {};
    return {size, NumberStyle(ordinal.number_class, '(')};
  }
  const bool letter = ordinal.number_class >= kLower;
  switch (delimiter) {
    case ')':
      if (!EndsOrSpace(rest) && !IsLetter(rest.front())) return {};
      break;
    case '.':
      if (!EndsOrSpace(rest)) return {};
      // "E. coli" and "S. aureus" are names.
      if (letter && IsUpper(text.front()) && rest.size() > 1 && IsLower(rest[1])) return {};
      break;
    case ':':
      if (letter || ordinal.size > 2 || !EndsOrSpace(rest)) return {};
      break;
    case ' ':
      // "1.2 Age" is a numbered item, "2.5 times the norm" is not.
      if (ordinal.number_class != kOutline || rest.empty() || !IsUpper(rest.front())) return {};
      break;
    default:
      return {};
  }
  return {size, NumberStyle(ordinal.number_class, delimiter)};
}

Bullet ReadBullet(absl::string_view text) {
  const Bullet dot = ReadDot(text);
  return dot.size > 0 ? dot : ReadNumber(text);
}

void TrimEnd(absl::string_view& text) {
  while (!text.empty()) {
    if (absl::ascii_isspace(static_cast<unsigned char>(text.back()))) {
      text.remove_suffix(1);
    } else if (absl::EndsWith(text, "\u00a0")) {
      text.remove_suffix(2);
    } else {
      return;
    }
  }
}

// Takes the white space off the front and returns how many columns it took.
int TakeSpace(absl::string_view& text) {
  int columns = 0;
  while (const size_t bytes = LeadingSpace(text)) {
    text.remove_prefix(bytes);
    ++columns;
  }
  return columns;
}

}  // namespace

CriteriaLine ReadCriteriaLine(absl::string_view line) {
  CriteriaLine read;
  TrimEnd(line);
  read.indent = TakeSpace(line);
  read.whole = line;
  read.text_indent = read.indent;
  while (!line.empty()) {
    const Bullet bullet = ReadBullet(line);
    if (bullet.size == 0) break;
    read.style = bullet.style;
    line.remove_prefix(bullet.size);
    read.text_indent += static_cast<int>(bullet.size) + TakeSpace(line);
  }
  read.text = line;
  if (line.empty()) read.whole = line;
  return read;
}

}  // namespace trialdex
