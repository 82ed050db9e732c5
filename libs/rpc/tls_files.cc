#include "libs/rpc/tls_files.h"

#include <memory>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/errors.h"
#include "libs/base/file.h"
#include "libs/base/status_macros.h"
#include "openssl/err.h"
#include "openssl/pem.h"
#include "openssl/x509.h"

namespace trialdex {
namespace {

// Frees what OpenSSL allocates.
struct OpenSslDeleter {
  void operator()(BIO* bio) const { BIO_free(bio); }
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
template <typename T>
using OpenSslPtr = std::unique_ptr<T, OpenSslDeleter>;

absl::Status WrongFile(const std::string& path, absl::string_view rule) {
  return ReasonedError(absl::StatusCode::kFailedPrecondition, "TLS_FILE",
                       absl::StrCat(path, " ", rule));
}

OpenSslPtr<BIO> Open(const std::string& pem) {
  return OpenSslPtr<BIO>(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
}

// An empty passphrase: without it OpenSSL asks the terminal for one.
int NoPassphrase(char*, int, int, void*) { return 0; }

std::vector<OpenSslPtr<X509>> ParseCertificates(const std::string& pem) {
  const OpenSslPtr<BIO> bio = Open(pem);
  std::vector<OpenSslPtr<X509>> certificates;
  while (X509* certificate = PEM_read_bio_X509(bio.get(), nullptr, &NoPassphrase, nullptr)) {
    certificates.emplace_back(certificate);
  }
  // The end of the text is an error to it.
  ERR_clear_error();
  return certificates;
}

OpenSslPtr<EVP_PKEY> ParseKey(const std::string& pem) {
  const OpenSslPtr<BIO> bio = Open(pem);
  OpenSslPtr<EVP_PKEY> key(PEM_read_bio_PrivateKey(bio.get(), nullptr, &NoPassphrase, nullptr));
  ERR_clear_error();
  return key;
}

std::string ToText(const ASN1_TIME* time) {
  tm parts = {};
  if (ASN1_TIME_to_tm(time, &parts) != 1) return "an unknown time";
  return absl::FormatTime(absl::RFC3339_sec, absl::FromTM(parts, absl::UTCTimeZone()),
                          absl::UTCTimeZone());
}

absl::Status CheckValidity(const std::string& path, X509* certificate, absl::Time now) {
  time_t at = absl::ToTimeT(now);
  const ASN1_TIME* begin = X509_get0_notBefore(certificate);
  const ASN1_TIME* end = X509_get0_notAfter(certificate);
  if (X509_cmp_time(begin, &at) > 0) {
    return WrongFile(path,
                     absl::StrCat("has a certificate that is not valid before ", ToText(begin)));
  }
  if (X509_cmp_time(end, &at) < 0) {
    return WrongFile(path, absl::StrCat("has a certificate that is not valid after ", ToText(end)));
  }
  return absl::OkStatus();
}

absl::Status CheckIdentity(const TlsContents& contents, const TlsPaths& paths, absl::Time now) {
  const auto chain = ParseCertificates(contents.certificate);
  if (chain.empty()) return WrongFile(paths.certificate, "has no certificate in PEM");
  for (const auto& certificate : chain) {
    RETURN_IF_ERROR(CheckValidity(paths.certificate, certificate.get(), now));
  }
  const OpenSslPtr<EVP_PKEY> key = ParseKey(contents.key);
  if (key == nullptr) {
    return WrongFile(paths.key, "has no private key in PEM that needs no password");
  }
  const bool matches = X509_check_private_key(chain.front().get(), key.get()) == 1;
  ERR_clear_error();
  if (matches) return absl::OkStatus();
  return WrongFile(paths.key,
                   absl::StrCat("is not the key of the first certificate in ", paths.certificate));
}

absl::Status ReadInto(const std::string& path, std::string& content) {
  if (path.empty()) return absl::OkStatus();
  ASSIGN_OR_RETURN(content, ReadFile(path));
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<TlsContents> ReadTlsFiles(const TlsPaths& paths) {
  TlsContents contents;
  RETURN_IF_ERROR(ReadInto(paths.certificate, contents.certificate));
  RETURN_IF_ERROR(ReadInto(paths.key, contents.key));
  RETURN_IF_ERROR(ReadInto(paths.authorities, contents.authorities));
  return contents;
}

absl::Status CheckTlsContents(const TlsContents& contents, const TlsPaths& paths, absl::Time now) {
  if (!paths.certificate.empty()) RETURN_IF_ERROR(CheckIdentity(contents, paths, now));
  if (paths.authorities.empty()) return absl::OkStatus();
  if (ParseCertificates(contents.authorities).empty()) {
    return WrongFile(paths.authorities, "has no certificate in PEM");
  }
  // Of several authorities some may have expired: they certify nobody any more.
  return absl::OkStatus();
}

}  // namespace trialdex
