#include "libs/eligibility/readers/number_range.h"

#include "libs/eligibility/words/number_words.h"

namespace trialdex {
namespace {

enum class End { kLow, kHigh };

// What the words of a comparison say besides.
enum Says : uint8_t {
  kNothingMore = 0,
  kStrictly = 1,  // RangeEnd.strict
  kVaguely = 2,   // RangeEnd.vague
  kOfAge = 4,     // the number is an age
};

struct Comparison {
  absl::string_view words;
  End end;
  int says = kNothingMore;
};

// Longer ones first where one begins another.
constexpr Comparison kComparisons[] = {
    {"greater than or equal to", End::kLow},
    {"greater or equal to", End::kLow},
    {"greater or equal than", End::kLow},
    {"more than or equal to", End::kLow},
    {"equal to or greater than", End::kLow},
    {"equal or greater than", End::kLow},
    {"older than or equal to", End::kLow, kOfAge},
    {"no less than", End::kLow},
    {"not less than", End::kLow},
    {"less than or equal to", End::kHigh},
    {"less or equal to", End::kHigh},
    {"equal to or less than", End::kHigh},
    {"lower than or equal to", End::kHigh},
    {"no more than", End::kHigh},
    {"not more than", End::kHigh},
    {"no greater than", End::kHigh},
    {"not greater than", End::kHigh},
    {"not older than", End::kHigh, kOfAge},
    {"no older than", End::kHigh, kOfAge},
    {"greater than", End::kLow, kStrictly},
    {"more than", End::kLow, kStrictly},
    {"higher than", End::kLow, kStrictly},
    {"older than", End::kLow, kStrictly | kOfAge},
    {"less than", End::kHigh, kStrictly},
    {"lower than", End::kHigh, kStrictly},
    {"fewer than", End::kHigh, kStrictly},
    {"younger than", End::kHigh, kStrictly | kOfAge},
    {"a minimum of", End::kLow},
    {"minimum of", End::kLow},
    {"at least", End::kLow},
    {"minimum", End::kLow},
    {"a maximum of", End::kHigh},
    {"maximum of", End::kHigh},
    {"at most", End::kHigh},
    {"maximum", End::kHigh},
    {"up to", End::kHigh, kVaguely},
    {"> or =", End::kLow},
    {"> / =", End::kLow},
    {"= or >", End::kLow},
    {"< or =", End::kHigh},
    {"< / =", End::kHigh},
    {"= or <", End::kHigh},
    {"> or equal to", End::kLow},
    {"< or equal to", End::kHigh},
    {">=", End::kLow},
    {"<=", End::kHigh},
    {">", End::kLow, kStrictly},
    {"<", End::kHigh, kStrictly},
    {"over", End::kLow, kStrictly},
    {"above", End::kLow, kStrictly},
    {"under", End::kHigh, kStrictly},
    {"below", End::kHigh, kStrictly},
};

struct Suffix {
  absl::string_view word;
  End end;
  bool of_age;
};

// After "or" or "and".
constexpr Suffix kSuffixes[] = {
    {"older", End::kLow, true},   {"over", End::kLow, false},    {"above", End::kLow, false},
    {"more", End::kLow, false},   {"greater", End::kLow, false}, {"higher", End::kLow, false},
    {"up", End::kLow, false},     {"upwards", End::kLow, false}, {"younger", End::kHigh, true},
    {"under", End::kHigh, false}, {"below", End::kHigh, false},  {"less", End::kHigh, false},
    {"lower", End::kHigh, false}, {"lesser", End::kHigh, false},
};

const Comparison* ReadComparison(const Words& words, size_t& i) {
  if (words.at(i).text.empty()) return nullptr;
  for (const Comparison& row : kComparisons) {
    if (row.words[0] != words.at(i).text[0]) continue;
    if (const size_t count = words.Match(i, row.words); count != 0) {
      i += count;
      return &row;
    }
  }
  return nullptr;
}

class Reader {
 public:
  Reader(const Words& words, size_t i) : words_(words) {
    range_.begin = i;
    range_.end = i;
  }

  std::optional<NumberRange> Read() {
    if (!ReadCompared() && !ReadPlain()) return std::nullopt;
    ShareUnit();
    if (range_.low && range_.high &&
        range_.low->value * UnitOf(*range_.low) > range_.high->value * UnitOf(*range_.high)) {
      return std::nullopt;
    }
    return range_;
  }

 private:
  static double UnitOf(const RangeEnd& end) { return end.unit_days > 0 ? end.unit_days : 1; }

  // A number and its unit; moves `i` after them.
  std::optional<RangeEnd> ReadEnd(size_t& i) {
    const auto number = ReadNumber(words_, i);
    if (!number.has_value()) return std::nullopt;
    RangeEnd end;
    end.value = number->value;
    i = number->end;
    if (words_.Is(i, "%")) ++i;
    const size_t unit_at = words_.Is(i, "-") ? i + 1 : i;
    end.unit_days = DaysInUnit(words_.at(unit_at).text);
    if (end.unit_days > 0) {
      i = unit_at + 1;
    } else if (words_.IsAnyOf(i, {"yo", "y"})) {
      end.unit_days = DaysInUnit("years");
      range_.of_age = true;
      ++i;
    }
    SkipOldWords(i);
    return end;
  }

