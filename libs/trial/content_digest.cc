#include "libs/trial/content_digest.h"

#include <xxhash.h>

#include <algorithm>

#include "absl/strings/str_format.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "google/protobuf/wire_format_lite.h"

namespace trialdex {
namespace {

using ::google::protobuf::internal::WireFormatLite;

std::string SerializeDeterministically(const v1::Trial& trial) {
  std::string bytes;
  bytes.reserve(trial.ByteSizeLong());
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream output(&stream);
    output.SetSerializationDeterministic(true);
    trial.SerializeToCodedStream(&output);
  }
  return bytes;
}

}  // namespace

std::string CanonicalBytes(const v1::Trial& trial) {
  std::string bytes = SerializeDeterministically(trial);
  if (trial.provenance_size() == 0) return bytes;
  // Fields are written in order of number, so the provenance is one stretch.
  google::protobuf::io::CodedInputStream input(reinterpret_cast<const uint8_t*>(bytes.data()),
                                               static_cast<int>(bytes.size()));
  size_t begin = bytes.size();
  size_t end = bytes.size();
  while (true) {
    const auto field_begin = static_cast<size_t>(input.CurrentPosition());
    const uint32_t tag = input.ReadTag();
    if (tag == 0 || !WireFormatLite::SkipField(&input, tag)) break;
    if (WireFormatLite::GetTagFieldNumber(tag) == v1::Trial::kProvenanceFieldNumber) {
      begin = std::min(begin, field_begin);
      end = static_cast<size_t>(input.CurrentPosition());
    }
  }
  return bytes.erase(begin, end - begin);
}

std::string Digest128(absl::string_view bytes) {
  const XXH128_hash_t hash = XXH3_128bits(bytes.data(), bytes.size());
  return absl::StrFormat("%016x%016x", hash.high64, hash.low64);
}

}  // namespace trialdex
