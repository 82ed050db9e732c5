// Where a word stands in a document: searchable field, place in it, site.
#ifndef TRIALDEX_LIBS_INDEX_POSITION_H_
#define TRIALDEX_LIBS_INDEX_POSITION_H_

#include <cstdint>

namespace trialdex {

// A position holds the ordinal of the field above so many bits of place. 7 + 23
// bits, not 31: Lucene++ doubles positions in its buffers and halves them as
// signed numbers, so 2^30 and more come back negative.
inline constexpr int kPlaceBits = 23;
inline constexpr uint32_t kMaxPlace = (1u << kPlaceBits) - 1;
inline constexpr uint32_t kMaxFieldOrdinal = 126;

// Places between two values of a repeated field.
inline constexpr uint32_t kValueGap = 100;
// A site's value i stands in the places [i << kSiteBits, (i + 1) << kSiteBits).
inline constexpr int kSiteBits = 6;

constexpr uint32_t MakePosition(uint32_t field_ordinal, uint32_t place) {
  return field_ordinal << kPlaceBits | place;
}
constexpr uint32_t FieldOfPosition(uint32_t position) { return position >> kPlaceBits; }
constexpr uint32_t PlaceOfPosition(uint32_t position) { return position & kMaxPlace; }
// Of a field of sites: index into `contacts_locations.locations`.
constexpr uint32_t SiteOfPosition(uint32_t position) {
  return PlaceOfPosition(position) >> kSiteBits;
}

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_POSITION_H_
