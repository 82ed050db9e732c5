#include "libs/sources/unknown_fields.h"

#include <xxhash.h>

#include "libs/base/utf8.h"

namespace trialdex {
namespace {

constexpr size_t kMaxSampleBytes = 256;

}  // namespace

void UnknownFields::Add(absl::string_view path, absl::string_view value) {
  const auto [it, is_new] =
      index_of_path_.try_emplace(std::string(path), trial_.unknown_fields_size());
  if (is_new) {
    v1::UnknownField& field = *trial_.add_unknown_fields();
    field.set_path(it->first);
    field.set_sample(std::string(TruncateUtf8(value, kMaxSampleBytes)));
  }
  v1::UnknownField& field = *trial_.mutable_unknown_fields(it->second);
  field.set_count(field.count() + 1);
  field.set_values_hash(XXH3_64bits_withSeed(value.data(), value.size(), field.values_hash()));
}

}  // namespace trialdex
