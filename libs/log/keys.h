// Keys of the log's tables, see log_store.h.
#ifndef TRIALDEX_LIBS_LOG_KEYS_H_
#define TRIALDEX_LIBS_LOG_KEYS_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "trialdex/v1/trial.pb.h"

namespace trialdex {

inline constexpr absl::string_view kFormatKey = "format";
inline constexpr absl::string_view kCountersKey = "counters";

// Eight bytes, the most significant first, and back. `bytes` has at least eight.
std::string NumberKey(uint64_t number);
uint64_t NumberOf(absl::string_view bytes);

// What all keys of one trial begin with, in tables that hold several of it.
std::string TrialPrefix(absl::string_view trial_id);
// One of them: prefix and number. The number is its last eight bytes.
std::string TrialNumberKey(absl::string_view trial_id, uint64_t number);
uint64_t TrailingNumber(absl::string_view key);

// Key of an unknown field; the path is what follows the first byte.
std::string UnknownFieldKey(v1::SourceFormat format, absl::string_view path);

// The number of a dead letter as its id ("000000000000002a"), and back.
// INVALID_ARGUMENT if the text is not 16 lower-case hex digits.
std::string FormatDeadLetterId(uint64_t id);
absl::StatusOr<uint64_t> ParseDeadLetterId(absl::string_view text);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_LOG_KEYS_H_
