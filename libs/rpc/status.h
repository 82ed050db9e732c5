// The one crossing between absl::Status (inside) and grpc::Status (outside).
#ifndef TRIALDEX_LIBS_RPC_STATUS_H_
#define TRIALDEX_LIBS_RPC_STATUS_H_

#include "absl/status/status.h"
#include "grpcpp/support/status.h"

namespace trialdex {

// Converts for the wire. Codes map one to one; the whole error, details
// included, travels as google.rpc.Status in the trailer that every gRPC client
// reads. Messages are cut to 1024 bytes and details that would not fit into
// HTTP/2 trailers (4 kB) are left out.
//
// Text of INTERNAL, UNKNOWN and DATA_LOSS is still there: RpcServer logs it and
// then hides it, see HideInternalText.
grpc::Status ToGrpcStatus(const absl::Status& status);

// Converts what a stub returned, details included.
absl::Status FromGrpcStatus(const grpc::Status& status);

// True for INTERNAL, UNKNOWN and DATA_LOSS: bugs or broken disks.
bool IsInternal(grpc::StatusCode code);

// Of internal errors callers get a fixed sentence and no details. Other statuses come back as
// they are.
grpc::Status HideInternalText(const grpc::Status& status);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_RPC_STATUS_H_
