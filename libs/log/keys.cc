#include "libs/log/keys.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "libs/base/errors.h"

namespace trialdex {

std::string NumberKey(uint64_t number) {
  std::string key(8, '\0');
  for (int i = 7; i >= 0; --i, number >>= 8)
    key[static_cast<size_t>(i)] = static_cast<char>(number);
  return key;
}

uint64_t NumberOf(absl::string_view bytes) {
  uint64_t number = 0;
  for (size_t i = 0; i < 8; ++i) number = number << 8 | static_cast<unsigned char>(bytes[i]);
  return number;
}

std::string TrialPrefix(absl::string_view trial_id) {
  std::string prefix(trial_id);
  prefix.push_back('\0');
  return prefix;
}

std::string TrialNumberKey(absl::string_view trial_id, uint64_t number) {
  return absl::StrCat(TrialPrefix(trial_id), NumberKey(number));
}

uint64_t TrailingNumber(absl::string_view key) { return NumberOf(key.substr(key.size() - 8)); }

std::string UnknownFieldKey(v1::SourceFormat format, absl::string_view path) {
  std::string key(1, static_cast<char>(format));
  absl::StrAppend(&key, path);
  return key;
}

std::string FormatDeadLetterId(uint64_t id) { return absl::StrFormat("%016x", id); }

absl::StatusOr<uint64_t> ParseDeadLetterId(absl::string_view text) {
  uint64_t id = 0;
  if (text.size() != 16 || !absl::SimpleHexAtoi(text, &id) || FormatDeadLetterId(id) != text) {
    return FieldError("id", absl::StrCat("'", text, "' is not 16 lower-case hex digits"));
  }
  return id;
}

}  // namespace trialdex
