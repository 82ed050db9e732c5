#include "libs/log/compression.h"

#include <zstd.h>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"

namespace trialdex {
namespace {

// The fastest level that is still about as small as any on texts of 10 kB.
constexpr int kLevel = 1;
// No frame of ours is larger: records are at most 32 MiB and Trials not much more.
constexpr unsigned long long kMaxFrameContent = 1ULL << 30;

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

absl::StatusOr<std::string> Decompress(absl::string_view frame) {
  const unsigned long long size = ZSTD_getFrameContentSize(frame.data(), frame.size());
  // Above the limit are also the two error values.
  if (size > kMaxFrameContent) return absl::DataLossError("a stored value is not a zstd frame");
  std::string bytes(size, '\0');
  const size_t written = ZSTD_decompress(bytes.data(), bytes.size(), frame.data(), frame.size());
  if (ZSTD_isError(written) || written != size) {
    return absl::DataLossError(
        absl::StrCat("a stored value cannot be decompressed: ",
                     ZSTD_isError(written) ? ZSTD_getErrorName(written) : "it is cut off"));
  }
  return bytes;
}

absl::Status DecompressMessage(absl::string_view frame, google::protobuf::MessageLite& message) {
  ASSIGN_OR_RETURN(const std::string bytes, Decompress(frame));
  if (!message.ParseFromString(bytes)) {
    return absl::DataLossError(absl::StrCat("a stored ", message.GetTypeName(), " is damaged"));
  }
  return absl::OkStatus();
}

}  // namespace trialdex
