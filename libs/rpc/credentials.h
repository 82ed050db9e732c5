// The one place where servers and channels get their credentials: TLS or none.
#ifndef TRIALDEX_LIBS_RPC_CREDENTIALS_H_
#define TRIALDEX_LIBS_RPC_CREDENTIALS_H_

#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/security/server_credentials.h"
#include "libs/base/clock.h"
#include "libs/rpc/tls_files.h"

namespace trialdex {

struct ServerTlsOptions {
  // Without a certificate the server speaks plain text; then all must be empty. With
  // authorities a client without a certificate of one of them is turned away.
  TlsPaths paths;
  // Told when files that have changed are used from then on (OK), or cannot be, in which case
  // those from before are used on. Called once for each change, from threads of gRPC. May be
  // empty.
  std::function<void(const absl::Status&)> changed;
};

// Credentials of a server. The files are read now and again before each handshake: whoever
// connects after they were replaced sees the new ones, and connections that are there go on.
// They need not be replaced at the same instant.
//
// INVALID_ARGUMENT if a certificate comes without its key or the other way round, or
// authorities without both; errors of ReadTlsFiles and CheckTlsContents. `clock` must outlive
// the server.
absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> MakeServerCredentials(
    const ServerTlsOptions& options, const Clock& clock = RealClock());

// Credentials of channels. With authorities a server has to show a certificate of one of them
// for the name or address it is called by. Without any file: plain text. The files are read now.
//
// INVALID_ARGUMENT as above, and if there are no authorities but a certificate; errors of
// ReadTlsFiles and CheckTlsContents.
absl::StatusOr<std::shared_ptr<grpc::ChannelCredentials>> MakeChannelCredentials(
    const TlsPaths& paths, const Clock& clock = RealClock());

// True if "host:port" can be reached from this machine only.
bool IsLoopback(absl::string_view address);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_RPC_CREDENTIALS_H_
