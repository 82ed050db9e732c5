// What a flag's type lets through and the program cannot use.
#ifndef TRIALDEX_LIBS_RPC_FLAG_CHECKS_H_
#define TRIALDEX_LIBS_RPC_FLAG_CHECKS_H_

#include <string>
#include <type_traits>

#include "absl/flags/flag.h"
#include "absl/flags/reflection.h"
#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"

namespace trialdex {
namespace flag_checks_internal {

// Numbers, and whatever type of flag says how it is written.
template <typename T>
std::string ToText(const T& value) {
  if constexpr (std::is_arithmetic_v<T>) {
    return absl::StrCat(value);
  } else {
    return AbslUnparseFlag(value);
  }
}

// "--name=value is not <expected>".
template <typename T>
absl::Status WrongValue(const absl::Flag<T>& flag, const std::string& expected) {
  const absl::CommandLineFlag& handle = absl::GetFlagReflectionHandle(flag);
  return absl::InvalidArgumentError(
      absl::StrCat("--", handle.Name(), "=", handle.CurrentValue(), " is not ", expected));
}

}  // namespace flag_checks_internal

// INVALID_ARGUMENT, "--name=0 is not above 0", unless the value of `flag` is above `bound`.
template <typename T>
absl::Status CheckFlagAbove(const absl::Flag<T>& flag, const std::type_identity_t<T>& bound) {
  if (absl::GetFlag(flag) > bound) return absl::OkStatus();
  return flag_checks_internal::WrongValue(
      flag, absl::StrCat("above ", flag_checks_internal::ToText(bound)));
}

// INVALID_ARGUMENT, "--name=0 is not 1 to 64", unless the value of `flag` is from `least` to
// `most`, inclusive.
template <typename T>
absl::Status CheckFlagWithin(const absl::Flag<T>& flag, const std::type_identity_t<T>& least,
                             const std::type_identity_t<T>& most) {
  const T value = absl::GetFlag(flag);
  if (value >= least && value <= most) return absl::OkStatus();
  return flag_checks_internal::WrongValue(flag,
                                          absl::StrCat(flag_checks_internal::ToText(least), " to ",
                                                       flag_checks_internal::ToText(most)));
}

// INVALID_ARGUMENT, "--name needs --other", if `flag` has a value and `other` has none.
inline absl::Status CheckFlagNeeds(const absl::Flag<std::string>& flag,
                                   const absl::Flag<std::string>& other) {
  if (absl::GetFlag(flag).empty() || !absl::GetFlag(other).empty()) return absl::OkStatus();
  return absl::InvalidArgumentError(absl::StrCat("--", absl::GetFlagReflectionHandle(flag).Name(),
                                                 " needs --",
                                                 absl::GetFlagReflectionHandle(other).Name()));
}

// The same both ways.
inline absl::Status CheckFlagsPaired(const absl::Flag<std::string>& one,
                                     const absl::Flag<std::string>& other) {
  RETURN_IF_ERROR(CheckFlagNeeds(one, other));
  return CheckFlagNeeds(other, one);
}

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_RPC_FLAG_CHECKS_H_
