#include "libs/trial/enum_names.h"

#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/strip.h"
#include "google/protobuf/descriptor.h"

namespace trialdex::enum_names_internal {
namespace {

constexpr absl::string_view kUnspecified = "UNSPECIFIED";

// Room for the longest word of any enum; a longer text names no value.
using Buffer = std::array<char, 96>;

// The letters and digits of `word` in upper case; nullopt if they do not fit.
std::optional<absl::string_view> Letters(absl::string_view word, Buffer& buffer) {
  size_t size = 0;
  for (const char c : word) {
    if (!absl::ascii_isalnum(static_cast<unsigned char>(c))) continue;
    if (size == buffer.size()) return std::nullopt;
    buffer[size++] = absl::ascii_toupper(static_cast<unsigned char>(c));
  }
  return absl::string_view(buffer.data(), size);
}

}  // namespace

EnumTable::EnumTable(const google::protobuf::EnumDescriptor* descriptor) {
  // The enum's prefix is what stands before UNSPECIFIED in its zero value.
  const absl::string_view zero(descriptor->FindValueByNumber(0)->name());
  const absl::string_view prefix = absl::StripSuffix(zero, kUnspecified);
  for (int i = 0; i < descriptor->value_count(); ++i) {
    const google::protobuf::EnumValueDescriptor& value = *descriptor->value(i);
    if (value.number() == 0) continue;
    const absl::string_view word = absl::StripPrefix(value.name(), prefix);
    const size_t number = static_cast<size_t>(value.number());
    if (words_.size() <= number) words_.resize(number + 1);
    words_[number] = word;
    by_word_.emplace(word, value.number());
    Buffer buffer;
    if (const auto letters = Letters(word, buffer)) {
      by_letters_.emplace(std::string(*letters), value.number());
    }
  }
}

std::optional<int> EnumTable::Find(absl::string_view word) const {
  if (const auto exact = by_word_.find(word); exact != by_word_.end()) return exact->second;
  Buffer buffer;
  const auto letters = Letters(word, buffer);
  if (!letters.has_value()) return std::nullopt;
  const auto found = by_letters_.find(*letters);
  if (found == by_letters_.end()) return std::nullopt;
  return found->second;
}

absl::string_view EnumTable::Word(int number) const {
  if (number < 0 || static_cast<size_t>(number) >= words_.size()) return {};
  return words_[static_cast<size_t>(number)];
}

}  // namespace trialdex::enum_names_internal
