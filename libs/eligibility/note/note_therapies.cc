#include <algorithm>

#include "absl/strings/match.h"
#include "libs/eligibility/note/note_context.h"
#include "libs/eligibility/note/note_facts.h"
#include "libs/eligibility/readers/fact_readers.h"
#include "libs/eligibility/words/number_words.h"

namespace trialdex {
namespace {

// How many words around a treatment are looked at.
constexpr size_t kReach = 7;

// "3 months ago" between `begin` and `end`.
std::optional<PriorTherapy::Ago> ReadAgo(const Words& words, size_t begin, size_t end) {
  for (size_t i = begin; i < end; ++i) {
    const auto number = ReadNumber(words, i);
    if (!number.has_value()) continue;
    const double unit = DaysInUnit(words.at(number->end).text);
    if (unit <= 0 || !words.IsAnyOf(number->end + 1, {"ago", "earlier", "previously", "prior"})) {
      continue;
    }
    return PriorTherapy::Ago{number->value * unit, (number->value + 1) * unit};
  }
  return std::nullopt;
}

bool IsGoingOn(const Words& words, size_t i) {
  return words.IsAnyOf(i, {"receiving", "undergoing", "ongoing", "currently"}) ||
         (words.Is(i, "on") && words.IsAnyOf(i - 1, {"is", "currently", "remains"}));
}

bool IsOver(const Words& words, size_t i) {
  return words.IsAnyOf(
             i, {"received", "underwent", "completed", "finished", "undergone", "had", "treated",
                 "after", "following", "prior", "previous", "post", "history", "since"}) ||
         words.Match(i, "s / p") != 0;
}

// Operations that are not called surgery: "mastectomy", "CABG".
bool IsOperation(absl::string_view word) {
  return absl::EndsWith(word, "ectomy") || word == "cabg";
}

void AddTherapy(const Words& words, size_t begin, size_t end, const Found<TherapySet>& found,
                PatientFacts& facts) {
  const TextSpan span = words.SpanOf(found.begin, found.end);
  PriorTherapy therapy;
  therapy.kinds = found.value;
  if (words.Is(found.end, "naive") ||
      (words.Is(found.end, "-") && words.Is(found.end + 1, "naive"))) {
    therapy.had = false;
    facts.therapies.push_back({therapy, span});
    return;
  }
  const Assertion assertion = AssertionAt(words, begin, found.begin);
  if (assertion == Assertion::kNotSaid) return;
  if (assertion == Assertion::kDenied) {
    therapy.had = false;
    facts.therapies.push_back({therapy, span});
    return;
  }
  const size_t first = found.begin > begin + kReach ? found.begin - kReach : begin;
  const size_t last = std::min(end, found.end + kReach);
  bool over = false;
  bool going_on = false;
  for (size_t i = first; i < found.begin; ++i) {
    over |= IsOver(words, i);
    going_on |= IsGoingOn(words, i);
  }
  therapy.days_ago = ReadAgo(words, first, last);
  if (!over && !going_on && !therapy.days_ago.has_value()) return;
  if (going_on && !over) therapy.days_ago = PriorTherapy::Ago{0, 1};
  facts.therapies.push_back({therapy, span});
}

}  // namespace

void ReadNoteTherapies(const Words& words, size_t begin, size_t end, PatientFacts& facts) {
  for (size_t i = begin; i < end; ++i) {
    auto found = ReadTherapyKinds(words, i);
    if (!found.has_value() && IsOperation(words.at(i).text)) {
      found = Found<TherapySet>{kSurgery, i, i + 1};
    }
    // "chemotherapy-naive" is no list, hence not read above.
    if (!found.has_value() && words.Is(i, "chemotherapy") && words.Is(i + 2, "naive")) {
      found = Found<TherapySet>{kChemotherapy, i, i + 1};
    }
    if (!found.has_value()) continue;
    AddTherapy(words, begin, end, *found, facts);
    i = found->end - 1;
  }
}

}  // namespace trialdex
