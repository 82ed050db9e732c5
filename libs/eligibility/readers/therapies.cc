#include "libs/eligibility/readers/fact_readers.h"
#include "libs/eligibility/words/number_words.h"
#include "libs/eligibility/words/word_table.h"

namespace trialdex {
namespace {

struct KindName {
  absl::string_view words;
  TherapySet kind;
};

// Longer ones first where one begins another.
constexpr KindName kKindNames[] = {
    {"chemotherapy", kChemotherapy},
    {"chemotherapies", kChemotherapy},
    {"chemo", kChemotherapy},
    {"radiotherapy", kRadiotherapy},
    {"radio therapy", kRadiotherapy},
    {"radiation therapy", kRadiotherapy},
    {"radiation treatment", kRadiotherapy},
    {"radiation", kRadiotherapy},
    {"irradiation", kRadiotherapy},
    {"xrt", kRadiotherapy},
    {"surgery", kSurgery},
    {"surgeries", kSurgery},
    {"surgical procedure", kSurgery},
    {"surgical procedures", kSurgery},
    {"immunotherapy", kImmunotherapy},
    {"hormonal therapy", kHormoneTherapy},
    {"hormone therapy", kHormoneTherapy},
    {"endocrine therapy", kHormoneTherapy},
    {"stem cell transplantation", kTransplant},
    {"stem cell transplant", kTransplant},
    {"bone marrow transplantation", kTransplant},
    {"bone marrow transplant", kTransplant},
    {"blood transfusion", kBloodTransfusion},
    {"blood transfusions", kBloodTransfusion},
    {"systemic corticosteroids", kSystemicSteroids},
    {"systemic steroids", kSystemicSteroids},
    {"investigational drugs", kInvestigational},
    {"investigational drug", kInvestigational},
    {"investigational agents", kInvestigational},
    {"investigational agent", kInvestigational},
    {"investigational product", kInvestigational},
    {"investigational products", kInvestigational},
    {"investigational therapy", kInvestigational},
    {"investigational medicinal product", kInvestigational},
    {"investigational medication", kInvestigational},
};

const KindName* ReadKind(const Words& words, size_t& i) {
  for (const KindName& row : kKindNames) {
    if (row.words[0] != words.at(i).text.substr(0, 1)[0]) continue;
    if (const size_t count = words.Match(i, row.words); count != 0) {
      i += count;
      return &row;
    }
  }
  return nullptr;
}

// "4 weeks", "28 days"; in days.
std::optional<double> ReadDuration(const Words& words, size_t& i) {
  const auto number = ReadNumber(words, i);
  if (!number.has_value()) return std::nullopt;
  size_t at = number->end;
  if (words.Is(at, "(") && words.Is(at + 2, ")")) at += 3;  // "four (4) weeks"
  if (words.Is(at, "-")) ++at;
  const double days = DaysInUnit(words.at(at).text);
  if (days <= 0 || number->value <= 0) return std::nullopt;
  i = at + 1;
  if (words.Is(i, "(") && words.IsNumber(i + 1)) {
    // "4 weeks (28 days)".
    size_t again = i + 1;
    const auto same = ReadDuration(words, again);
    if (same.has_value() && words.Is(again, ")")) i = again + 1;
  }
  return days * number->value;
}

// What the beginning of a study is called with, in any order: "the first dose of study drug".
constexpr WordTable kStudyBeginning(
    "a administration agent baseline beginning being c1d1 consent cycle date day dose drug "
    "enrolling enrollment enrolment entering entry first in inclusion informed initial initiation "
    "intervention into investigational medication of on participation planned product protocol "
    "randomisation randomization registration screening signing start starting study the therapy "
    "this to treatment trial visit");

// The point a window counts back from: the study's beginning, however it is called.
// Moves `i` after it; false for any other point ("of diagnosis").
bool SkipAnchor(const Words& words, size_t& i) {
  size_t at = i;
  const size_t preposition = words.MatchAnyOf(
      at, {"prior to", "before", "preceding", "of", "from", "previous to", "to", "up to", "at"});
  at += preposition;
  const size_t first = at;
  while (kStudyBeginning.Holds(words.at(at).text) || words.IsAnyOf(at, {"-", "0", "1"})) ++at;
  if (preposition > 0 && at == first) return false;
  // "prior to treatment" may be any treatment; with "study" or "start" it is the trial's.
  if (preposition > 0 && at == first + 1 &&
      words.IsAnyOf(first, {"treatment", "therapy", "administration", "1", "of", "the"})) {
    return false;
  }
  i = at;
  return true;
}

// "within 4 weeks of enrollment", "in the last 6 months"; moves `i` after it.
std::optional<double> ReadWindow(const Words& words, size_t& i) {
  size_t at = i;
  if (words.Is(at, ",")) ++at;
  const size_t within =
      words.MatchAnyOf(at, {"within", "within the", "within the last", "within the past",
                            "within the previous", "within the preceding", "in the last",
                            "in the past", "in the previous", "during the last", "during the past",
                            "during the previous", "in the preceding", "within last", "within past",
                            "less than", "<", "within a period of", "within at least"});
  if (within == 0) return std::nullopt;
  at += within;
  const auto days = ReadDuration(words, at);
  if (!days.has_value() || !SkipAnchor(words, at)) return std::nullopt;
  i = at;
  return days;
}

// "at least 4 weeks since prior chemotherapy": not within that time.
std::optional<Found<TherapyAsked>> ReadSince(const Words& words, size_t i) {
  size_t at = i + words.MatchAnyOf(i, {"at least", "more than", "greater than", ">",
                                       ">=", "a minimum of", "no less than", "minimum of"});
  if (at == i) return std::nullopt;
  const auto days = ReadDuration(words, at);
  if (!days.has_value()) return std::nullopt;
  const size_t since = words.MatchAnyOf(
      at, {"since", "since the", "since last", "since prior", "since previous", "since any",
           "since the last", "since any prior", "from prior", "from last", "since completion of",
           "since completion of prior", "after last", "since the last dose of",
           "since last dose of", "since most recent"});
  if (since == 0) return std::nullopt;
  const auto kinds = ReadTherapyKinds(words, at + since);
  if (!kinds.has_value()) return std::nullopt;
  return Found<TherapyAsked>{{kinds->value, *days}, i, kinds->end, true};
}

}  // namespace

std::optional<Found<TherapySet>> ReadTherapyKinds(const Words& words, size_t i) {
  size_t at = i;
  const KindName* const first = ReadKind(words, at);
  if (first == nullptr || words.Is(at, "-")) return std::nullopt;
  Found<TherapySet> found{first->kind, i, at};
  while (true) {
    at = found.end;
    if (words.Match(at, "and / or") != 0) {
      at += 3;
    } else {
      const size_t separator = at;
      while (words.IsAnyOf(at, {",", "or", "and", "/"})) ++at;
      if (at == separator || at > separator + 2) break;
    }
    while (words.IsAnyOf(at, {"any", "prior", "previous"})) ++at;
    const KindName* const next = ReadKind(words, at);
    if (next == nullptr || words.Is(at, "-")) break;
    found.value = static_cast<TherapySet>(found.value | next->kind);
    found.end = at;
  }
  return found;
}

std::optional<Found<TherapyAsked>> ReadTherapy(const Words& words, size_t i) {
  if (const auto since = ReadSince(words, i); since.has_value()) return since;
  size_t at = i;
  bool prior = false;
  while (words.IsAnyOf(
      at, {"prior", "previous", "any", "previously", "received", "treated", "with", "undergone",
           "had", "having", "treatment", "history", "of", "use", "receipt", "administration"})) {
    prior |= words.IsAnyOf(at, {"prior", "previous", "previously", "history"});
    ++at;
  }
  const auto kinds = ReadTherapyKinds(words, at);
  if (!kinds.has_value()) return std::nullopt;
  Found<TherapyAsked> found{{kinds->value, std::nullopt}, i, kinds->end};
  size_t end = kinds->end;
  const auto window = ReadWindow(words, end);
  if (window.has_value()) {
    found.value.within_days = window;
    found.end = end;
    return found;
  }
  // "chemotherapy within ..." that was not understood, or "chemotherapy" now.
  if (!prior ||
      words.IsAnyOf(end, {"within", "in", "during", "less", "<", "-", ">", "or", "and"})) {
    return std::nullopt;
  }
  // "prior surgery" at any time means surgery of what the trial is about.
  found.narrower = (found.value.any_of & kSurgery) != 0;
  return found;
}

}  // namespace trialdex
