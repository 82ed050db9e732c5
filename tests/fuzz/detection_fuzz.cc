// Whatever the text: detection answers with a format that has a parser, or
// rejects; and that parser answers too.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "libs/base/utf8.h"
#include "libs/sources/all_parsers.h"
#include "libs/sources/detection.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const trialdex::ParserSet parsers;
  const absl::string_view content(reinterpret_cast<const char*>(data), size);
  if (!trialdex::IsValidUtf8(content)) return 0;
  const auto format = trialdex::DetectFormat(content);
  if (!format.ok()) return 0;
  const trialdex::RecordParser* parser = parsers.Find(*format);
  if (parser == nullptr) std::abort();
  (void)parser->Parse(content);
  return 0;
}
