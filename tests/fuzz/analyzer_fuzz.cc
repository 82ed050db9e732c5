// Whatever the bytes: tokens stay within the text, their positions go up one by
// one, and what is well-formed UTF-8 gives tokens that are.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "libs/base/utf8.h"
#include "libs/text/analyzer.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static trialdex::Analyzer& analyzer = *new trialdex::Analyzer;
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  const bool well_formed = trialdex::IsValidUtf8(text);
  uint32_t next_position = 0;
  for (const trialdex::Token& token : analyzer.Analyze(text)) {
    if (token.text.empty() || token.text.size() > trialdex::kMaxTokenBytes) std::abort();
    if (token.begin >= token.end || token.end > size) std::abort();
    if (well_formed && !trialdex::IsValidUtf8(token.text)) std::abort();
    if (token.kind == trialdex::TokenKind::kWritten) ++next_position;
    if (token.position + 1 != next_position) std::abort();
  }
  return 0;
}
