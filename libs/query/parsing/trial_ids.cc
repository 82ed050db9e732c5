#include "libs/query/parsing/trial_ids.h"

#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "libs/trial/trial_id.h"

namespace trialdex {
namespace {

constexpr absl::string_view kDigits = "0123456789";
constexpr absl::string_view kPages = "clinicaltrials.gov/";

// What a page's address ends in: "NCT00000102" of ".../study/NCT00000102?tab=results".
absl::string_view LastPartOf(absl::string_view word) {
  if (!absl::StrContains(absl::AsciiStrToLower(word), kPages)) return word;
  word = word.substr(0, word.find_first_of("?#"));
  absl::ConsumeSuffix(&word, "/");
  return word.substr(word.rfind('/') + 1);
}

bool IsNumber(absl::string_view word) {
  return !word.empty() && word.find_first_not_of(kDigits) == absl::string_view::npos;
}

}  // namespace

std::vector<std::string> TrialIdsOf(absl::string_view text) {
  // Most texts have no digit, which is seen sooner than what is wrong with an id.
  if (text.find_first_of(kDigits) == absl::string_view::npos) return {};
  const std::vector<absl::string_view> words =
      absl::StrSplit(text, absl::ByAnyChar(" \t\r\n,;"), absl::SkipEmpty());
  std::vector<std::string> ids;
  for (size_t i = 0; i < words.size(); ++i) {
    const bool goes_on =
        absl::EqualsIgnoreCase(words[i], "NCT") && i + 1 < words.size() && IsNumber(words[i + 1]);
    absl::StatusOr<std::string> id =
        CanonicalTrialId(goes_on ? absl::StrCat(words[i], words[i + 1]) : LastPartOf(words[i]));
    if (!id.ok()) return {};
    ids.push_back(*std::move(id));
    if (goes_on) ++i;
  }
  return ids;
}

}  // namespace trialdex
