// Enum values by the registry's own words: "RECRUITING" for
// OVERALL_STATUS_RECRUITING.
#ifndef TRIALDEX_LIBS_TRIAL_ENUM_NAMES_H_
#define TRIALDEX_LIBS_TRIAL_ENUM_NAMES_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "google/protobuf/generated_enum_reflection.h"

namespace trialdex {

namespace enum_names_internal {
// The number of the value named `word`, or nullopt. Builds its table once per enum.
std::optional<int> Find(const google::protobuf::EnumDescriptor* descriptor, absl::string_view word);
// The word of value `number`; empty for `_UNSPECIFIED` and unknown numbers.
absl::string_view Word(const google::protobuf::EnumDescriptor* descriptor, int number);
}  // namespace enum_names_internal

// The value whose name, without the enum's prefix, is `word`. Exact after this
// much forgiveness: case; spaces, hyphens, slashes, commas and parentheses count
// as "_" (runs as one), so "Active, not recruiting" and "Active Comparator" are
// found. nullopt if there is none; `UNSPECIFIED` is never found. Thread-safe, no allocation for
// words that are written as in the enum.
template <typename Enum>
std::optional<Enum> ParseEnum(absl::string_view word) {
  const auto number =
      enum_names_internal::Find(google::protobuf::GetEnumDescriptor<Enum>(), word);
  if (!number.has_value()) return std::nullopt;
  return static_cast<Enum>(*number);
}

// The registry's word for `value` ("NOT_YET_RECRUITING"); empty for `_UNSPECIFIED`.
template <typename Enum>
absl::string_view EnumWord(Enum value) {
  return enum_names_internal::Word(google::protobuf::GetEnumDescriptor<Enum>(), value);
}

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_TRIAL_ENUM_NAMES_H_
