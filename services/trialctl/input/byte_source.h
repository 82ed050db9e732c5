// Bytes of an input file or stream, decompressed on the way.
#ifndef TRIALDEX_SERVICES_TRIALCTL_INPUT_BYTE_SOURCE_H_
#define TRIALDEX_SERVICES_TRIALCTL_INPUT_BYTE_SOURCE_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/types/span.h"

namespace trialdex {

// A sequence of bytes, read once from front to back. Not thread-safe.
class ByteSource {
 public:
  virtual ~ByteSource() = default;
  // Fills up to `buffer.size()` bytes; 0 at the end. DATA_LOSS if compressed
  // input is damaged or cut off.
  virtual absl::StatusOr<size_t> Read(absl::Span<char> buffer) = 0;
  // Bytes of the underlying file consumed so far (compressed ones, if it is).
  virtual int64_t consumed_bytes() const = 0;
};

// Opens `path`, or standard input for "-". zstd and gzip are told by their
// first bytes, whatever the name says.
//
// NOT_FOUND, PERMISSION_DENIED or FAILED_PRECONDITION (a directory) as the
// system says.
absl::StatusOr<std::unique_ptr<ByteSource>> OpenByteSource(const std::string& path);

}  // namespace trialdex

#endif  // TRIALDEX_SERVICES_TRIALCTL_INPUT_BYTE_SOURCE_H_
