#include "libs/log/log_store.h"

namespace trialdex {

absl::string_view TableName(Table table) {
  static constexpr absl::string_view kNames[kTableCount] = {
      "meta",    "entries",   "trials",       "changes",      "versions",       "raw",    "parsed",
      "streams", "consumers", "dead_letters", "letter_bytes", "letter_digests", "unknown"};
  return kNames[static_cast<size_t>(table)];
}

}  // namespace trialdex
