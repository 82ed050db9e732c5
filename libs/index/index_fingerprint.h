// The fingerprint of the indexes that this program reads and writes.
#ifndef TRIALDEX_LIBS_INDEX_INDEX_FINGERPRINT_H_
#define TRIALDEX_LIBS_INDEX_INDEX_FINGERPRINT_H_

#include <string>

namespace trialdex {

// 16 lower-case hex digits over layout, schema and analysis; see
// libs/schema/fingerprint.h.
std::string IndexFingerprint();

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_INDEX_FINGERPRINT_H_
