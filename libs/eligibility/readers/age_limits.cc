#include "libs/eligibility/readers/fact_readers.h"
#include "libs/eligibility/readers/number_range.h"
#include "libs/eligibility/words/number_words.h"

namespace trialdex {
namespace {

constexpr double kOldestYears = 125;

// The bounds in years. An upper bound that is in stands for the whole unit: "65
// years" ends at the 66th birthday.
std::optional<AgeLimits> ToLimits(const NumberRange& range) {
  const double year = DaysInUnit("years");
  AgeLimits limits;
  if (range.low.has_value()) {
    const double unit = (range.low->unit_days > 0 ? range.low->unit_days : year) / year;
    limits.from_possible = range.low->value * unit;
    limits.from_certain = (range.low->value + (range.low->strict ? 1 : 0)) * unit;
    if (limits.from_possible > kOldestYears) return std::nullopt;
  }
  if (range.high.has_value()) {
    const double unit = (range.high->unit_days > 0 ? range.high->unit_days : year) / year;
    const double next = range.high->value + (range.high->strict ? 0 : 1);
    limits.until_possible = next * unit;
    limits.until_certain = (range.high->vague ? range.high->value : next) * unit;
    if (limits.until_certain > kOldestYears + 1) return std::nullopt;
  }
  if (limits.until_certain <= limits.from_possible) return std::nullopt;
  return limits;
}

// Ages that are not the patient's now.
bool IsOtherAge(const Words& words, size_t begin, size_t end) {
  for (size_t back = 1; back <= 3; ++back) {
    if (words.IsAnyOf(begin - back, {"gestational", "bone", "donor", "mental", "maternal",
                                     "paternal", "partner", "onset", "menopausal", "postmenopausal",
                                     "corrected", "conceptional", "postmenstrual", "physiological",
                                     "biological", "developmental", "disease", "coital"})) {
      return true;
    }
  }
  for (size_t next = end; next < end + 7 && next < words.size(); ++next) {
    if (words.IsAnyOf(next, {"diagnosis", "onset", "diagnosed", "surgery", "birth", "gestation",
                             "menopause", "transplant", "transplantation", "infusion"})) {
      return true;
    }
    if (words.StartsSentence(next + 1)) break;
  }
  return false;
}

}  // namespace

std::optional<Found<AgeLimits>> ReadAgeLimits(const Words& words, size_t i,
                                              bool after_age_heading) {
  size_t at = i;
  const bool labelled = words.IsAnyOf(at, {"age", "aged", "ages"});
  if (labelled) {
    // "age-related", "age matched".
    if (words.Is(at + 1, "-") && !words.IsNumber(at + 2)) return std::nullopt;
    ++at;
    while (words.IsAnyOf(
        at, {":",       "is",   "of",  "range", "=",        "must",   "be",    "(",
             "years",   "year", "in",  "at",    "-",        "limits", "limit", "patients",
             "patient", "who",  "are", "group", "criteria", ")"})) {
      if (words.Match(at, "at least") != 0) break;
      ++at;
    }
  }
  const auto range = ReadNumberRange(words, at);
  if (!range.has_value()) return std::nullopt;
  if (!labelled && !after_age_heading && !range->of_age) return std::nullopt;
  // A number alone is a part of something that was not understood.
  if (range->low && range->high && range->low->value == range->high->value) return std::nullopt;
  if (IsOtherAge(words, i, range->end)) return std::nullopt;
  size_t end = range->end;
  end += words.MatchAnyOf(end, {"years", "of age", "years of age", "years old", "old", "in age",
                                "yrs", "( inclusive )", "inclusive", "at least"});
  const auto limits = ToLimits(*range);
  if (!limits.has_value()) return std::nullopt;
  return Found<AgeLimits>{*limits, i, end};
}

}  // namespace trialdex
