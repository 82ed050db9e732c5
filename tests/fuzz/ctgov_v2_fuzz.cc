// Whatever the bytes: the parser of API v2 studies answers, and what it accepts
// has a canonical id and survives a round trip through the wire format.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "libs/sources/ctgov_v2/ctgov_v2_parser.h"
#include "libs/trial/trial_id.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const auto parser = trialdex::MakeCtgovV2Parser();
  const auto trial = parser->Parse({reinterpret_cast<const char*>(data), size});
  if (!trial.ok()) return 0;
  if (!trialdex::IsCanonicalTrialId(trial->id())) std::abort();
  const std::string bytes = trial->SerializeAsString();
  trialdex::v1::Trial copy;
  if (!copy.ParseFromString(bytes)) std::abort();
  if (copy.SerializeAsString() != bytes) std::abort();
  return 0;
}
