// Any text splits into items that are not blank, without a broken code point.
#include <cstdint>
#include <cstdlib>

#include "absl/strings/string_view.h"
#include "libs/base/utf8.h"
#include "libs/trial/criteria/eligibility_criteria.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view text(reinterpret_cast<const char*>(data), size);
  if (!trialdex::IsValidUtf8(text)) return 0;
  if (!trialdex::IsValidUtf8(trialdex::UnescapeMarkdown(text))) std::abort();
  for (const trialdex::v1::Criterion& item : trialdex::SplitCriteria(text)) {
    if (item.text().empty() || item.depth() < 0) std::abort();
    if (!trialdex::IsValidUtf8(item.text()) || !trialdex::IsValidUtf8(item.group())) std::abort();
  }
  return 0;
}
