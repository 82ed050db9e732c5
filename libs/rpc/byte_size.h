// Amounts of memory and disk as people write them in flags.
#ifndef TRIALDEX_LIBS_RPC_BYTE_SIZE_H_
#define TRIALDEX_LIBS_RPC_BYTE_SIZE_H_

#include <compare>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace trialdex {

// The type of a flag that takes "768MiB", "1.5GB" or "1048576". Units are kB, MB, GB and TB
// (of 1000), KiB, MiB, GiB and TiB (of 1024), in any case; without one it is bytes.
struct ByteSize {
  uint64_t bytes = 0;

  double InMiB() const { return static_cast<double>(bytes) / (1 << 20); }

  auto operator<=>(const ByteSize&) const = default;
};

constexpr ByteSize MiB(uint64_t count) { return {.bytes = count << 20}; }

// What abseil's flags call to read and to print one. Parsing fails, with the rule in `error`,
// for what is not such a text, is negative or is above 8 EiB.
bool AbslParseFlag(absl::string_view text, ByteSize* size, std::string* error);
std::string AbslUnparseFlag(ByteSize size);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_RPC_BYTE_SIZE_H_
