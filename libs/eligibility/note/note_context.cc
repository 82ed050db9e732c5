#include "libs/eligibility/note/note_context.h"

#include "libs/eligibility/note/note_demographics.h"

namespace trialdex {
namespace {

bool IsRelative(const Words& words, size_t i) {
  if (words.Is(i, "family") || words.Is(i, "maternal") || words.Is(i, "paternal")) return true;
  if (!IsOtherPerson(words.at(i).text)) return false;
  // "accompanied by her mother", "brought by his parents", "lives with his wife": only there.
  return !(words.IsAnyOf(i - 1, {"his", "her", "their"}) && words.IsAnyOf(i - 2, {"by", "with"}));
}

bool IsUncertain(const Words& words, size_t i) {
  return words.IsAnyOf(i, {"possible",   "possibly",    "probable",    "suspected", "suspicion",
                           "suspicious", "suspect",     "rule",        "r",         "concern",
                           "concerned",  "concerning",  "evaluate",    "evaluated", "evaluation",
                           "planned",    "plans",       "planning",    "plan",      "scheduled",
                           "candidate",  "if",          "may",         "might",     "consider",
                           "considered", "considering", "recommended", "refused",   "refuses",
                           "awaiting",   "offered",     "needs",       "need",      "risk",
                           "will",       "future",      "screening",   "wants",     "wishes",
                           "hopes",      "declined",    "declines",    "trying",    "vaccine",
                           "vaccinated", "vaccination", "exposed",     "exposure",  "await",
                           "pending",    "unknown",     "versus",      "vs",        "discussed",
                           "before",     "unable",      "ineligible",  "?"});
}

bool IsDenial(const Words& words, size_t i) {
  if (words.Is(i, "negative")) return words.Is(i + 1, "for");
  if (words.Is(i, "free")) return words.IsAnyOf(i + 1, {"of", "from"});
  return words.IsAnyOf(i, {"no", "not", "denies", "denied", "never", "without", "absence", "nor",
                           "neither", "denying"});
}

// Words that a denial before them does not reach across.
bool EndsDenial(const Words& words, size_t i) {
  if (words.IsAnyOf(i, {"is", "was", "has", "had"})) {
    return !words.IsAnyOf(i + 1, {"not", "no", "never"});
  }
  return words.IsAnyOf(i, {"but", "however", "although", "except", "who", "presents", "presented",
                           "presenting", ";", "with", "underwent", "received", "diagnosed",
                           "developed", "shows", "showed", "positive", "he", "she"});
}

}  // namespace

Assertion AssertionAt(const Words& words, size_t sentence_begin, size_t i) {
  for (size_t at = sentence_begin; at < i; ++at) {
    if (IsRelative(words, at)) return Assertion::kNotSaid;
  }
  constexpr size_t kUncertainReach = 5;
  constexpr size_t kDenialReach = 12;
  for (size_t back = 1; back <= kDenialReach && i >= sentence_begin + back; ++back) {
    const size_t at = i - back;
    if (back <= kUncertainReach && IsUncertain(words, at)) return Assertion::kNotSaid;
    // "never received" is denied itself.
    const bool denied_itself =
        IsDenial(words, at - 1) ||
        (IsDenial(words, at - 2) && words.IsAnyOf(at - 1, {"been", "ever", "yet", "previously"}));
    if (EndsDenial(words, at) && !denied_itself) break;
    // "not only", "no longer", "no change in".
    if (IsDenial(words, at)) {
      return words.IsAnyOf(at + 1, {"only", "longer", "change", "increase", "further"})
                 ? Assertion::kNotSaid
                 : Assertion::kDenied;
    }
  }
  return Assertion::kStated;
}

}  // namespace trialdex
