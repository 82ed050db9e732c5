// The stored form of a whole Trial: that of v1::PackedTrial.frames.
#ifndef TRIALDEX_LIBS_INDEX_DOCUMENT_TRIAL_CODEC_H_
#define TRIALDEX_LIBS_INDEX_DOCUMENT_TRIAL_CODEC_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/base/compression.h"
#include "trialdex/v1/trial.pb.h"

namespace trialdex {

// Packs trials, reusing zstd's tables and its own buffer. Not thread-safe; keep
// one per thread.
class TrialEncoder {
 public:
  // The stored form of `trial`, which must be below protobuf's limit of 2 GiB.
  std::string Encode(const v1::Trial& trial);

 private:
  Compressor compressor_;
  std::string serialized_;
};

// Reads a stored form. DATA_LOSS if it is none. Thread-safe.
absl::StatusOr<v1::Trial> DecodeTrial(absl::string_view bytes);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_DOCUMENT_TRIAL_CODEC_H_
