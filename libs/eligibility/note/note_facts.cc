#include "libs/eligibility/note/note_facts.h"

#include "libs/eligibility/note/note_context.h"
#include "libs/eligibility/readers/fact_readers.h"

namespace trialdex {
namespace {

// Children are breast-fed, not breast-feeding.
constexpr double kYoungestMother = 10;

// Reads one sentence, words [begin, end).
class SentenceFacts {
 public:
  SentenceFacts(const Words& words, size_t begin, size_t end, PatientFacts& facts)
      : words_(words), begin_(begin), end_(end), facts_(facts) {}

  void Read() {
    for (size_t i = begin_; i < end_;) {
      const size_t next = ReadOne(i);
      i = next > i ? next : i + 1;
    }
    ReadNoteTherapies(words_, begin_, end_, facts_);
  }

 private:
  // Reads what begins at `i`; the word after it, or `i`.
  size_t ReadOne(size_t i) {
    if (words_.at(i).kind != Word::Kind::kWord) return i;
    if (const auto found = ReadPerformance(words_, i); found.has_value()) {
      if (IsStated(i)) facts_.performance.push_back(Fact(found->value, *found));
      return found->end;
    }
    if (const auto found = ReadStages(words_, i); found.has_value()) {
      if (IsStated(i) && IsOfCancer(words_, begin_, end_, *found)) {
        facts_.stages.push_back(Fact(found->value.any_of, *found));
      }
      return found->end;
    }
    if (const auto found = ReadMarkers(words_, i, /*in_note=*/true); found.has_value()) {
      AddMarkers(i, *found);
      return found->end;
    }
    if (const size_t end = ReadPregnancy(i); end > i) return end;
    ReadHealth(i);
    return i;
  }

  bool IsStated(size_t i) const { return AssertionAt(words_, begin_, i) == Assertion::kStated; }

  template <typename T, typename U>
  Stated<T> Fact(T value, const Found<U>& found) const {
    return {value, words_.SpanOf(found.begin, found.end)};
  }

  void AddMarkers(size_t i, const Found<MarkersAsked>& found) {
    const Assertion assertion = AssertionAt(words_, begin_, i);
    if (assertion == Assertion::kNotSaid) return;
    // Of "HER2 or EGFR positive" none is certain; of several negated ones all are.
    const bool denied = assertion == Assertion::kDenied;
    const std::vector<MarkerState>& states = found.value.any_of;
    if (states.size() > 1 && found.negated == denied) return;
    for (MarkerState state : states) {
      if (denied && !state.present && !found.negated) continue;
      if (found.negated != denied) state.present = !state.present;
      facts_.markers.push_back(Fact(state, found));
    }
  }

  size_t ReadPregnancy(size_t i) {
    if (facts_.age.has_value() && facts_.age->value.until < kYoungestMother) return i;
    const bool menopausal = words_.IsAnyOf(i, {"postmenopausal", "menopausal"}) ||
                            words_.Match(i, "post menopausal") != 0;
    if (menopausal) {
      if (IsStated(i)) facts_.pregnant = Stated<bool>{false, words_.SpanOf(i, i + 1)};
      return i + 1;
    }
    // "pregnancy" in a note is often a past one.
    if (words_.IsAnyOf(i, {"nursing", "lactation"})) return i;
    const auto found = ReadConditions(words_, i);
    if (!found.has_value()) return i;
    const bool noun = words_.Is(i, "pregnancy") && !words_.IsAnyOf(i + 1, {"test", "tests"});
    const bool past = words_.IsAnyOf(i - 1, {"was", "been", "previously", "while", "when", "once"});
    const Assertion assertion = AssertionAt(words_, begin_, i);
    if (noun || past || assertion == Assertion::kNotSaid) return found->end;
    const bool is_so = found->negated == (assertion == Assertion::kDenied);
    // Of "pregnant or breast-feeding" only the denial is certain.
    const ConditionSet set = found->value.any_of;
    if (is_so && set == (kPregnant | kBreastfeeding)) return found->end;
    const Stated<bool> fact = Fact(is_so, *found);
    if ((set & kPregnant) != 0) facts_.pregnant = fact;
    if ((set & kBreastfeeding) != 0) facts_.breastfeeding = fact;
    return found->end;
  }

  // "a healthy volunteer", "42-year-old healthy woman"; not "otherwise healthy".
  void ReadHealth(size_t i) {
    if (!words_.Is(i, "healthy") || !IsStated(i)) return;
    if (words_.IsAnyOf(i - 1, {"otherwise", "previously", "generally", "formerly", "apparently"})) {
      return;
    }
    if (!words_.IsAnyOf(i + 1, {"volunteer", "subject", "adult", "man", "woman", "male", "female",
                                "boy", "girl", "person", "participant", "individual"})) {
      return;
    }
    facts_.healthy = Stated<bool>{true, words_.SpanOf(i, i + 2)};
  }

  const Words& words_;
  const size_t begin_;
  const size_t end_;
  PatientFacts& facts_;
};

}  // namespace

void ReadNoteFacts(const Words& words, PatientFacts& facts) {
  for (size_t begin = 0; begin < words.size();) {
    size_t end = begin + 1;
    while (end < words.size() && !words.StartsSentence(end)) ++end;
    SentenceFacts(words, begin, end, facts).Read();
    begin = end;
  }
}

}  // namespace trialdex
