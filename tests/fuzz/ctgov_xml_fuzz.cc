// Whatever the text: the parser of classic XML answers, and what it accepts has
// a canonical id and survives a round trip through the wire format.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "libs/base/utf8.h"
#include "libs/sources/ctgov_xml/ctgov_xml_parser.h"
#include "libs/trial/trial_id.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const auto parser = trialdex::MakeCtgovXmlParser();
  const absl::string_view content(reinterpret_cast<const char*>(data), size);
  if (!trialdex::IsValidUtf8(content)) return 0;
  const auto trial = parser->Parse(content);
  if (!trial.ok()) return 0;
  if (!trialdex::IsCanonicalTrialId(trial->id())) std::abort();
  const std::string bytes = trial->SerializeAsString();
  trialdex::v1::Trial copy;
  if (!copy.ParseFromString(bytes) || copy.SerializeAsString() != bytes) std::abort();
  return 0;
}
