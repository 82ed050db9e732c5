#include "libs/index/document/trial_codec.h"

#include "libs/base/status_macros.h"

namespace trialdex {

std::string TrialEncoder::Encode(const v1::Trial& trial) {
  trial.SerializeToString(&serialized_);
  return compressor_.Compress(serialized_);
}

absl::StatusOr<v1::Trial> DecodeTrial(absl::string_view bytes) {
  v1::Trial trial;
  RETURN_IF_ERROR(DecompressMessage(bytes, trial));
  return trial;
}

}  // namespace trialdex
