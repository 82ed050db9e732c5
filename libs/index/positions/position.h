// Where a word stands in a document, and how: searchable field, place in it, site, flags.
#ifndef TRIALDEX_LIBS_INDEX_POSITIONS_POSITION_H_
#define TRIALDEX_LIBS_INDEX_POSITIONS_POSITION_H_

#include <cstdint>

#include "libs/text/written_case.h"

namespace trialdex {

// A position holds the ordinal of the field above so many bits of place, and below
// these the flags. 7 + 19 + 4 bits, not 31: Lucene++ doubles positions in its buffers
// and halves them as signed numbers, so 2^30 and more come back negative.
inline constexpr int kFlagBits = 4;
inline constexpr int kPlaceBits = 19;
inline constexpr uint32_t kMaxPlace = (1u << kPlaceBits) - 1;
inline constexpr uint32_t kMaxFieldOrdinal = 126;

// Flags: the two lowest bits are the WrittenCase of a written word; kOther for its other forms.
inline constexpr uint32_t kCaseMask = 3;
// The word begins, or ends, the value that it stands in. Parts of words do neither.
inline constexpr uint32_t kBeginsValue = 4;
inline constexpr uint32_t kEndsValue = 8;
inline constexpr uint32_t kFlagMask = (1u << kFlagBits) - 1;

// Places between two values of a repeated field: more than any phrase may be apart.
inline constexpr uint32_t kValueGap = 32;
// A site's value i stands in the places [i << kSiteBits, (i + 1) << kSiteBits).
inline constexpr int kSiteBits = 6;

// Positions are compared without flags; the next place is kNextPlace further.
inline constexpr uint32_t kNextPlace = 1u << kFlagBits;

constexpr uint32_t MakePosition(uint32_t field_ordinal, uint32_t place, uint32_t flags = 0) {
  return (field_ordinal << kPlaceBits | place) << kFlagBits | flags;
}
constexpr uint32_t WithoutFlags(uint32_t position) { return position & ~kFlagMask; }
constexpr uint32_t FieldOfPosition(uint32_t position) {
  return position >> (kPlaceBits + kFlagBits);
}
constexpr uint32_t PlaceOfPosition(uint32_t position) { return position >> kFlagBits & kMaxPlace; }
// Of a field of sites: index into `contacts_locations.locations`.
constexpr uint32_t SiteOfPosition(uint32_t position) {
  return PlaceOfPosition(position) >> kSiteBits;
}
constexpr WrittenCase CaseOfPosition(uint32_t position) {
  return static_cast<WrittenCase>(position & kCaseMask);
}

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_POSITIONS_POSITION_H_
