#include "libs/eligibility/note/note_demographics.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "libs/eligibility/words/number_words.h"
#include "libs/eligibility/words/word_table.h"

namespace trialdex {
namespace {

constexpr double kOldestYears = 125;

constexpr WordTable kOtherPersons(
    "aunt aunts brother brothers caregiver cousin dad daughter daughters donor father "
    "grandfather grandmother husband mom mother mothers nephew niece parents partner roommate "
    "sibling siblings sister sisters son sons spouse uncle wife");

// What may precede an age that is not the patient's age now.
bool IsOtherTime(const Words& words, size_t number_at) {
  size_t i = number_at;
  // "at the age of 20", "since age 12", "aged 20 when".
  while (i > 0 && words.IsAnyOf(i - 1, {"age", "aged", "ages", "of", "the", "about",
                                        "approximately", "around", "a", "an", "-", "~"})) {
    --i;
  }
  if (i > 0 && words.IsAnyOf(i - 1, {"at", "since", "until", "by", "before", "after", "from", "to",
                                     "for", "past", "last", "within", "his", "her", "their",
                                     "whose", "menarche", "onset"})) {
    // "presents to a 45-year-old" is not said of patients; "born to a 39-year-old" is of mothers.
    return true;
  }
  for (size_t back = 1; back <= 4 && back <= i; ++back) {
    if (words.StartsSentence(i - back + 1)) break;
    if (words.Is(i - back, "when") || IsOtherPerson(words.at(i - back).text)) return true;
  }
  return false;
}

v1::Sex SexOf(const Word& word, bool initials_count) {
  static constexpr absl::string_view kFemale[] = {"woman",   "women", "female",
                                                  "females", "girl",  "lady"};
  static constexpr absl::string_view kMale[] = {"man", "men", "male", "males", "boy", "gentleman"};
  const absl::string_view text = word.text;
  if (std::find(std::begin(kFemale), std::end(kFemale), text) != std::end(kFemale)) {
    return v1::SEX_FEMALE;
  }
  if (std::find(std::begin(kMale), std::end(kMale), text) != std::end(kMale)) return v1::SEX_MALE;
  if (initials_count && word.capital && text == "f") return v1::SEX_FEMALE;
  if (initials_count && word.capital && text == "m") return v1::SEX_MALE;
  return v1::SEX_UNSPECIFIED;
}

// "g1p1", "g2": pregnancies and births, as obstetricians write them.
bool IsGravidity(absl::string_view text) {
  return text.size() >= 2 && text[0] == 'g' && text[1] >= '0' && text[1] <= '9' &&
         (text.size() == 2 || (text.size() >= 4 && text[2] == 'p'));
}

struct AgeMention {
  AgeSpan age;
  size_t begin = 0;
  size_t end = 0;
};

// The words after a unit that make it an age: "old", "of age", "/o", ".o.".
size_t OldWords(const Words& words, size_t i) {
  const size_t dash = words.Is(i, "-") ? 1 : 0;
  if (words.IsAnyOf(i + dash, {"old", "olds"})) return dash + 1;
  if (words.Match(i, "of age") != 0) return 2;
  if (words.IsAnyOf(i, {"/", "."}) && words.IsAnyOf(i + 1, {"o", "old"})) {
    return words.Is(i + 2, ".") && words.Is(i, ".") ? 3 : 2;
  }
  return 0;
}

bool IsAgeLabel(const Words& words, size_t number_at) {
  size_t i = number_at;
  while (i > 0 && words.IsAnyOf(i - 1, {":", "=", "is", "of"})) --i;
  return i > 0 && words.IsAnyOf(i - 1, {"age", "aged"});
}

std::optional<AgeMention> ReadAgeMention(const Words& words, size_t i) {
  const auto number = ReadNumber(words, i);
  if (!number.has_value() || words.Is(i - 1, "-")) return std::nullopt;
  size_t at = number->end;
  if (words.Is(at, "-")) ++at;
  double unit_days = DaysInUnit(words.at(at).text);
  bool is_age = false;
  if (words.IsAnyOf(at, {"yo", "yoa"})) {
    unit_days = DaysInUnit("years");
    ++at;
    is_age = true;
  } else if (unit_days > 0) {
    ++at;
    const size_t old = OldWords(words, at);
    is_age = old > 0 || SexOf(words.at(at), false) != v1::SEX_UNSPECIFIED || IsAgeLabel(words, i);
    at += old;
  } else if (at == number->end) {
    unit_days = DaysInUnit("years");
    // "48 M with": only in a note's first words, where ages stand.
    is_age = IsAgeLabel(words, i) ||
             (i <= 4 && SexOf(words.at(at), true) != v1::SEX_UNSPECIFIED && number->value >= 1);
  }
  if (!is_age) return std::nullopt;
  const double value = number->value;
  const double units_in_year = DaysInUnit("years") / unit_days;
  if (value / units_in_year > kOldestYears) return std::nullopt;
  return AgeMention{{value / units_in_year, (std::floor(value) + 1) / units_in_year}, i, at};
}

// The sex of a noun among the words that belong to an age: "obese Asian woman", "M".
void ReadSexAfter(const Words& words, size_t i, PatientFacts& facts) {
  for (const size_t end = i + 7; i < end; ++i) {
    if (words.IsAnyOf(i, {".", ";", "with", "who", "is", "was", "presents", "presenting", "has"})) {
      return;
    }
    if (IsOtherPerson(words.at(i).text)) return;
    const v1::Sex sex = SexOf(words.at(i), true);
    if (sex == v1::SEX_UNSPECIFIED) continue;
    facts.sex = Stated<v1::Sex>{sex, words.SpanOf(i, i + 1)};
    return;
  }
}

void ReadSexInFirstWords(const Words& words, PatientFacts& facts) {
  constexpr size_t kFirstWords = 12;
  for (size_t i = 0; i < kFirstWords; ++i) {
    if (IsOtherPerson(words.at(i).text)) return;
    v1::Sex sex = SexOf(words.at(i), false);
    if (sex == v1::SEX_UNSPECIFIED && (words.Is(i - 2, "sex") || words.Is(i - 2, "gender"))) {
      sex = SexOf(words.at(i), true);
    }
    if (sex == v1::SEX_UNSPECIFIED) continue;
    facts.sex = Stated<v1::Sex>{sex, words.SpanOf(i, i + 1)};
    return;
  }
}

void ReadSexOfPronouns(const Words& words, PatientFacts& facts) {
  std::optional<size_t> he;
  std::optional<size_t> she;
  std::optional<size_t> mother;
  for (size_t i = 0; i < words.size(); ++i) {
    if (!he && words.IsAnyOf(i, {"he", "his", "him", "himself"})) he = i;
    if (!she && words.IsAnyOf(i, {"she", "her", "hers", "herself"})) she = i;
    if (!mother && IsGravidity(words.at(i).text)) mother = i;
  }
  if (he.has_value() == she.has_value()) {
    if (he.has_value() || !mother.has_value()) return;
    she = mother;
  }
  const size_t at = he.has_value() ? *he : *she;
  facts.sex =
      Stated<v1::Sex>{he.has_value() ? v1::SEX_MALE : v1::SEX_FEMALE, words.SpanOf(at, at + 1)};
}

}  // namespace

bool IsOtherPerson(absl::string_view word) { return kOtherPersons.Holds(word); }

void ReadDemographics(const Words& words, PatientFacts& facts) {
  for (size_t i = 0; i < words.size() && !facts.age.has_value(); ++i) {
    const auto mention = ReadAgeMention(words, i);
    if (!mention.has_value() || IsOtherTime(words, i)) continue;
    if (IsOtherPerson(words.at(mention->end).text)) continue;
    facts.age = Stated<AgeSpan>{mention->age, words.SpanOf(mention->begin, mention->end)};
    ReadSexAfter(words, mention->end, facts);
  }
  if (!facts.sex.has_value()) ReadSexInFirstWords(words, facts);
  if (!facts.sex.has_value()) ReadSexOfPronouns(words, facts);
}

}  // namespace trialdex
