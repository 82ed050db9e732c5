#include "libs/eligibility/words/words.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"

namespace trialdex {
namespace {

struct Spelling {
  absl::string_view written;
  absl::string_view meant;
};

// Characters outside of ASCII that are no letters here. A space stands for white space.
constexpr Spelling kSpellings[] = {
    {"\u00A0", " "},  {"\u2002", " "},  {"\u2003", " "},  {"\u2009", " "},  {"\u202F", " "},
    {"\u3000", " "},  {"\uFEFF", " "},  {"\u2264", "<="}, {"\u2265", ">="}, {"\u2A7D", "<="},
    {"\u2A7E", ">="}, {"\u2266", "<="}, {"\u2267", ">="}, {"\uFF1C", "<"},  {"\uFF1E", ">"},
    {"\u2010", "-"},  {"\u2011", "-"},  {"\u2012", "-"},  {"\u2013", "-"},  {"\u2014", "-"},
    {"\u2015", "-"},  {"\u2212", "-"},  {"\uFF0D", "-"},  {"\u2022", "*"},  {"\u00B7", "*"},
    {"\u201C", "\""}, {"\u201D", "\""}, {"\uFF08", "("},  {"\uFF09", ")"},  {"\uFF0C", ","},
    {"\u3001", ","},  {"\u3002", "."},  {"\uFF1A", ":"},  {"\uFF1B", ";"},  {"\uFF0B", "+"},
    {"\u2019", "'"},  {"\u2018", "'"},  {"\u00AE", " "},  {"\u2122", " "},
};

struct Roman {
  absl::string_view written;
  absl::string_view meant;
};
constexpr Roman kRomans[] = {
    {"\u2160", "i"}, {"\u2161", "ii"}, {"\u2162", "iii"}, {"\u2163", "iv"}};

size_t CodePointSize(char first) {
  const auto byte = static_cast<unsigned char>(first);
  return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

template <typename Table>
absl::string_view Meaning(const Table& table, absl::string_view character) {
  for (const auto& row : table) {
    if (row.written == character) return row.meant;
  }
  return "";
}

// Splits one text from front to back.
class Splitter {
 public:
  Splitter(absl::string_view text, std::vector<Word>& words) : text_(text), words_(words) {}

  void Run() {
    while (at_ < text_.size()) Step();
  }

 private:
  char CharAt(size_t i) const { return i < text_.size() ? text_[i] : '\0'; }
  bool DigitAt(size_t i) const {
    return absl::ascii_isdigit(static_cast<unsigned char>(CharAt(i)));
  }
  bool LetterAt(size_t i) const {
    return absl::ascii_isalpha(static_cast<unsigned char>(CharAt(i)));
  }

  void Step() {
    const char first = text_[at_];
    if (absl::ascii_isspace(static_cast<unsigned char>(first))) return Skip();
    if (DigitAt(at_)) return Number();
    if (LetterAt(at_)) return Letters();
    if (static_cast<unsigned char>(first) < 0x80) return Symbol(absl::string_view(&first, 1), 1);
    const size_t size = std::min(CodePointSize(first), text_.size() - at_);
    const absl::string_view character = text_.substr(at_, size);
    if (const auto roman = Meaning(kRomans, character); !roman.empty()) {
      return Add(Word::Kind::kWord, std::string(roman), size);
    }
    const absl::string_view meant = Meaning(kSpellings, character);
    if (meant.empty()) return Letters();
    if (meant == " ") {
      at_ += size;
      spaced_ = true;
      return;
    }
    Symbol(meant, size);
  }

  void Skip() {
    // A blank line ends what stands before it like a full stop.
    if (text_[at_] == '\n' && CharAt(at_ + 1) == '\n') blank_line_ = true;
    ++at_;
    spaced_ = true;
  }

  void Number() {
    size_t end = at_;
    while (DigitAt(end)) ++end;
    // "1,000": a comma before exactly three digits. "0,1,2" is a list.
    while (CharAt(end) == ',' && DigitAt(end + 1) && DigitAt(end + 2) && DigitAt(end + 3) &&
           !DigitAt(end + 4)) {
      end += 4;
    }
    if (CharAt(end) == '.' && DigitAt(end + 1)) {
      ++end;
      while (DigitAt(end)) ++end;
    }
    std::string digits(text_.substr(at_, end - at_));
    digits.erase(std::remove(digits.begin(), digits.end(), ','), digits.end());
    double value = 0;
    if (!absl::SimpleAtod(digits, &value)) value = 0;
    Add(Word::Kind::kNumber, std::move(digits), end - at_);
    words_.back().number = value;
  }

  void Letters() {
    size_t end = at_;
    std::string folded;
    while (end < text_.size()) {
      if (LetterAt(end) || DigitAt(end)) {
        folded.push_back(absl::ascii_tolower(static_cast<unsigned char>(text_[end++])));
        continue;
      }
      if (static_cast<unsigned char>(text_[end]) < 0x80) break;
      const size_t size = std::min(CodePointSize(text_[end]), text_.size() - end);
      const absl::string_view character = text_.substr(end, size);
      if (!Meaning(kSpellings, character).empty() || !Meaning(kRomans, character).empty()) break;
      folded.append(character.data(), character.size());
      end += size;
    }
    const bool capital = absl::ascii_isupper(static_cast<unsigned char>(text_[at_]));
    Add(Word::Kind::kWord, std::move(folded), end - at_);
    words_.back().capital = capital;
    SkipPossessive();
  }

  void SkipPossessive() {
    size_t quote = CharAt(at_) == '\'' ? 1 : 0;
    if (text_.substr(at_, 3) == "\u2019") quote = 3;
    if (quote != 0 && CharAt(at_ + quote) == 's' && !LetterAt(at_ + quote + 1)) at_ += quote + 1;
  }

  void Symbol(absl::string_view meant, size_t size) {
    // "<=", "=<", "< =" and their kin are one comparison.
    if (meant == "=" && !words_.empty() &&
        (words_.back().text == "<" || words_.back().text == ">")) {
      words_.back().text += "=";
      at_ += size;
      words_.back().span.end = static_cast<uint32_t>(at_);
      return;
    }
    if (meant == "=" && (CharAt(at_ + 1) == '<' || CharAt(at_ + 1) == '>')) {
      return Add(Word::Kind::kSymbol, std::string(1, CharAt(at_ + 1)) + "=", 2);
    }
    Add(Word::Kind::kSymbol, std::string(meant), size);
  }

  void Add(Word::Kind kind, std::string text, size_t size) {
    if (blank_line_ && !words_.empty()) {
      Word stop;
      stop.text = ";";
      stop.span = {words_.back().span.end, words_.back().span.end};
      words_.push_back(std::move(stop));
    }
    Word word;
    word.kind = kind;
    word.spaced = spaced_;
    word.text = std::move(text);
    word.span = {static_cast<uint32_t>(at_), static_cast<uint32_t>(at_ + size)};
    words_.push_back(std::move(word));
    at_ += size;
    spaced_ = false;
    blank_line_ = false;
  }

  const absl::string_view text_;
  std::vector<Word>& words_;
  size_t at_ = 0;
  bool spaced_ = true;
  bool blank_line_ = false;
};

// Words whose full stop does not end a sentence.
constexpr absl::string_view kAbbreviations[] = {"dr", "e",   "eg", "g",  "i",     "ie",
                                                "mr", "mrs", "no", "vs", "approx"};

}  // namespace

const Word Words::kNothing;

Words::Words(absl::string_view text) {
  constexpr size_t kBytesPerWord = 5;
  words_.reserve(text.size() / kBytesPerWord);
  Splitter(text, words_).Run();
}

bool Words::IsAnyOf(size_t i, std::initializer_list<absl::string_view> texts) const {
  return std::find(texts.begin(), texts.end(), at(i).text) != texts.end();
}

size_t Words::Match(size_t i, absl::string_view phrase) const {
  const size_t begin = i;
  while (true) {
    const size_t space = phrase.find(' ');
    if (i >= words_.size() || words_[i].text != phrase.substr(0, space)) return 0;
    ++i;
    if (space == absl::string_view::npos) return i - begin;
    phrase.remove_prefix(space + 1);
    if (Is(i, "-") && phrase.front() != '-') ++i;
  }
}

size_t Words::MatchAnyOf(size_t i, std::initializer_list<absl::string_view> phrases) const {
  size_t longest = 0;
  const std::string& text = at(i).text;
  if (text.empty()) return 0;
  for (const absl::string_view phrase : phrases) {
    // Most do not even begin alike.
    if (phrase[0] == text[0]) longest = std::max(longest, Match(i, phrase));
  }
  return longest;
}

bool Words::StartsSentence(size_t i) const {
  if (i == 0 || i >= words_.size()) return i == 0;
  const Word& before = words_[i - 1];
  if (before.text == ";") return true;
  if (!words_[i].spaced || !(words_[i].capital || words_[i].kind == Word::Kind::kNumber)) {
    return false;
  }
  if (before.text == "?" || before.text == "!") return true;
  if (before.text != ".") return false;
  return i < 2 || std::find(std::begin(kAbbreviations), std::end(kAbbreviations),
                            absl::string_view(words_[i - 2].text)) == std::end(kAbbreviations);
}

TextSpan Words::SpanOf(size_t begin, size_t end) const {
  if (begin >= end || begin >= words_.size()) return {};
  return {words_[begin].span.begin, at(end - 1).span.end};
}

}  // namespace trialdex
