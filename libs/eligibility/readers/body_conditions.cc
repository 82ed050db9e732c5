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

// The first condition, which no other stands before: "nonpregnant", "non-lactating", "pregnant by".
std::optional<Found<ConditionsAsked>> ReadFirst(const Words& words, size_t i) {
  if (words.IsAnyOf(i, {"nonpregnant", "nonlactating"})) {
    const ConditionSet condition = words.Is(i, "nonpregnant") ? kPregnant : kBreastfeeding;
    return Found<ConditionsAsked>{{condition}, i, i + 1, /*negated=*/true};
  }
  size_t at = i;
  const bool negated = SkipNon(words, at);
  const size_t name_at = at;
  const Name* const name = ReadName(words, at);
  if (name == nullptr || IsNotNow(words, i)) return std::nullopt;
  if (words.Is(name_at, "pregnancy") && IsSomethingElse(words, at)) return std::nullopt;
  Found<ConditionsAsked> found{{name->condition}, i, at, negated};
  found.narrower =
      name->condition == kPregnant && words.IsAnyOf(at, {"by", "with", "after", "within"});
  return found;
}

// True if the list of `found` goes on, which then has one more in it. "and" in such a list
// excludes either, too.
bool ReadNext(const Words& words, Found<ConditionsAsked>& found) {
  size_t at = found.end;
  if (words.IsAnyOf(at, {"women", "woman", "females", "female"})) ++at;
  const size_t separator = at;
  while (words.IsAnyOf(at, {",", "or", "and", "/", "nor"})) ++at;
  if (at == separator) return false;
  while (words.IsAnyOf(at, {"currently", "are", "is", "actively", "who", "women", "a", "those",
                            "presently", "be", "females", "mothers", "not"})) {
    // "not pregnant and not lactating": as one "not" over both.
    if (words.Is(at, "not") && !words.IsAnyOf(found.begin - 1, {"not", "be"})) return false;
    ++at;
  }
  const bool negated = SkipNon(words, at);
  const size_t name_at = at;
  const Name* const name = ReadName(words, at);
  if (name == nullptr || negated != found.negated) return false;
  if (words.Is(name_at, "pregnancy") && IsSomethingElse(words, at)) return false;
  found.value.any_of |= name->condition;
  found.end = at;
  return true;
}

}  // namespace

std::optional<Found<ConditionsAsked>> ReadConditions(const Words& words, size_t i) {
  if (const auto test = ReadTest(words, i); test.has_value()) return test;
  auto found = ReadFirst(words, i);
  if (!found.has_value()) return std::nullopt;
  while (ReadNext(words, *found)) {
  }
  found->end += words.MatchAnyOf(
      found->end,
      {"women", "woman", "females", "female", "mothers", "patients", "patient", "subjects",
       "participants", "subject", "mother", "individuals", "a child", "an infant", "women patients",
       "female patients", "female subjects", "state", "female participants"});
  return found;
}

}  // namespace trialdex
