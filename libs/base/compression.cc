#include "libs/base/compression.h"

#include <xxhash.h>
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
// Head of a stored frame: its size in four bytes, all of it in one window, a checksum (RFC 8878).
constexpr char kStoredHead = '\xA4';
constexpr size_t kMaxStoredBlock = size_t{128} << 10;

void AppendLittleEndian(uint64_t value, int bytes, std::string& to) {
  for (int i = 0; i < bytes; ++i) to.push_back(static_cast<char>(value >> 8 * i & 0xFF));
}

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

absl::Status DecompressTo(std::string& bytes, absl::string_view frames,
                          absl::string_view prefix = {}) {
  const unsigned long long size = ContentSize(frames);
  if (size > kMaxContent) return absl::DataLossError("a stored value is not a zstd frame");
  // One for each thread: making one costs more than decompressing a small trial.
  thread_local const std::unique_ptr<ZSTD_DCtx, FreeContext> context(ZSTD_createDCtx());
  bytes.resize(size);
  // Also takes back what a failed call may have left.
  ZSTD_DCtx_reset(context.get(), ZSTD_reset_session_only);
  ZSTD_DCtx_refPrefix(context.get(), prefix.data(), prefix.size());
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

std::string Compressor::CompressAfter(absl::string_view prefix, absl::string_view bytes) {
  // Right behind its prefix zstd needs a tenth less time.
  joined_.assign(prefix.data(), prefix.size());
  joined_.append(bytes.data(), bytes.size());
  // For one frame only.
  ZSTD_CCtx_refPrefix(context_, joined_.data(), prefix.size());
  std::string frame = Compress(absl::string_view(joined_).substr(prefix.size()));
  if (joined_.capacity() > kMaxKept) std::string().swap(joined_);
  return frame;
}

std::string Compressor::Compress(absl::string_view bytes) {
  const size_t bound = ZSTD_compressBound(bytes.size());
  if (bound > kMaxKept) {
    std::string frame(bound, '\0');
    frame.resize(ZSTD_compress2(context_, frame.data(), bound, bytes.data(), bytes.size()));
    frame.shrink_to_fit();
    return frame;
  }
  if (scratch_.size() < bound) scratch_.resize(bound);
  return scratch_.substr(
      0, ZSTD_compress2(context_, scratch_.data(), bound, bytes.data(), bytes.size()));
}

std::string StoredFrame(absl::string_view bytes) {
  std::string frame;
  frame.reserve(bytes.size() + 16);
  AppendLittleEndian(ZSTD_MAGICNUMBER, 4, frame);
  frame.push_back(kStoredHead);
  AppendLittleEndian(bytes.size(), 4, frame);
  absl::string_view rest = bytes;
  do {
    const absl::string_view block = rest.substr(0, kMaxStoredBlock);
    rest.remove_prefix(block.size());
    // The last block says so; its kind, 0, is bytes as they are.
    AppendLittleEndian(block.size() << 3 | (rest.empty() ? 1 : 0), 3, frame);
    frame.append(block.data(), block.size());
  } while (!rest.empty());
  AppendLittleEndian(XXH64(bytes.data(), bytes.size(), 0), 4, frame);
  return frame;
}

absl::StatusOr<std::string> Decompress(absl::string_view frames) {
  std::string bytes;
  RETURN_IF_ERROR(DecompressTo(bytes, frames));
  return bytes;
}

absl::StatusOr<std::string> DecompressFirst(absl::string_view frames) {
  const size_t size = ZSTD_findFrameCompressedSize(frames.data(), frames.size());
  return Decompress(ZSTD_isError(size) ? absl::string_view() : frames.substr(0, size));
}

absl::StatusOr<std::string> DecompressAfter(absl::string_view prefix, absl::string_view frame) {
  std::string bytes;
  RETURN_IF_ERROR(DecompressTo(bytes, frame, prefix));
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
