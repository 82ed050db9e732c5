#include "libs/text/word_rules.h"

#include <array>
#include <string>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "libs/text/char_class.h"

namespace trialdex {
namespace {

using WordSet = absl::flat_hash_set<absl::string_view>;

size_t CountLeading(absl::string_view word, uint8_t bits) {
  size_t count = 0;
  while (count < word.size() && (BitsOf(word[count]) & bits) != 0) ++count;
  return count;
}

// Prefixes and small words that are no name before a number.
bool IsPrefix(absl::string_view word) {
  static const WordSet& words =
      *new WordSet{"anti",  "non",   "pre",   "post",  "mid", "under", "over", "up",    "to",
                   "of",    "at",    "in",    "by",    "vs",  "and",   "or",   "from",  "than",
                   "least", "about", "every", "after", "sub", "co",    "re",   "multi", "semi"};
  return words.contains(word);
}

}  // namespace

bool IsSymbol(absl::string_view letters, absl::string_view number) {
  constexpr size_t kMaxLetters = 5;
  constexpr size_t kMaxDigits = 4;
  if (letters.empty() || letters.size() > kMaxLetters) return false;
  if (CountLeading(letters, kAlpha) != letters.size()) return false;
  const size_t before = CountLeading(number, kAlpha);
  if (before > 1) return false;
  number.remove_prefix(before);
  const size_t digits = CountLeading(number, kDigit);
  if (digits == 0 || digits > kMaxDigits) return false;
  number.remove_prefix(digits);
  if (number.size() > 1 || CountLeading(number, kAlpha) != number.size()) return false;
  return !IsCountingWord(letters) && !IsPrefix(letters);
}

bool IsCountingWord(absl::string_view word) {
  static const WordSet& words = *new WordSet{
      "stage", "phase", "grade",  "type",   "class",  "day",   "days",   "week",  "weeks",
      "month", "year",  "years",  "hour",   "hours",  "visit", "arm",    "arms",  "group",
      "part",  "level", "line",   "dose",   "age",    "aged",  "step",   "cycle", "score",
      "item",  "items", "stages", "phases", "grades", "types", "cohort", "months"};
  return words.contains(word);
}

bool word_rules_internal::AnnouncesNumeral(absl::string_view word) {
  switch (word[0]) {
    case 's':
      return word == "stage" || word == "stages";
    case 'p':
      return word == "phase" || word == "phases";
    case 'g':
      return word == "grade" || word == "grades";
    case 't':
      return word == "type" || word == "types";
    default:
      return word == "class" || word == "classes";
  }
}

bool LinksNumerals(absl::string_view word) { return word == "or" || word == "and" || word == "to"; }

absl::string_view OtherNumeral(absl::string_view word) {
  using Table = absl::flat_hash_map<std::string, std::string>;
  static const Table& other = *[] {
    constexpr std::array<absl::string_view, 11> kRoman = {"",   "i",   "ii",   "iii", "iv", "v",
                                                          "vi", "vii", "viii", "ix",  "x"};
    constexpr std::array<absl::string_view, 5> kSuffixes = {"", "a", "b", "c", "d"};
    auto* table = new Table;
    for (size_t i = 1; i < kRoman.size(); ++i) {
      for (const absl::string_view suffix : kSuffixes) {
        const std::string roman = absl::StrCat(kRoman[i], suffix);
        const std::string arabic = absl::StrCat(i, suffix);
        table->emplace(roman, arabic);
        table->emplace(arabic, roman);
      }
    }
    return table;
  }();
  const auto it = other.find(word);
  return it == other.end() ? absl::string_view() : absl::string_view(it->second);
}

bool IsUnit(absl::string_view word) {
  static const WordSet& words = *new WordSet{
      "mg",  "g",   "kg",   "mcg",   "ug",    "ng",  "pg",   "ml",    "dl",    "l",    "cl",
      "ul",  "mm",  "cm",   "m",     "km",    "nm",  "um",   "iu",    "mmol",  "umol", "nmol",
      "mol", "meq", "gy",   "cgy",   "mgy",   "mci", "mbq",  "gbq",   "hz",    "khz",  "mhz",
      "h",   "hr",  "hrs",  "min",   "mins",  "sec", "ms",   "mmhg",  "kcal",  "kda",  "mv",
      "ma",  "kv",  "bpm",  "rpm",   "days",  "day", "wk",   "wks",   "weeks", "week", "months",
      "yr",  "yrs", "year", "years", "hours", "pt",  "fold", "units", "x"};
  return words.contains(word);
}

size_t SplitPoint(absl::string_view word) {
  const size_t letters = CountLeading(word, kAlpha);
  if (letters > 0) {
    const bool number_follows = letters + CountLeading(word.substr(letters), kDigit) == word.size();
    return letters < word.size() && number_follows && IsCountingWord(word.substr(0, letters))
               ? letters
               : 0;
  }
  size_t number = 0;
  while (number < word.size() && (BitsOf(word[number]) & kAlpha) == 0) ++number;
  return number < word.size() && IsUnit(word.substr(number)) ? number : 0;
}

}  // namespace trialdex
