#include <cmath>

#include "libs/eligibility/readers/fact_readers.h"
#include "libs/eligibility/readers/number_range.h"

namespace trialdex {
namespace {

struct ScaleName {
  absl::string_view words;
  PerformanceScale scale;
};

constexpr ScaleName kScaleNames[] = {
    {"eastern cooperative oncology group", PerformanceScale::kEcog},
    {"eastern co operative oncology group", PerformanceScale::kEcog},
    {"world health organization performance", PerformanceScale::kEcog},
    {"world health organisation performance", PerformanceScale::kEcog},
    {"ecog", PerformanceScale::kEcog},
    {"zubrod", PerformanceScale::kEcog},
    {"who performance", PerformanceScale::kEcog},
    {"who ps", PerformanceScale::kEcog},
    {"karnofsky", PerformanceScale::kKarnofsky},
    {"kps", PerformanceScale::kKarnofsky},
};

const ScaleName* ReadScaleName(const Words& words, size_t& i) {
  if (words.at(i).text.empty()) return nullptr;
  for (const ScaleName& row : kScaleNames) {
    if (row.words[0] != words.at(i).text[0]) continue;
    if (const size_t count = words.Match(i, row.words); count != 0) {
      i += count;
      return &row;
    }
  }
  return nullptr;
}

// Words between a scale's name and the value.
void SkipLabel(const Words& words, size_t& i) {
  while (
      words.IsAnyOf(
          i, {"performance", "status", "score",  "scores",   "scale", "index",    "ps",    "(",
              ")",           ":",      "of",     "is",       "a",     "an",       "grade", "level",
              "must",        "be",     "should", "=",        "kps",   "pfs",      "ecog",  "zubrod",
              "who",         "rating", "[",      "]",        "the",   ",",        "was",   "has",
              "in",          "range",  "group",  "standard", "total", "currently"}) ||
      (words.Is(i, "-") && words.IsAnyOf(i + 1, {"index", "performance", "score", "status"}))) {
    ++i;
  }
}

// Whole numbers on an ECOG scale, tens on a Karnofsky scale.
std::optional<Performance> ToPerformance(PerformanceScale scale, const NumberRange& range) {
  const bool ecog = scale == PerformanceScale::kEcog;
  const int step = ecog ? 1 : 10;
  Performance performance{scale, 0, ecog ? 5 : 100};
  for (const auto* end : {&range.low, &range.high}) {
    if (!end->has_value()) continue;
    const double value = (*end)->value;
    if (value != std::floor(value) || value > performance.highest || value < 0) {
      return std::nullopt;
    }
    if (!ecog && value < step && value != 0) return std::nullopt;
    // "up to 2" on a scale that counts from 0 has its end in.
  }
  if (range.low.has_value()) {
    performance.lowest = static_cast<int>(range.low->value) + (range.low->strict ? step : 0);
  }
  if (range.high.has_value()) {
    performance.highest = static_cast<int>(range.high->value) - (range.high->strict ? step : 0);
  }
  if (performance.lowest > performance.highest) return std::nullopt;
  return performance;
}

}  // namespace

std::optional<Found<Performance>> ReadPerformance(const Words& words, size_t i) {
  size_t at = i;
  const ScaleName* const name = ReadScaleName(words, at);
  std::optional<PerformanceScale> scale;
  if (name != nullptr) {
    scale = name->scale;
  } else if (const size_t count = words.Match(at, "performance status"); count != 0) {
    at += count;
  } else {
    return std::nullopt;
  }
  SkipLabel(words, at);
  // "ECOG / WHO", "ECOG or Zubrod": two names of one scale.
  if (words.IsAnyOf(at, {"/", "or"})) {
    size_t second_at = at + 1;
    const ScaleName* const second = ReadScaleName(words, second_at);
    if (second != nullptr && scale == second->scale) {
      at = second_at;
      SkipLabel(words, at);
    }
  }
  const auto range = ReadNumberRange(words, at);
  if (!range.has_value()) return std::nullopt;
  if ((range->low && range->low->unit_days > 0) || (range->high && range->high->unit_days > 0)) {
    return std::nullopt;
  }
  if (!scale.has_value()) {
    const double value = range->high.has_value() ? range->high->value : range->low->value;
    scale = value > 5 ? PerformanceScale::kKarnofsky : PerformanceScale::kEcog;
  }
  const auto performance = ToPerformance(*scale, *range);
  if (!performance.has_value()) return std::nullopt;
  return Found<Performance>{*performance, i, range->end};
}

}  // namespace trialdex
