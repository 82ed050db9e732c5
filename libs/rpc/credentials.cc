#include "libs/rpc/credentials.h"

#include <utility>

#include "absl/strings/match.h"
#include "grpc/grpc_security.h"
#include "libs/base/status_macros.h"
#include "libs/rpc/live_certificates.h"

namespace trialdex {
namespace {

// gRPC's own credentials for servers read their certificates once, or go on without any when
// they find a key that is not that of the certificate; those of its C core ask for them before
// each handshake, and keep what they have.
class ReloadingCredentials final : public grpc::ServerCredentials {
 public:
  explicit ReloadingCredentials(std::unique_ptr<LiveCertificates> certificates)
      : certificates_(std::move(certificates)),
        credentials_(grpc_ssl_server_credentials_create_with_options(
            grpc_ssl_server_credentials_create_options_using_config_fetcher(
                certificates_->has_authorities()
                    ? GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY
                    : GRPC_SSL_DONT_REQUEST_CLIENT_CERTIFICATE,
                &LiveCertificates::Fetch, certificates_.get()))) {}
  ~ReloadingCredentials() override { grpc_server_credentials_release(credentials_); }

  // Callers are known by their certificates only.
  void SetAuthMetadataProcessor(const std::shared_ptr<grpc::AuthMetadataProcessor>&) override {}

 private:
  int AddPortToServer(const std::string& address, grpc_server* server) override {
    return grpc_server_add_http2_port(server, address.c_str(), credentials_);
  }

  const std::unique_ptr<LiveCertificates> certificates_;
  grpc_server_credentials* const credentials_;
};

absl::Status CheckPairing(const TlsPaths& paths) {
  if (paths.certificate.empty() == paths.key.empty()) return absl::OkStatus();
  return absl::InvalidArgumentError("TLS needs a certificate and its key, or neither");
}

}  // namespace

absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> MakeServerCredentials(
    const ServerTlsOptions& options, const Clock& clock) {
  RETURN_IF_ERROR(CheckPairing(options.paths));
  if (options.paths.empty()) return grpc::InsecureServerCredentials();
  if (options.paths.certificate.empty()) {
    return absl::InvalidArgumentError("TLS with certificates of clients needs one of the server");
  }
  ASSIGN_OR_RETURN(auto certificates,
                   LiveCertificates::Read(options.paths, options.changed, clock));
  return std::make_shared<ReloadingCredentials>(std::move(certificates));
}

absl::StatusOr<std::shared_ptr<grpc::ChannelCredentials>> MakeChannelCredentials(
    const TlsPaths& paths, const Clock& clock) {
  RETURN_IF_ERROR(CheckPairing(paths));
  if (paths.empty()) return grpc::InsecureChannelCredentials();
  if (paths.authorities.empty()) {
    return absl::InvalidArgumentError(
        "TLS with a certificate of one's own needs the authorities that servers are certified by");
  }
  ASSIGN_OR_RETURN(TlsContents contents, ReadTlsFiles(paths));
  RETURN_IF_ERROR(CheckTlsContents(contents, paths, clock.Now()));
  grpc::SslCredentialsOptions options;
  options.pem_root_certs = std::move(contents.authorities);
  options.pem_private_key = std::move(contents.key);
  options.pem_cert_chain = std::move(contents.certificate);
  return grpc::SslCredentials(options);
}

bool IsLoopback(absl::string_view address) {
  return absl::StartsWith(address, "127.") || absl::StartsWith(address, "[::1]:") ||
         absl::StartsWith(address, "localhost:");
}

}  // namespace trialdex
