#include "libs/base/compression.h"

#include <zstd.h>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"

namespace trialdex {
namespace {

// The fastest level that is still about as small as any on texts of 10 kB.
constexpr int kLevel = 1;
// Nothing of ours is larger: records are at most 256 MiB and Trials not much more.
constexpr unsigned long long kMaxContent = 1ULL << 30;
constexpr size_t kMaxKept = size_t{1} << 20;

struct FreeContext {
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

// The size of all frames together; above kMaxContent if they are no frames.
unsigned long long ContentSize(absl::string_view frames) {
  unsigned long long size = 0;
  do {
    const unsigned long long part = ZSTD_getFrameContentSize(frames.data(), frames.size());
    const size_t frame = ZSTD_findFrameCompressedSize(frames.data(), frames.size());
    if (part > kMaxContent || ZSTD_isError(frame)) return kMaxContent + 1;
    size += part;
    frames.remove_prefix(frame);
  } while (!frames.empty() && size <= kMaxContent);
  return size;
}

absl::Status DecompressTo(std::string& bytes, absl::string_view frames) {
  const unsigned long long size = ContentSize(frames);
  if (size > kMaxContent) return absl::DataLossError("a stored value is not a zstd frame");
  // One for each thread: making one costs more than decompressing a small trial.
  thread_local const std::unique_ptr<ZSTD_DCtx, FreeContext> context(ZSTD_createDCtx());
  bytes.resize(size);
  const size_t written =
      ZSTD_decompressDCtx(context.get(), bytes.data(), bytes.size(), frames.data(), frames.size());
  if (ZSTD_isError(written) || written != size) {
    return absl::DataLossError(
        absl::StrCat("a stored value cannot be decompressed: ",
                     ZSTD_isError(written) ? ZSTD_getErrorName(written) : "it is cut off"));
  }
  return absl::OkStatus();
}

}  // namespace

Compressor::Compressor() : context_(ZSTD_createCCtx()) {
  ZSTD_CCtx_setParameter(context_, ZSTD_c_compressionLevel, kLevel);
  ZSTD_CCtx_setParameter(context_, ZSTD_c_checksumFlag, 1);
}

Compressor::~Compressor() { ZSTD_freeCCtx(context_); }

std::string Compressor::Compress(absl::string_view bytes) {
  std::string frame(ZSTD_compressBound(bytes.size()), '\0');
  frame.resize(ZSTD_compress2(context_, frame.data(), frame.size(), bytes.data(), bytes.size()));
  frame.shrink_to_fit();
  return frame;
}

absl::StatusOr<std::string> Decompress(absl::string_view frames) {
  std::string bytes;
  RETURN_IF_ERROR(DecompressTo(bytes, frames));
  return bytes;
}

absl::Status DecompressMessage(absl::string_view frames, google::protobuf::MessageLite& message) {
  // Kept between calls, unless it was an exception.
  thread_local std::string bytes;
  RETURN_IF_ERROR(DecompressTo(bytes, frames));
  const absl::Cleanup trim = [] {
    if (bytes.capacity() > kMaxKept) std::string().swap(bytes);
  };
  if (!message.ParseFromString(bytes)) {
    return absl::DataLossError(absl::StrCat("a stored ", message.GetTypeName(), " is damaged"));
  }
  return absl::OkStatus();
}

}  // namespace trialdex
