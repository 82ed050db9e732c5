// The certificates that a server shows, in step with their files.
#ifndef TRIALDEX_LIBS_RPC_LIVE_CERTIFICATES_H_
#define TRIALDEX_LIBS_RPC_LIVE_CERTIFICATES_H_

#include <functional>
#include <memory>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "grpc/grpc_security.h"
#include "libs/base/clock.h"
#include "libs/rpc/tls_files.h"

namespace trialdex {

// Answers gRPC's question before each handshake: are there other certificates? Files that
// cannot be used, for example because only one of two has been replaced yet, leave things as
// they are. Three small files of the page cache are read in a fiftieth of a handshake's time,
// which is why nothing watches them. Thread-safe.
class LiveCertificates {
 public:
  // With the files as they are now; they must be usable. `changed` as in ServerTlsOptions.
  // `clock` must outlive it. Errors of ReadTlsFiles and CheckTlsContents.
  static absl::StatusOr<std::unique_ptr<LiveCertificates>> Read(
      const TlsPaths& paths, std::function<void(const absl::Status&)> changed, const Clock& clock);

  bool has_authorities() const { return !paths_.authorities.empty(); }

  // A grpc_ssl_server_certificate_config_callback; `self` is a LiveCertificates.
  static grpc_ssl_certificate_config_reload_status Fetch(
      void* self, grpc_ssl_server_certificate_config** config);

 private:
  LiveCertificates(const TlsPaths& paths, std::function<void(const absl::Status&)> changed,
                   const Clock& clock)
      : paths_(paths), changed_(std::move(changed)), clock_(clock) {}

  // Reads the files, into `contents`, and checks them.
  absl::Status Look(TlsContents& contents) const;
  // What gRPC is to use from now on; null if that is what it uses.
  grpc_ssl_server_certificate_config* NextConfig();

  const TlsPaths paths_;
  const std::function<void(const absl::Status&)> changed_;
  const Clock& clock_;
  absl::Mutex mutex_;
  // What gRPC has; empty before the first handshake.
  TlsContents used_ ABSL_GUARDED_BY(mutex_);
  // Of the last look at the files.
  absl::Status last_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_RPC_LIVE_CERTIFICATES_H_
