// The field of the exclusion criteria, which the searches treat by itself.
#ifndef TRIALDEX_LIBS_SCHEMA_EXCLUSION_FIELD_H_
#define TRIALDEX_LIBS_SCHEMA_EXCLUSION_FIELD_H_

#include <cstdint>

#include "libs/schema/text_fields.h"

namespace trialdex {

// Its ordinal. A trial that has a word nowhere else is for people whom the word does not fit: hits
// say so, and so the index keeps which documents those are.
inline constexpr auto kExclusionOrdinal = static_cast<uint32_t>(TextField::kEligibilityExclusion);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SCHEMA_EXCLUSION_FIELD_H_
