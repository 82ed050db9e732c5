// Enum values by the registry's own words: "RECRUITING" for
// OVERALL_STATUS_RECRUITING.
#ifndef TRIALDEX_LIBS_TRIAL_ENUM_NAMES_H_
#define TRIALDEX_LIBS_TRIAL_ENUM_NAMES_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/generated_enum_reflection.h"

namespace trialdex {

namespace enum_names_internal {

// The words of one enum. Immutable, hence thread-safe. Views the names of
// `descriptor`, which must outlive it.
class EnumTable {
 public:
  explicit EnumTable(const google::protobuf::EnumDescriptor* descriptor);

  // The number of the value that `word` names, or nullopt. Never allocates.
  std::optional<int> Find(absl::string_view word) const;
  // The word of value `number`; empty for `_UNSPECIFIED` and unknown numbers.
  absl::string_view Word(int number) const;

 private:
  absl::flat_hash_map<absl::string_view, int> by_word_;
  absl::flat_hash_map<std::string, int> by_letters_;
  std::vector<absl::string_view> words_;  // By number.
};

template <typename Enum>
const EnumTable& TableOf() {
  static const EnumTable* const table = new EnumTable(google::protobuf::GetEnumDescriptor<Enum>());
  return *table;
}

}  // namespace enum_names_internal

// The value whose name, without the enum's prefix, is `word`, or nullopt;
// `UNSPECIFIED` is never found. Case and whatever is neither letter nor digit
// are forgiven, so "Active, not recruiting", "Phase 1" and "N/A" are found.
// Thread-safe; allocates nothing after the first call for an enum.
template <typename Enum>
std::optional<Enum> ParseEnum(absl::string_view word) {
  const auto number = enum_names_internal::TableOf<Enum>().Find(word);
  if (!number.has_value()) return std::nullopt;
  return static_cast<Enum>(*number);
}

// The registry's word for `value` ("NOT_YET_RECRUITING"); empty for `_UNSPECIFIED`.
template <typename Enum>
absl::string_view EnumWord(Enum value) {
  return enum_names_internal::TableOf<Enum>().Word(static_cast<int>(value));
}

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_TRIAL_ENUM_NAMES_H_
