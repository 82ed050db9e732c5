// Messages that are put together from bytes as they are stored.
#ifndef TRIALDEX_LIBS_SEARCH_WIRE_SERIALIZED_H_
#define TRIALDEX_LIBS_SEARCH_WIRE_SERIALIZED_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/io/coded_stream.h"
#include "google/protobuf/wire_format_lite.h"

namespace trialdex {

// A `Message` in wire form, for a caller that only sends it on. Parts of it may have been
// stored that way: nobody has parsed them to serialise them again.
template <typename Message>
struct Serialized {
  std::string bytes;
};

// For a caller that looks into the message. DATA_LOSS if a part of it is damaged.
template <typename Message>
absl::StatusOr<Message> Parsed(const absl::StatusOr<Serialized<Message>>& serialized) {
  if (!serialized.ok()) return serialized.status();
  Message message;
  if (!message.ParseFromString(serialized->bytes)) {
    return absl::DataLossError("a stored part of the answer is damaged");
  }
  return message;
}

// Appends to a message in wire form what begins field `number`, a string or a message of `size`
// bytes; these have to follow.
inline void AppendFieldHeader(int number, size_t size, std::string& bytes) {
  using google::protobuf::internal::WireFormatLite;
  uint8_t header[20];
  uint8_t* end = google::protobuf::io::CodedOutputStream::WriteTagToArray(
      WireFormatLite::MakeTag(number, WireFormatLite::WIRETYPE_LENGTH_DELIMITED), header);
  end = google::protobuf::io::CodedOutputStream::WriteVarint64ToArray(size, end);
  bytes.append(reinterpret_cast<const char*>(header), static_cast<size_t>(end - header));
}

// Appends field `number`, a string or a message in wire form.
inline void AppendField(int number, absl::string_view value, std::string& bytes) {
  AppendFieldHeader(number, value.size(), bytes);
  bytes.append(value.data(), value.size());
}

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_WIRE_SERIALIZED_H_
