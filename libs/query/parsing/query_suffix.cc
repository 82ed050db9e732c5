#include "libs/query/parsing/query_suffix.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/query/parse_errors.h"

namespace trialdex {
namespace {

constexpr size_t kMinPatternLetters = 2;

absl::Status SyntaxError(size_t position, absl::string_view description) {
  return ParseError("query", "QUERY_SYNTAX", position, description);
}

bool IsDigit(char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)); }

// Bytes of letters beyond ASCII count as letters.
bool IsLetter(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || absl::ascii_isalpha(byte);
}

bool IsLetterOrDigit(char c) { return IsLetter(c) || IsDigit(c); }

// "10", "2x10", "1,000", "p<10": what a "^" or "~" makes a number of, not a boost.
bool IsNumber(absl::string_view word) {
  word.remove_prefix(word.find_last_of("<>=") + 1);  // All of it, if there is none of these.
  return std::none_of(word.begin(), word.end(),
                      [](char c) { return IsLetter(c) && c != 'x' && c != 'X'; });
}

size_t DigitBytes(absl::string_view text) {
  return static_cast<size_t>(std::find_if_not(text.begin(), text.end(), IsDigit) - text.begin());
}

// The number at the start of `text`: "3", "0.5", ".5", and "-1" and "1e9", which nothing takes
// but which nobody writes for a word.
size_t NumberBytes(absl::string_view text) {
  size_t bytes = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
  const size_t digits = DigitBytes(text.substr(bytes));
  bytes += digits;
  const size_t decimals =
      bytes < text.size() && text[bytes] == '.' ? DigitBytes(text.substr(bytes + 1)) : 0;
  if (decimals > 0) bytes += 1 + decimals;
  if (digits + decimals == 0) return 0;
  if (bytes == text.size() || (text[bytes] != 'e' && text[bytes] != 'E')) return bytes;
  size_t exponent = bytes + 1;
  if (exponent < text.size() && (text[exponent] == '-' || text[exponent] == '+')) ++exponent;
  const size_t exponent_digits = DigitBytes(text.substr(exponent));
  return exponent_digits == 0 ? bytes : exponent + exponent_digits;
}

bool IsEscaped(absl::string_view word, size_t at) {
  size_t backslashes = 0;
  while (backslashes < at && word[at - 1 - backslashes] == '\\') ++backslashes;
  return backslashes % 2 == 1;
}

absl::StatusOr<float> ParseBoost(absl::string_view number, size_t position) {
  float boost = 0.0F;
  if (absl::SimpleAtof(number, &boost) && boost > 0.0F && boost <= kMaxBoost) return boost;
  return SyntaxError(position, absl::StrCat("expected a boost above 0 and at most ", kMaxBoost,
                                            ", found ", Quoted(number)));
}

absl::StatusOr<int> ParseEdits(absl::string_view digits, size_t letters, size_t position) {
  // As far as a slip of the finger goes: none in a very short word.
  if (digits.empty()) return letters <= 2 ? 0 : letters <= 5 ? 1 : 2;
  if (digits.size() == 1 && digits[0] <= '2') return digits[0] - '0';
  return SyntaxError(position, absl::StrCat("expected ~1 or ~2, found '~", Shortened(digits), "'"));
}

// Where an unescaped `sign` with a number, or nothing, behind it ends the word; npos if nowhere.
size_t FindSuffix(absl::string_view word, char sign, bool needs_number) {
  const size_t at = word.rfind(sign);
  if (at == absl::string_view::npos || at == 0 || IsEscaped(word, at)) {
    return absl::string_view::npos;
  }
  const absl::string_view rest = word.substr(at + 1);
  if (NumberBytes(rest) != rest.size() || (needs_number && rest.empty()) ||
      IsNumber(word.substr(0, at))) {
    return absl::string_view::npos;
  }
  return at;
}

// True if the "*" or "?" at `at` stands for letters.
bool IsWildcard(absl::string_view word, size_t at) {
  if (IsEscaped(word, at)) return false;
  const bool after = at > 0 && IsLetterOrDigit(word[at - 1]);
  const char next = at + 1 < word.size() ? word[at + 1] : '\0';
  if (word[at] == '?') return after && IsLetterOrDigit(next);
  if (word[at] != '*') return false;
  return next == '\0' ? after : IsLetter(next);
}

absl::StatusOr<std::optional<TermPattern::Kind>> WildcardKind(absl::string_view word,
                                                              size_t position) {
  size_t wildcards = 0;
  size_t letters = 0;
  for (size_t i = 0; i < word.size(); ++i) {
    if (IsWildcard(word, i)) {
      ++wildcards;
    } else if (IsLetterOrDigit(word[i])) {
      ++letters;
    }
  }
  if (wildcards == 0) return std::nullopt;
  if (letters < kMinPatternLetters) {
    return SyntaxError(
        position,
        absl::StrCat("expected two letters or more beside the wildcard in ", Quoted(word)));
  }
  const bool is_prefix = wildcards == 1 && IsWildcard(word, word.size() - 1);
  return is_prefix ? TermPattern::Kind::kPrefix : TermPattern::Kind::kWildcard;
}

}  // namespace

absl::StatusOr<WordSuffix> ReadWordSuffix(absl::string_view word, size_t position) {
  WordSuffix suffix;
  size_t at = FindSuffix(word, '^', /*needs_number=*/true);
  if (at != absl::string_view::npos) {
    ASSIGN_OR_RETURN(suffix.boost, ParseBoost(word.substr(at + 1), position + at));
    word = word.substr(0, at);
  }
  at = FindSuffix(word, '~', /*needs_number=*/false);
  if (at != absl::string_view::npos) {
    const auto letters = static_cast<size_t>(
        std::count_if(word.begin(), word.begin() + static_cast<ptrdiff_t>(at),
                      [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
    ASSIGN_OR_RETURN(suffix.max_edits, ParseEdits(word.substr(at + 1), letters, position + at));
    word = word.substr(0, at);
    if (suffix.max_edits > 0) suffix.pattern = TermPattern::Kind::kFuzzy;
  }
  suffix.word_bytes = word.size();
  ASSIGN_OR_RETURN(const std::optional<TermPattern::Kind> wildcard, WildcardKind(word, position));
  if (!wildcard.has_value()) return suffix;
  if (suffix.pattern.has_value()) {
    return SyntaxError(position,
                       absl::StrCat("expected a wildcard or '~', found both in ", Quoted(word)));
  }
  suffix.pattern = wildcard;
  return suffix;
}

absl::StatusOr<PhraseSuffix> ReadPhraseSuffix(absl::string_view text, bool with_slop,
                                              size_t position) {
  PhraseSuffix suffix;
  if (with_slop && !text.empty() && text[0] == '~') {
    suffix.bytes = 1 + NumberBytes(text.substr(1));
    const absl::string_view number = text.substr(1, suffix.bytes - 1);
    if (!absl::SimpleAtoi(number, &suffix.slop) || suffix.slop > kMaxSlop) {
      return SyntaxError(position, absl::StrCat("expected a number of words from 0 to ", kMaxSlop,
                                                " after '~', found ", Quoted(number)));
    }
  }
  const absl::string_view rest = text.substr(suffix.bytes);
  const size_t number_bytes = rest.empty() || rest[0] != '^' ? 0 : NumberBytes(rest.substr(1));
  if (number_bytes > 0) {
    ASSIGN_OR_RETURN(suffix.boost, ParseBoost(rest.substr(1, number_bytes), position));
    suffix.bytes += 1 + number_bytes;
  }
  return suffix;
}

}  // namespace trialdex
