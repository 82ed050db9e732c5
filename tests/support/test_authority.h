// Certificates for tests of TLS, made anew each time.
#ifndef TRIALDEX_TESTS_SUPPORT_TEST_AUTHORITY_H_
#define TRIALDEX_TESTS_SUPPORT_TEST_AUTHORITY_H_

#include <memory>
#include <string>

#include "absl/time/time.h"
#include "openssl/x509.h"

namespace trialdex {

// A certificate and its private key, in PEM.
struct TestIdentity {
  std::string certificate;
  std::string key;
};

// When a certificate is valid.
struct Validity {
  absl::Time begin = absl::UnixEpoch();
  absl::Time end = absl::FromUnixSeconds(4'000'000'000);
};

// An authority that certifies whatever is asked for. For one thread.
class TestAuthority {
 public:
  TestAuthority();
  ~TestAuthority();

  // Its own certificate, in PEM.
  const std::string& certificate() const { return certificate_; }

  // An identity that is good for localhost and 127.0.0.1, as a server and as a client.
  TestIdentity Issue(const Validity& validity = {});

 private:
  EVP_PKEY* key_;
  X509* own_;
  std::string certificate_;
};

}  // namespace trialdex

#endif  // TRIALDEX_TESTS_SUPPORT_TEST_AUTHORITY_H_
