// Pregnancy and breast-feeding.
#include "libs/eligibility/readers/fact_readers.h"

namespace trialdex {
namespace {

struct Name {
  absl::string_view words;
  ConditionSet condition;
};

constexpr Name kNames[] = {
    {"pregnant", kPregnant},
    {"pregnancy", kPregnant},
    {"gravid", kPregnant},
    {"lactating", kBreastfeeding},
    {"lactation", kBreastfeeding},
    {"breastfeeding", kBreastfeeding},
    {"breast feeding", kBreastfeeding},
    {"breast feed", kBreastfeeding},
    {"breastfeed", kBreastfeeding},
    {"nursing", kBreastfeeding},
};

const Name* ReadName(const Words& words, size_t& i) {
  for (const Name& row : kNames) {
    if (const size_t count = words.Match(i, row.words); count != 0) {
      // Not "nursing home", "nursing care".
      if (words.Is(i, "nursing") && words.at(i + 1).kind == Word::Kind::kWord &&
          !words.IsAnyOf(i + 1, {"women", "woman", "mothers", "mother", "females", "female", "or",
                                 "and", "a", "an", "her", "infants", "patients"})) {
        return nullptr;
      }
      i += count;
      return &row;
    }
  }
  return nullptr;
}

// Words before "pregnant" that make it a plan or a possibility.
bool IsNotNow(const Words& words, size_t i) {
  size_t at = i;
  while (at > 0 && words.IsAnyOf(at - 1, {"a", "the", "be", "of", "being", "currently"})) --at;
  if (words.Is(at - 1, "to") && words.Is(at - 2, "known")) return false;
  return words.IsAnyOf(
      at - 1, {"become",    "becoming",   "became",    "get",       "getting",  "to",      "prior",
               "previous",  "last",       "recent",    "planned",   "planning", "plan",    "future",
               "ectopic",   "molar",      "intended",  "desire",    "desires",  "prevent", "avoid",
               "during",    "possible",   "suspected", "may",       "might",    "could",   "wish",
               "potential", "for",        "against",   "history",   "after",    "since",   "before",
               "multiple",  "unintended", "twin",      "singleton", "in",       "with",    "from",
               "index",     "current"});
}

// Words after "pregnancy" that make it something else than being pregnant.
bool IsSomethingElse(const Words& words, size_t i) {
  return words.IsAnyOf(
      i,
      {"test",      "tests",      "testing", "loss",     "losses",  "prevention",    "outcome",
       "outcomes",  "associated", "related", "induced",  "rate",    "complications", "with",
       "of",        "in",         "at",      "by",       "beyond",  "after",         "before",
       "<",         ">",          ">=",      "<=",       "status",  "complicated",   "termination",
       "-",         "within",     "planned", "planning", "wish",    "desire",        "must",
       "is",        "should",     "between", "diabetes", "toxemia", "for",           "prior",
       "occurring", "(",          "that",    "during",   "less",    "greater",       "more"});
}

// "negative serum or urine pregnancy test", "pregnancy test ... negative".
std::optional<Found<ConditionsAsked>> ReadTest(const Words& words, size_t i) {
  constexpr size_t kMostBetween = 8;
  const auto is_test = [&](size_t at) {
    return words.MatchAnyOf(
        at, {"pregnancy test", "pregnancy tests", "pregnancy testing", "hcg pregnancy test"});
  };
  const auto is_result = [&](size_t at) { return words.IsAnyOf(at, {"negative", "positive"}); };
  if (!is_result(i) && is_test(i) == 0) return std::nullopt;
  const bool result_first = is_result(i);
  for (size_t at = i + 1; at < i + 1 + kMostBetween && at < words.size(); ++at) {
    if (words.IsAnyOf(at, {".", ";", "not", "no", "if", "unless"})) break;
    const size_t count = result_first ? is_test(at) : is_result(at) ? 1 : 0;
    if (count == 0) continue;
    const bool negative = words.Is(result_first ? i : at, "negative");
    return Found<ConditionsAsked>{{kPregnant}, i, at + count, negative};
  }
  return std::nullopt;
}

// "non-pregnant", "nonpregnant".
bool SkipNon(const Words& words, size_t& i) {
  if (!words.Is(i, "non")) return false;
  i += words.Is(i + 1, "-") ? 2 : 1;
  return true;
}

}  // namespace

std::optional<Found<ConditionsAsked>> ReadConditions(const Words& words, size_t i) {
  if (const auto test = ReadTest(words, i); test.has_value()) return test;
  size_t at = i;
  Found<ConditionsAsked> found{{0}, i, i};
  if (words.IsAnyOf(i, {"nonpregnant", "nonlactating"})) {
    found.value.any_of = words.Is(i, "nonpregnant") ? kPregnant : kBreastfeeding;
    found.negated = true;
    at = i + 1;
  } else {
    found.negated = SkipNon(words, at);
    const size_t name_at = at;
    const Name* const first = ReadName(words, at);
    if (first == nullptr || IsNotNow(words, i)) return std::nullopt;
    if (words.Is(name_at, "pregnancy") && IsSomethingElse(words, at)) return std::nullopt;
    if (first->condition == kPregnant && words.IsAnyOf(at, {"by", "with", "after", "within"})) {
      found.narrower = true;
    }
    found.value.any_of = first->condition;
  }
  found.end = at;
  // A list of such words; "and" between them excludes either, too.
  while (true) {
    at = found.end;
    if (words.IsAnyOf(at, {"women", "woman", "females", "female"})) ++at;
    const size_t separator = at;
    while (words.IsAnyOf(at, {",", "or", "and", "/", "nor"})) ++at;
    if (at == separator) break;
    while (words.IsAnyOf(at, {"currently", "are", "is", "actively", "who", "women", "a", "those",
                              "presently", "be", "females", "mothers", "not"})) {
      // "not pregnant and not lactating": as one "not" over both.
      if (words.Is(at, "not") && !words.IsAnyOf(i - 1, {"not", "be"})) return found;
      ++at;
    }
    const bool non = SkipNon(words, at);
    const size_t name_at = at;
    const Name* const next = ReadName(words, at);
    if (next == nullptr || non != found.negated) break;
    if (words.Is(name_at, "pregnancy") && IsSomethingElse(words, at)) break;
    found.value.any_of |= next->condition;
    found.end = at;
  }
  found.end += words.MatchAnyOf(
      found.end,
      {"women", "woman", "females", "female", "mothers", "patients", "patient", "subjects",
       "participants", "subject", "mother", "individuals", "a child", "an infant", "women patients",
       "female patients", "female subjects", "state", "female participants"});
  return found;
}

}  // namespace trialdex
