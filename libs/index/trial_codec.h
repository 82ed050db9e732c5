// The stored form of a whole Trial: serialised and compressed with zstd.
#ifndef TRIALDEX_LIBS_INDEX_TRIAL_CODEC_H_
#define TRIALDEX_LIBS_INDEX_TRIAL_CODEC_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "trialdex/v1/trial.pb.h"

namespace trialdex {

// Compresses trials, reusing zstd's tables and its own buffers. Not thread-safe;
// keep one per thread.
class TrialEncoder {
 public:
  TrialEncoder();
  ~TrialEncoder();
  TrialEncoder(const TrialEncoder&) = delete;
  TrialEncoder& operator=(const TrialEncoder&) = delete;

  // The stored form, valid until the next call. INVALID_ARGUMENT if the trial is
  // above protobuf's limit of 2 GiB.
  absl::StatusOr<absl::string_view> Encode(const v1::Trial& trial);

 private:
  struct Context;

  const std::unique_ptr<Context> context_;
  std::string serialized_;
  std::string compressed_;
};

// Reads a stored form. DATA_LOSS if it is none. Thread-safe.
absl::StatusOr<v1::Trial> DecodeTrial(absl::string_view bytes);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_TRIAL_CODEC_H_
