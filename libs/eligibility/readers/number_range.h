// Ranges of numbers as criteria give them.
#ifndef TRIALDEX_LIBS_ELIGIBILITY_READERS_NUMBER_RANGE_H_
#define TRIALDEX_LIBS_ELIGIBILITY_READERS_NUMBER_RANGE_H_

#include <cstddef>
#include <optional>

#include "libs/eligibility/words/words.h"

namespace trialdex {

// One end of a range.
struct RangeEnd {
  double value = 0;
  // Days in the unit of time that follows the number; 0 if none does.
  double unit_days = 0;
  // ">" or "<": the value itself is out.
  bool strict = false;
  // "up to", "until": whether the value itself is in is not clear.
  bool vague = false;
};

struct NumberRange {
  std::optional<RangeEnd> low;
  std::optional<RangeEnd> high;
  // True if it is said to be an age: "18 years of age", "65 or older", "younger than".
  bool of_age = false;
  // The words [begin, end) it was read from.
  size_t begin = 0;
  size_t end = 0;
};

// Reads a range at `i`: "0-1", "0, 1 or 2", "≤ 2", "2 or less", "at least 70 %", "between
// 18 and 65 years", "18 years to 65 years of age", "> 18 and < 65", "1" (both ends). A list
// must be of consecutive whole numbers. nullopt for anything else.
std::optional<NumberRange> ReadNumberRange(const Words& words, size_t i);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_ELIGIBILITY_READERS_NUMBER_RANGE_H_
