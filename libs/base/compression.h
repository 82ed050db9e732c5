// Compression of what is stored: zstd frames.
#ifndef TRIALDEX_LIBS_BASE_COMPRESSION_H_
#define TRIALDEX_LIBS_BASE_COMPRESSION_H_

#include <memory>
#include <string>

#include "absl/status/status.h"
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
  // The same for somebody who has `prefix` at hand, see DecompressAfter: what `bytes` says
  // again of it costs nearly nothing. Quicker than without, too.
  std::string CompressAfter(absl::string_view prefix, absl::string_view bytes);

 private:
  ZSTD_CCtx_s* const context_;
  // For frames whose size is not known yet; small.
  std::string scratch_;
  std::string joined_;
};

// A zstd frame that holds `bytes` as they are: for a few of them, which would hardly become
// fewer. Compressing takes 5 us however few they are.
std::string StoredFrame(absl::string_view bytes);

// What was compressed. Several frames, one behind the other, hold the bytes of each in turn:
// so a serialised message can be added to without being opened. DATA_LOSS unless `frames` is
// one or more whole zstd frames. Thread-safe.
absl::StatusOr<std::string> Decompress(absl::string_view frames);

// What the first of `frames` holds. DATA_LOSS as above.
absl::StatusOr<std::string> DecompressFirst(absl::string_view frames);

// What CompressAfter was given. `prefix` must be what it was then; DATA_LOSS if it is not,
// and as above.
absl::StatusOr<std::string> DecompressAfter(absl::string_view prefix, absl::string_view frame);

// Replaces `message` by what was serialised and compressed. DATA_LOSS as above. Thread-safe.
absl::Status DecompressMessage(absl::string_view frames, google::protobuf::MessageLite& message);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_BASE_COMPRESSION_H_
