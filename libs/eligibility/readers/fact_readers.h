// Readers of one thing at one place of a criterion or a note. Each returns what begins at
// word `i`, or nullopt; criterion_rules.h and patient_note.h decide what it means there.
#ifndef TRIALDEX_LIBS_ELIGIBILITY_READERS_FACT_READERS_H_
#define TRIALDEX_LIBS_ELIGIBILITY_READERS_FACT_READERS_H_

#include <cstddef>
#include <optional>

#include "libs/eligibility/requirement.h"
#include "libs/eligibility/words/words.h"

namespace trialdex {

// What was read from words [begin, end).
template <typename T>
struct Found {
  T value{};
  size_t begin = 0;
  size_t end = 0;
  bool negated = false;
  bool narrower = false;
};

// "age ≥ 18 years", "18 to 65 years of age", "older than 60", "aged 18-75"; with
// `after_age_heading` also "18 and over". Not: ages of anything else than the patient now.
std::optional<Found<AgeLimits>> ReadAgeLimits(const Words& words, size_t i, bool after_age_heading);

// "ECOG 0-1", "Eastern Cooperative Oncology Group (ECOG) performance status of 2 or less",
// "Karnofsky ≥ 70 %", "performance status 0, 1 or 2".
std::optional<Found<Performance>> ReadPerformance(const Words& words, size_t i);

// "stage IIIB/IV", "stages I to III". Only the numerals: whether it is a cancer's
// stage is decided by IsOfCancer.
std::optional<Found<StagesAsked>> ReadStages(const Words& words, size_t i);

// True if the sentence [begin, end) speaks of a cancer, and nothing else that has stages
// stands close to `stage`.
bool IsOfCancer(const Words& words, size_t begin, size_t end, const Found<StagesAsked>& stage);

// "pregnant or lactating women", "non-pregnant", "negative pregnancy test".
std::optional<Found<ConditionsAsked>> ReadConditions(const Words& words, size_t i);

// "HER2-positive", "ER+", "wild-type KRAS", "HIV or hepatitis B infection", "negative
// for HIV", "triple-negative" (all of its three are negative: negated, any positive).
// With `in_note`, "ER/PR positive" is both; in a criterion it may be either and is not read.
std::optional<Found<MarkersAsked>> ReadMarkers(const Words& words, size_t i, bool in_note);

// "prior chemotherapy", "radiotherapy within 4 weeks of enrollment", "at least 4 weeks
// since prior chemotherapy" (negated).
std::optional<Found<TherapyAsked>> ReadTherapy(const Words& words, size_t i);

// "chemotherapy, radiotherapy or surgery": the kinds alone.
std::optional<Found<TherapySet>> ReadTherapyKinds(const Words& words, size_t i);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_ELIGIBILITY_READERS_FACT_READERS_H_
