#include "libs/rpc/live_certificates.h"

#include <string>
#include <utility>

#include "libs/base/status_macros.h"

namespace trialdex {

absl::StatusOr<std::unique_ptr<LiveCertificates>> LiveCertificates::Read(
    const TlsPaths& paths, std::function<void(const absl::Status&)> changed, const Clock& clock) {
  std::unique_ptr<LiveCertificates> live(new LiveCertificates(paths, std::move(changed), clock));
  TlsContents contents;
  RETURN_IF_ERROR(live->Look(contents));
  return live;
}

grpc_ssl_certificate_config_reload_status LiveCertificates::Fetch(
    void* self, grpc_ssl_server_certificate_config** config) {
  *config = static_cast<LiveCertificates*>(self)->NextConfig();
  return *config == nullptr ? GRPC_SSL_CERTIFICATE_CONFIG_RELOAD_UNCHANGED
                            : GRPC_SSL_CERTIFICATE_CONFIG_RELOAD_NEW;
}

absl::Status LiveCertificates::Look(TlsContents& contents) const {
  ASSIGN_OR_RETURN(contents, ReadTlsFiles(paths_));
  return CheckTlsContents(contents, paths_, clock_.Now());
}

grpc_ssl_server_certificate_config* LiveCertificates::NextConfig() {
  absl::MutexLock lock(&mutex_);
  TlsContents found;
  absl::Status status = Look(found);
  const bool is_first = used_ == TlsContents();
  const bool is_news = status.ok() && found != used_;
  if (changed_ && !is_first && (is_news || status != last_)) changed_(status);
  last_ = std::move(status);
  if (!is_news) return nullptr;
  used_ = std::move(found);
  const grpc_ssl_pem_key_cert_pair pair = {used_.key.c_str(), used_.certificate.c_str()};
  // gRPC insists on authorities here, also where it asks no client for a certificate.
  const std::string& authorities = has_authorities() ? used_.authorities : used_.certificate;
  return grpc_ssl_server_certificate_config_create(authorities.c_str(), &pair, 1);
}

}  // namespace trialdex
