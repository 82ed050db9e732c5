// Certificates and keys in files: who a program is, and whom it trusts.
#ifndef TRIALDEX_LIBS_RPC_TLS_FILES_H_
#define TRIALDEX_LIBS_RPC_TLS_FILES_H_

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace trialdex {

// Paths of PEM files; empty ones are not used.
struct TlsPaths {
  // Own certificate, followed by those between it and an authority.
  std::string certificate;
  // Private key of the first certificate, without a password.
  std::string key;
  // Certificates of the authorities that peers have to be certified by.
  std::string authorities;

  bool empty() const { return certificate.empty() && key.empty() && authorities.empty(); }
};

// What stands in them.
struct TlsContents {
  std::string certificate;
  std::string key;
  std::string authorities;

  bool operator==(const TlsContents& other) const = default;
};

// Reads the files. Says nothing of whether they can be used.
//
// Codes of ReadFile, with the path.
absl::StatusOr<TlsContents> ReadTlsFiles(const TlsPaths& paths);

// Whether a handshake at `now` can succeed with `contents`, which were read from `paths`.
//
// FAILED_PRECONDITION, reason TLS_FILE, naming the file and the rule: a file without the
// certificates or the key it is there for, a key that is not that of the certificate, a
// certificate that is not valid yet or any more.
absl::Status CheckTlsContents(const TlsContents& contents, const TlsPaths& paths, absl::Time now);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_RPC_TLS_FILES_H_
