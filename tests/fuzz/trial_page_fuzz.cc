// Any bytes, as a page of text and of HTML, end in a trial or a reason; a trial
// prints as a page of the same trial.
#include <cstdint>
#include <cstdlib>

#include "absl/strings/string_view.h"
#include "libs/base/errors.h"
#include "libs/base/utf8.h"
#include "libs/sources/trial_page/trial_page_parser.h"
#include "libs/trial/page/page_rendering.h"

namespace trialdex {
namespace {

void CheckParse(const RecordParser& parser, absl::string_view content) {
  const absl::StatusOr<v1::Trial> trial = parser.Parse(content);
  if (!trial.ok()) {
    if (ErrorReason(trial.status()).empty()) std::abort();
    return;
  }
  const std::string page = RenderPage(*trial);
  if (!IsValidUtf8(page)) std::abort();
  const auto again = MakeTrialPageTextParser()->Parse(page);
  if (!again.ok() || again->id() != trial->id()) std::abort();
}

}  // namespace
}  // namespace trialdex

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const auto* const text = trialdex::MakeTrialPageTextParser().release();
  static const auto* const html = trialdex::MakeTrialPageHtmlParser().release();
  const absl::string_view content(reinterpret_cast<const char*>(data), size);
  // Malformed UTF-8 is refused before a parser sees it.
  if (!trialdex::IsValidUtf8(content)) return 0;
  trialdex::CheckParse(*text, content);
  trialdex::CheckParse(*html, content);
  return 0;
}
