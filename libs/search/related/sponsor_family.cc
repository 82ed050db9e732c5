#include "libs/search/related/sponsor_family.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "libs/base/case_fold.h"

namespace trialdex {
namespace {

// Sorted.
constexpr absl::string_view kTrailing[] = {"ab",
                                           "ag",
                                           "america",
                                           "and",
                                           "as",
                                           "asia",
                                           "biologics",
                                           "biopharma",
                                           "biosciences",
                                           "biotech",
                                           "bv",
                                           "canada",
                                           "china",
                                           "co",
                                           "company",
                                           "corp",
                                           "corporate",
                                           "corporation",
                                           "development",
                                           "europe",
                                           "france",
                                           "germany",
                                           "global",
                                           "gmbh",
                                           "group",
                                           "healthcare",
                                           "holding",
                                           "holdings",
                                           "inc",
                                           "incorporated",
                                           "india",
                                           "international",
                                           "italia",
                                           "italy",
                                           "japan",
                                           "kg",
                                           "kgaa",
                                           "korea",
                                           "laboratories",
                                           "laboratory",
                                           "labs",
                                           "limited",
                                           "llc",
                                           "lp",
                                           "ltd",
                                           "medical",
                                           "nv",
                                           "of",
                                           "oncology",
                                           "pharma",
                                           "pharmaceutical",
                                           "pharmaceuticals",
                                           "plc",
                                           "pte",
                                           "pty",
                                           "pvt",
                                           "r",
                                           "d",
                                           "research",
                                           "sa",
                                           "sas",
                                           "sciences",
                                           "se",
                                           "spa",
                                           "srl",
                                           "sweden",
                                           "therapeutics",
                                           "uk",
                                           "us",
                                           "usa",
                                           "vaccines"};

bool IsTrailing(absl::string_view word) {
  return std::find(std::begin(kTrailing), std::end(kTrailing), word) != std::end(kTrailing);
}

// `name` without "(NCI)"; dots go without a trace ("S.A." is "SA"), other signs are spaces.
std::string PlainName(absl::string_view name) {
  std::string plain;
  int depth = 0;
  for (const char c : CaseFold(name)) {
    if (c == '(') ++depth;
    if (depth == 0 && c != '.' && c != '\'') {
      const bool is_sign = absl::ascii_isascii(static_cast<unsigned char>(c)) &&
                           !absl::ascii_isalnum(static_cast<unsigned char>(c));
      plain.push_back(is_sign ? ' ' : c);
    }
    if (c == ')' && depth > 0) --depth;
  }
  return plain;
}

}  // namespace

std::string SponsorFamily(absl::string_view name) {
  const std::string plain = PlainName(name);
  std::vector<absl::string_view> words = absl::StrSplit(plain, ' ', absl::SkipEmpty());
  if (words.size() > 1 && words.front() == "the") words.erase(words.begin());
  while (words.size() > 1 && IsTrailing(words.back())) words.pop_back();
  return absl::StrJoin(words, " ");
}

}  // namespace trialdex
