// Messages as bytes at the edge of gRPC, for handlers of raw methods.
#ifndef TRIALDEX_LIBS_RPC_MESSAGE_BYTES_H_
#define TRIALDEX_LIBS_RPC_MESSAGE_BYTES_H_

#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "grpcpp/impl/codegen/proto_utils.h"
#include "grpcpp/support/byte_buffer.h"
#include "grpcpp/support/slice.h"

namespace trialdex {

// A message in wire form, to be sent as it is. Takes the bytes over without copying them.
inline grpc::ByteBuffer ToByteBuffer(std::string bytes) {
  auto* const owned = new std::string(std::move(bytes));
  const grpc::Slice slice(
      owned->data(), owned->size(), [](void* owner) { delete static_cast<std::string*>(owner); },
      owned);
  return grpc::ByteBuffer(&slice, 1);
}

// Reads a request. INVALID_ARGUMENT if it is no `Message`.
template <typename Message>
absl::StatusOr<Message> FromByteBuffer(const grpc::ByteBuffer& buffer) {
  // Reading takes a buffer apart; a copy shares its bytes.
  grpc::ByteBuffer shared = buffer;
  Message message;
  if (!grpc::SerializationTraits<Message>::Deserialize(&shared, &message).ok()) {
    return absl::InvalidArgumentError("the request cannot be read as a " + message.GetTypeName());
  }
  return message;
}

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_RPC_MESSAGE_BYTES_H_
