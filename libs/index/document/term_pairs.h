// Pairs of names that a trial itself gives to one thing: what synonyms are learnt from.
#ifndef TRIALDEX_LIBS_INDEX_DOCUMENT_TERM_PAIRS_H_
#define TRIALDEX_LIBS_INDEX_DOCUMENT_TERM_PAIRS_H_

#include <cstdint>
#include <optional>
#include <string>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "trialdex/v1/trial.pb.h"

namespace trialdex {

enum class TermPairKind : uint8_t {
  // Short form, long form: "os", "overall survival".
  kAbbreviation,
  // Other name, name of an intervention: "zaritol", "compound 17".
  kOtherName,
  // Condition as written, MeSH term for it: "breast cancer", "breast neoplasms".
  kMesh,
};

struct TermPair {
  TermPairKind kind;
  absl::string_view first;
  absl::string_view second;
};

// What all terms of `kind` in the field `keyword` of the index begin with: "_abbr=".
// No field of keywords.h begins with "_": these terms cannot be filtered by.
absl::string_view TermPairPrefix(TermPairKind kind);

// The term of field `keyword` for a pair: "_abbr=os\toverall survival".
std::string TermPairTerm(const TermPair& pair);
// The pair of a term; nullopt if it is none. Views `term`.
std::optional<TermPair> ParseTermPair(absl::string_view term);

// Gives each pair of `trial` to `visit`, each once. Both parts are case-folded
// (CaseFold), different, and at most 100 bytes long. Conditions come with a MeSH
// term only if the trial leaves no doubt: there is one of each, or they share words.
// Valid during the call of `visit` only.
void VisitTermPairs(const v1::Trial& trial, absl::FunctionRef<void(const TermPair& pair)> visit);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_DOCUMENT_TERM_PAIRS_H_
