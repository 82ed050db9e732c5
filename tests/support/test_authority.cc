#include "tests/support/test_authority.h"

#include <atomic>
#include <cstdlib>

#include "openssl/evp.h"
#include "openssl/pem.h"
#include "openssl/x509v3.h"

namespace trialdex {
namespace {

// Nothing of this fails but for a mistake in the test.
void Require(bool success) {
  if (!success) std::abort();
}

template <typename Write>
std::string ToPem(const Write& write) {
  BIO* bio = BIO_new(BIO_s_mem());
  Require(write(bio) == 1);
  char* data = nullptr;
  const long size = BIO_get_mem_data(bio, &data);
  std::string pem(data, static_cast<size_t>(size));
  BIO_free(bio);
  return pem;
}

std::string CertificatePem(X509* certificate) {
  return ToPem([certificate](BIO* bio) { return PEM_write_bio_X509(bio, certificate); });
}

void AddExtension(X509* certificate, X509* issuer, int id, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, id, value);
  Require(extension != nullptr && X509_add_ext(certificate, extension, -1) == 1);
  X509_EXTENSION_free(extension);
}

// Unsigned; the caller owns it.
X509* NewCertificate(EVP_PKEY* key, const std::string& name, const Validity& validity) {
  static std::atomic<int> serial = 1;
  X509* certificate = X509_new();
  X509_set_version(certificate, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate), serial++);
  ASN1_TIME_set(X509_getm_notBefore(certificate), absl::ToTimeT(validity.begin));
  ASN1_TIME_set(X509_getm_notAfter(certificate), absl::ToTimeT(validity.end));
  X509_set_pubkey(certificate, key);
  X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_ASC,
                             reinterpret_cast<const unsigned char*>(name.c_str()), -1, -1, 0);
  return certificate;
}

}  // namespace

TestAuthority::TestAuthority() : key_(EVP_EC_gen("P-256")) {
  // Two authorities of one name would be taken for each other.
  static std::atomic<int> number = 1;
  own_ = NewCertificate(key_, "authority " + std::to_string(number++), {});
  X509_set_issuer_name(own_, X509_get_subject_name(own_));
  AddExtension(own_, own_, NID_basic_constraints, "critical,CA:TRUE");
  AddExtension(own_, own_, NID_subject_key_identifier, "hash");
  Require(X509_sign(own_, key_, EVP_sha256()) > 0);
  certificate_ = CertificatePem(own_);
}

TestAuthority::~TestAuthority() {
  X509_free(own_);
  EVP_PKEY_free(key_);
}

TestIdentity TestAuthority::Issue(const Validity& validity) {
  EVP_PKEY* key = EVP_EC_gen("P-256");
  X509* certificate = NewCertificate(key, "trialdex", validity);
  X509_set_issuer_name(certificate, X509_get_subject_name(own_));
  AddExtension(certificate, own_, NID_subject_alt_name, "DNS:localhost,IP:127.0.0.1");
  Require(X509_sign(certificate, key_, EVP_sha256()) > 0);
  TestIdentity identity = {.certificate = CertificatePem(certificate),
                           .key = ToPem([key](BIO* bio) {
                             return PEM_write_bio_PrivateKey(bio, key, nullptr, nullptr, 0, nullptr,
                                                             nullptr);
                           })};
  X509_free(certificate);
  EVP_PKEY_free(key);
  return identity;
}

}  // namespace trialdex
