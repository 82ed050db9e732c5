#include "libs/trial/trial_id.h"

#include "absl/status/status.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/utf8.h"

namespace trialdex {
namespace {

constexpr absl::string_view kPrefix = "NCT";
constexpr size_t kDigits = 8;

bool AllDigits(absl::string_view text) {
  for (const char c : text) {
    if (!absl::ascii_isdigit(static_cast<unsigned char>(c))) return false;
  }
  return !text.empty();
}

}  // namespace

absl::StatusOr<std::string> CanonicalTrialId(absl::string_view text) {
  const absl::string_view trimmed = absl::StripAsciiWhitespace(text);
  if (absl::StartsWithIgnoreCase(trimmed, kPrefix)) {
    const absl::string_view digits = trimmed.substr(kPrefix.size());
    if (digits.size() <= kDigits && AllDigits(digits)) {
      return absl::StrCat(kPrefix, std::string(kDigits - digits.size(), '0'), digits);
    }
  }
  return absl::InvalidArgumentError(
      absl::StrCat("'", TruncateUtf8(text, 64), "' is not \"NCT\" and up to eight digits"));
}

bool IsCanonicalTrialId(absl::string_view text) {
  return text.size() == kPrefix.size() + kDigits && absl::StartsWith(text, kPrefix) &&
         AllDigits(text.substr(kPrefix.size()));
}

}  // namespace trialdex
