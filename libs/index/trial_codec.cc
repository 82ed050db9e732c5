#include "libs/index/trial_codec.h"

#include <limits>

#include "absl/strings/str_cat.h"
#include "zstd.h"

namespace trialdex {
namespace {

// Higher levels take three times as long for a few percent.
constexpr int kLevel = 3;

constexpr size_t kMaxTrialBytes = std::numeric_limits<int32_t>::max();

struct FreeContext {
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

}  // namespace

struct TrialEncoder::Context {
  Context() : zstd(ZSTD_createCCtx()) {}
  ~Context() { ZSTD_freeCCtx(zstd); }

  ZSTD_CCtx* const zstd;
};

TrialEncoder::TrialEncoder() : context_(std::make_unique<Context>()) {}
TrialEncoder::~TrialEncoder() = default;

absl::StatusOr<absl::string_view> TrialEncoder::Encode(const v1::Trial& trial) {
  if (!trial.SerializeToString(&serialized_)) {
    return absl::InvalidArgumentError("the trial cannot be serialised: it is above 2 GiB");
  }
  compressed_.resize(ZSTD_compressBound(serialized_.size()));
  const size_t size = ZSTD_compressCCtx(context_->zstd, compressed_.data(), compressed_.size(),
                                        serialized_.data(), serialized_.size(), kLevel);
  if (ZSTD_isError(size)) {
    return absl::InternalError(absl::StrCat("cannot compress a trial: ", ZSTD_getErrorName(size)));
  }
  return absl::string_view(compressed_.data(), size);
}

absl::StatusOr<v1::Trial> DecodeTrial(absl::string_view bytes) {
  const unsigned long long size = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
  if (size > kMaxTrialBytes) return absl::DataLossError("a stored trial is damaged");
  // One for each thread: making one costs more than decompressing a small trial.
  thread_local const std::unique_ptr<ZSTD_DCtx, FreeContext> context(ZSTD_createDCtx());
  std::string serialized(size, '\0');
  const size_t read = ZSTD_decompressDCtx(context.get(), serialized.data(), serialized.size(),
                                          bytes.data(), bytes.size());
  v1::Trial trial;
  if (ZSTD_isError(read) || read != size || !trial.ParseFromString(serialized)) {
    return absl::DataLossError("a stored trial is damaged");
  }
  return trial;
}

}  // namespace trialdex
