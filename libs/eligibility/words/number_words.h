// Numbers as people write them.
#ifndef TRIALDEX_LIBS_ELIGIBILITY_WORDS_NUMBER_WORDS_H_
#define TRIALDEX_LIBS_ELIGIBILITY_WORDS_NUMBER_WORDS_H_

#include <cstddef>
#include <optional>

#include "libs/eligibility/words/words.h"

namespace trialdex {

struct NumberFound {
  double value = 0;
  // The word after it.
  size_t end = 0;
};

// Reads "45", "2.5", "four" or "forty-five" (0 to 99 in words) at `i`.
std::optional<NumberFound> ReadNumber(const Words& words, size_t i);

// Days in one `unit` ("years", "yr", "month", "wks", "d"); 0 if it is no unit of time.
double DaysInUnit(absl::string_view unit);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_ELIGIBILITY_WORDS_NUMBER_WORDS_H_
