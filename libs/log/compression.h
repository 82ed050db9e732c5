// Compression of what the log stores. Done by whoever prepares a record, on
// many threads, so that the log itself writes small values only.
#ifndef TRIALDEX_LIBS_LOG_COMPRESSION_H_
#define TRIALDEX_LIBS_LOG_COMPRESSION_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "google/protobuf/message_lite.h"

struct ZSTD_CCtx_s;

namespace trialdex {

// Makes zstd frames. Keeps its tables between calls: have one per thread. Not thread-safe.
class Compressor {
 public:
  Compressor();
  ~Compressor();
  Compressor(const Compressor&) = delete;
  Compressor& operator=(const Compressor&) = delete;

  std::string Compress(absl::string_view bytes);

 private:
  ZSTD_CCtx_s* const context_;
};

// What was compressed. DATA_LOSS if `frame` is not a whole zstd frame.
absl::StatusOr<std::string> Decompress(absl::string_view frame);

// Fills `message` from a frame of its serialised form. DATA_LOSS as above.
absl::Status DecompressMessage(absl::string_view frame, google::protobuf::MessageLite& message);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_LOG_COMPRESSION_H_
