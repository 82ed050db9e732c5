#include "libs/search/related/near_duplicates.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "libs/base/case_fold.h"
#include "libs/search/related/sponsor_family.h"

namespace trialdex {
namespace {

// Shares of common words. Two arms of one programme ("with drug A", "with drug B") are
// below; "Study 301" and "Study 302" of one protocol are above.
constexpr double kSameTitle = 0.75;
constexpr double kLikeTitle = 0.4;
constexpr double kSameSummary = 0.85;

std::vector<std::string> WordsOf(absl::string_view text) {
  std::vector<std::string> words;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  for (const char c : CaseFold(text)) {
    const auto byte = static_cast<unsigned char>(c);
    if (absl::ascii_isalnum(byte) || byte >= 0x80) {
      word.push_back(c);
    } else {
      end_word();
    }
  }
  end_word();
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

// Common words among all words of both; 0 if one has none.
double CommonShare(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  if (a.empty() || b.empty()) return 0;
  size_t common = 0;
  auto at = b.begin();
  for (const std::string& word : a) {
    at = std::lower_bound(at, b.end(), word);
    if (at == b.end()) break;
    if (*at == word) ++common;
  }
  return static_cast<double>(common) / static_cast<double>(a.size() + b.size() - common);
}

bool Names(const TrialFace& face, absl::string_view id) {
  return std::find(face.named_ids.begin(), face.named_ids.end(), id) != face.named_ids.end();
}

}  // namespace

TrialFace MakeTrialFace(const v1::TrialSummary& summary) {
  TrialFace face;
  face.id = summary.id();
  face.sponsor_family = SponsorFamily(summary.lead_sponsor().name());
  for (const int phase : summary.phases()) face.phases.push_back(phase);
  face.title = WordsOf(summary.brief_title());
  face.summary = WordsOf(summary.brief_summary());
  return face;
}

void AddNamedIds(const v1::Trial& trial, TrialFace& face) {
  const v1::Identification& names = trial.identification();
  for (const std::string& alias : names.aliases()) {
    face.named_ids.push_back(absl::AsciiStrToUpper(alias));
  }
  for (const v1::Identifier& secondary : names.secondary_ids()) {
    face.named_ids.push_back(absl::AsciiStrToUpper(secondary.value()));
  }
}

bool AreNearDuplicates(const TrialFace& a, const TrialFace& b) {
  if (Names(a, b.id) || Names(b, a.id)) return true;
  if (a.sponsor_family.empty() || a.sponsor_family != b.sponsor_family) return false;
  if (a.phases != b.phases) return false;
  const double titles = CommonShare(a.title, b.title);
  if (titles >= kSameTitle) return true;
  return titles >= kLikeTitle && CommonShare(a.summary, b.summary) >= kSameSummary;
}

}  // namespace trialdex
