// Which names of organisations are of one family.
#ifndef TRIALDEX_LIBS_SEARCH_RELATED_SPONSOR_FAMILY_H_
#define TRIALDEX_LIBS_SEARCH_RELATED_SPONSOR_FAMILY_H_

#include <string>

#include "absl/strings/string_view.h"

namespace trialdex {

// What the names of one organisation and its branches have in common: the name in lower
// case without punctuation, what stands in parentheses, a "the" in front, and at its
// end the words that tell legal forms, lines of business and countries:
//
//   "Novartis Pharmaceuticals", "Novartis Vaccines", "NOVARTIS AG"   novartis
//   "Janssen Research & Development, LLC"                            janssen
//   "National Cancer Institute (NCI)"                                national cancer institute
//
// At least one word is left; empty for an empty name. A guess by names alone: it knows
// nothing of who owns whom. `name` must be UTF-8. Thread-safe.
std::string SponsorFamily(absl::string_view name);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_RELATED_SPONSOR_FAMILY_H_
