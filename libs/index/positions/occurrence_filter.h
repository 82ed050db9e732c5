// Which occurrences of a term count.
#ifndef TRIALDEX_LIBS_INDEX_POSITIONS_OCCURRENCE_FILTER_H_
#define TRIALDEX_LIBS_INDEX_POSITIONS_OCCURRENCE_FILTER_H_

#include <cstdint>

#include "libs/index/positions/position.h"
#include "libs/query/query_node.h"

namespace trialdex {

// Flags of a position that must be as they are wanted. All occurrences pass by default.
struct OccurrenceFilter {
  uint32_t mask = 0;
  uint32_t wanted = 0;

  bool Passes(uint32_t position) const { return (position & mask) == wanted; }
};

// The filter for `letter_case` of a word that must begin or end its value.
constexpr OccurrenceFilter MakeOccurrenceFilter(LetterCase letter_case, bool begins, bool ends) {
  OccurrenceFilter filter;
  if (begins) filter.mask = filter.wanted = kBeginsValue;
  if (ends) {
    filter.mask |= kEndsValue;
    filter.wanted |= kEndsValue;
  }
  switch (letter_case) {
    case LetterCase::kAny:
    case LetterCase::kAsTerm:
      return filter;
    case LetterCase::kLower:
      filter.wanted |= static_cast<uint32_t>(WrittenCase::kNormal);
      break;
    case LetterCase::kCapitalized:
      filter.wanted |= static_cast<uint32_t>(WrittenCase::kCapitalized);
      break;
    case LetterCase::kUpper:
      filter.wanted |= static_cast<uint32_t>(WrittenCase::kUpper);
      break;
  }
  filter.mask |= kCaseMask;
  return filter;
}

// True if a node of `coverage` must begin, or end, a value.
constexpr bool BeginsValue(Coverage coverage) {
  return coverage == Coverage::kFullMatch || coverage == Coverage::kStartsWith;
}
constexpr bool EndsValue(Coverage coverage) {
  return coverage == Coverage::kFullMatch || coverage == Coverage::kEndsWith;
}

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_POSITIONS_OCCURRENCE_FILTER_H_