  void SkipOldWords(size_t& i) {
    const size_t count =
        words_.MatchAnyOf(i, {"of age", "old", "- old", "in age", "( inclusive )", "inclusive"});
    if (count != 0 && !words_.Is(i, "inclusive") && !words_.Is(i, "(")) range_.of_age = true;
    i += count;
  }

  // "over the age of 18".
  void SkipAgeLabel(size_t& i) {
    const size_t count = words_.MatchAnyOf(i, {"the age of", "the ages of", "age of", "ages of",
                                               "an age of", "ages", "age", "the ages"});
    i += count;
    range_.of_age |= count > 0;
  }

  void Set(End end, const RangeEnd& value) {
    (end == End::kLow ? range_.low : range_.high) = value;
  }

  bool ReadCompared() {
    size_t i = range_.begin;
    if (words_.Is(i, "between")) ++i;
    const Comparison* const first = ReadComparison(words_, i);
    if (first == nullptr) return false;
    SkipAgeLabel(i);
    auto value = ReadEnd(i);
    if (!value.has_value()) return false;
    // "<= 0-2" is nothing.
    if (first->end == End::kHigh && words_.Is(i, "-") && words_.IsNumber(i + 1)) return false;
    Accept(*first, *value, i);
    // "> 18 and < 65", "at least 18 but less than 65", ">= 18 to <= 65", ">= 18, <= 65".
    size_t next = i;
    if (words_.IsAnyOf(next, {"and", "but", "to", "-", ","})) ++next;
    if (const Comparison* const second = ReadComparison(words_, next);
        second != nullptr && second->end != first->end) {
      SkipAgeLabel(next);
      value = ReadEnd(next);
      if (value.has_value()) Accept(*second, *value, next);
    } else if (words_.IsAnyOf(i, {"and", "to", "-"}) && first->end == End::kLow) {
      // ">= 18 to 65".
      next = i + 1;
      value = ReadEnd(next);
      if (value.has_value()) Accept({"", End::kHigh}, *value, next);
    }
    return true;
  }

  void Accept(const Comparison& comparison, RangeEnd value, size_t end) {
    value.strict = (comparison.says & kStrictly) != 0;
    value.vague = (comparison.says & kVaguely) != 0;
    Set(comparison.end, value);
    range_.of_age |= (comparison.says & kOfAge) != 0;
    range_.end = end;
  }

  bool ReadPlain() {
    size_t i = range_.begin;
    const bool between = words_.IsAnyOf(i, {"between", "from"});
    if (between) {
      ++i;
      SkipAgeLabel(i);
    }
    auto low = ReadEnd(i);
    if (!low.has_value()) return false;
    range_.low = low;
    range_.high = low;
    range_.end = i;
    if (ReadSuffix(i)) return true;
    size_t next = i;
    if (words_.IsAnyOf(next, {"-", "~", "to", "through", "until"}) ||
        (between && words_.Is(next, "and"))) {
      const bool vague = words_.Is(next, "until");
      ++next;
      // "18 to <= 65", "18 - < 65".
      if (const Comparison* const second = ReadComparison(words_, next);
          second != nullptr && second->end == End::kHigh) {
        auto high = ReadEnd(next);
        if (high.has_value()) Accept(*second, *high, next);
        return high.has_value();
      }
      auto high = ReadEnd(next);
      if (!high.has_value()) return !between;
      high->vague = vague;
      range_.high = high;
      range_.end = next;
      return true;
    }
    if (between) return false;
    return ReadList();
  }

  // "or older", "and above", "+".
  bool ReadSuffix(size_t i) {
    if (words_.Is(i, "+") && !words_.at(i).spaced) {
      range_.high.reset();
      range_.end = i + 1;
      SkipOldWords(range_.end);
      return true;
    }
    if (!words_.IsAnyOf(i, {"or", "and", "/"})) return false;
    const size_t at = words_.Match(i, "and / or") != 0 ? i + 3 : i + 1;
    for (const Suffix& suffix : kSuffixes) {
      if (!words_.Is(at, suffix.word)) continue;
      // "5 and under the age of 90", "1 or more than 3": a comparison of its own.
      if (words_.IsNumber(at + 1) || words_.IsAnyOf(at + 1, {"the", "than", "age"})) return false;
      (suffix.end == End::kLow ? range_.high : range_.low).reset();
      range_.of_age |= suffix.of_age;
      range_.end = at + 1;
      SkipOldWords(range_.end);
      return true;
    }
    return false;
  }

  // "0, 1, or 2", "0/1": whole numbers, each one more than the one before.
  bool ReadList() {
    size_t i = range_.end;
    while (words_.IsAnyOf(i, {",", "or", "/", "and"})) {
      size_t at = i + 1;
      if (words_.Is(i, ",") && words_.IsAnyOf(at, {"or", "and"})) ++at;
      auto next = ReadEnd(at);
      if (!next.has_value()) break;
      if (next->value != range_.high->value + 1) return false;
      range_.high = next;
      range_.end = at;
      i = at;
    }
    return true;
  }

  // "18 to 65 years": the first number is of years, too.
  void ShareUnit() {
    if (!range_.low || !range_.high) return;
    if (range_.low->unit_days == 0) range_.low->unit_days = range_.high->unit_days;
    if (range_.high->unit_days == 0) range_.high->unit_days = range_.low->unit_days;
  }

  const Words& words_;
  NumberRange range_;
};

}  // namespace

std::optional<NumberRange> ReadNumberRange(const Words& words, size_t i) {
  return Reader(words, i).Read();
}

}  // namespace trialdex
