#include "libs/text/abbreviations.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"

namespace trialdex {
namespace {

constexpr size_t kMinShort = 2;
constexpr size_t kMaxShort = 10;
// A bracket that holds more explains no abbreviation.
constexpr size_t kMaxBracket = 160;
// Of the text before a bracket that is looked at.
constexpr size_t kMaxBefore = 240;

bool IsUpper(char c) { return c >= 'A' && c <= 'Z'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsSpace(char c) { return absl::ascii_isspace(static_cast<unsigned char>(c)); }
char Lower(char c) { return absl::ascii_tolower(static_cast<unsigned char>(c)); }

// Bytes beyond ASCII are of letters, mostly.
bool IsWordByte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte >= 0x80 || absl::ascii_isalnum(byte);
}

bool IsShortForm(absl::string_view text) {
  if (text.size() < kMinShort || text.size() > kMaxShort || !IsWordByte(text[0])) return false;
  if (std::any_of(text.begin(), text.end(), IsSpace)) return false;
  const auto capitals = std::count_if(text.begin(), text.end(), IsUpper);
  return capitals >= 2 || (capitals == 1 && std::any_of(text.begin(), text.end(), IsDigit));
}

// "TKIs" to "TKI".
absl::string_view WithoutPlural(absl::string_view short_form) {
  const size_t size = short_form.size();
  if (size > kMinShort && short_form[size - 1] == 's' && IsUpper(short_form[size - 2])) {
    short_form.remove_suffix(1);
  }
  return short_form;
}

size_t CountWords(absl::string_view text) {
  size_t words = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (!IsSpace(text[i]) && (i == 0 || IsSpace(text[i - 1]))) ++words;
  }
  return words;
}

bool HasWord(absl::string_view text, absl::string_view word) {
  for (size_t at = text.find(word); at != absl::string_view::npos; at = text.find(word, at + 1)) {
    const size_t end = at + word.size();
    if ((at == 0 || !IsWordByte(text[at - 1])) && (end == text.size() || !IsWordByte(text[end]))) {
      return true;
    }
  }
  return false;
}

// The end of `text` that `short_form` is short for: from right to left each of its
// letters and digits is looked for, the first at the beginning of a word. Empty if
// there is none.
absl::string_view BestLongForm(absl::string_view short_form, absl::string_view text) {
  size_t at = text.size();
  for (size_t i = short_form.size(); i-- > 0;) {
    if (!IsWordByte(short_form[i])) continue;
    const char wanted = Lower(short_form[i]);
    bool fits = false;
    while (!fits && at > 0) {
      --at;
      fits = Lower(text[at]) == wanted && (i > 0 || at == 0 || !IsWordByte(text[at - 1]));
    }
    if (!fits) return {};
  }
  while (at > 0 && !IsSpace(text[at - 1])) --at;  // "anti-" of "anti-nuclear".
  return text.substr(at);
}

// No name begins with one of these: it is an accident of the letters.
bool BeginsWithFunctionWord(absl::string_view text) {
  static constexpr std::array<absl::string_view, 14> kWords = {
      "a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "with"};
  const absl::string_view first = text.substr(0, text.find_first_of(" \t\r\n"));
  return std::any_of(kWords.begin(), kWords.end(), [first](absl::string_view word) {
    return absl::EqualsIgnoreCase(word, first);
  });
}

bool IsLongForm(absl::string_view text, absl::string_view short_form) {
  if (text.size() <= short_form.size() || !IsWordByte(text[0])) return false;
  if (absl::StrContains(text, '(') || absl::StrContains(text, ')')) return false;
  const size_t most = std::min(short_form.size() + 5, short_form.size() * 2);
  return CountWords(text) <= most && !HasWord(text, short_form) && !BeginsWithFunctionWord(text);
}

// Nearly no byte does: one comparison is enough for letters.
bool EndsSentence(absl::string_view text, size_t at) {
  const char c = text[at];
  if (c > ';') return false;
  if (c == '.') return at + 1 < text.size() && IsSpace(text[at + 1]);
  return c == ';' || c == ':' || c == '(' || c == ')';
}

// The part of the sentence that ends at `end`, at most kMaxBefore bytes of it.
absl::string_view SentenceBefore(absl::string_view text, size_t end) {
  const size_t from = end > kMaxBefore ? end - kMaxBefore : 0;
  absl::string_view before = text.substr(from, end - from);
  for (size_t i = before.size(); i-- > 0;) {
    if (EndsSentence(before, i)) return absl::StripAsciiWhitespace(before.substr(i + 1));
  }
  // The first word may be cut.
  if (from > 0) before.remove_prefix(std::min(before.find(' '), before.size()));
  return absl::StripAsciiWhitespace(before);
}

}  // namespace

void ForEachAbbreviation(
    absl::string_view text,
    absl::FunctionRef<void(absl::string_view short_form, absl::string_view long_form)> found) {
  for (size_t open = text.find('('); open != absl::string_view::npos;
       open = text.find('(', open + 1)) {
    const size_t close = text.substr(open + 1, kMaxBracket).find_first_of("()");
    if (close == absl::string_view::npos || text[open + 1 + close] == '(') continue;
    absl::string_view inside = text.substr(open + 1, close);
    const absl::string_view before = SentenceBefore(text, open);
    inside = absl::StripAsciiWhitespace(inside.substr(0, inside.find_first_of(",;")));
    if (IsShortForm(inside)) {
      const absl::string_view short_form = WithoutPlural(inside);
      const absl::string_view long_form = BestLongForm(short_form, before);
      if (!long_form.empty() && IsLongForm(long_form, short_form)) found(short_form, long_form);
      continue;
    }
    const size_t last_space = before.find_last_of(" \t\r\n");
    const absl::string_view last_word =
        last_space == absl::string_view::npos ? before : before.substr(last_space + 1);
    if (!IsShortForm(last_word)) continue;
    const absl::string_view short_form = WithoutPlural(last_word);
    // All of the bracket explains it, not its last words only.
    if (BestLongForm(short_form, inside).size() == inside.size() &&
        IsLongForm(inside, short_form)) {
      found(short_form, inside);
    }
  }
}

}  // namespace trialdex
