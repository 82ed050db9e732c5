#include "libs/base/case_fold.h"

#include "absl/strings/ascii.h"
#include "libs/base/ascii_lower.h"
#include "libs/base/one_line.h"
#include "unicode/bytestream.h"
#include "unicode/normalizer2.h"
#include "unicode/stringpiece.h"

namespace trialdex {
namespace {

std::string NfkcCasefold(absl::string_view text) {
  std::string folded;
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = icu::Normalizer2::getNFKCCasefoldInstance(error);
  if (U_FAILURE(error)) return absl::AsciiStrToLower(text);
  icu::StringByteSink<std::string> sink(&folded);
  normalizer->normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<int32_t>(text.size())),
                            sink, nullptr, error);
  return folded;
}

}  // namespace

std::string CaseFold(absl::string_view text) {
  std::string folded(text);
  // NFKC turns no-break and wide spaces into plain ones, so that they are folded too.
  if (!LowerAscii(folded)) folded = NfkcCasefold(text);
  MakeOneLine(&folded);
  return folded;
}

}  // namespace trialdex
