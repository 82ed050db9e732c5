#include "libs/eligibility/verdict.h"

#include <utility>

#include "libs/eligibility/describe.h"

namespace trialdex {
namespace {

Truth Not(Truth truth) {
  if (truth == Truth::kUnknown) return truth;
  return truth == Truth::kTrue ? Truth::kFalse : Truth::kTrue;
}

Truth Of(bool value) { return value ? Truth::kTrue : Truth::kFalse; }

template <typename T>
Verdict From(Truth truth, const Stated<T>& fact) {
  return {truth, Describe(fact.value), fact.span};
}

Verdict JudgeAsked(const AgeLimits& asked, const PatientFacts& facts) {
  if (!facts.age.has_value()) return {};
  // A month is not a whole number of days: ages in days and in years meet within rounding.
  constexpr double kRounding = 1e-6;
  const AgeSpan& age = facts.age->value;
  if (age.from + kRounding >= asked.from_certain && age.until <= asked.until_certain + kRounding) {
    return From(Truth::kTrue, *facts.age);
  }
  if (age.until <= asked.from_possible + kRounding ||
      age.from + kRounding >= asked.until_possible) {
    return From(Truth::kFalse, *facts.age);
  }
  return From(Truth::kUnknown, *facts.age);
}

Verdict JudgeAsked(const SexAsked& asked, const PatientFacts& facts) {
  if (!facts.sex.has_value()) return {};
  return From(Of(facts.sex->value == asked.sex), *facts.sex);
}

Verdict JudgeAsked(const HealthAsked&, const PatientFacts& facts) {
  if (!facts.healthy.has_value()) return {};
  return {Of(facts.healthy->value), facts.healthy->value ? "healthy" : "not healthy",
          facts.healthy->span};
}

// The verdict of several facts about one thing: what they agree on.
class Agreement {
 public:
  template <typename T>
  void Add(Truth truth, const Stated<T>& fact) {
    if (!verdict_.has_value()) {
      verdict_ = From(truth, fact);
    } else if (verdict_->truth != truth) {
      verdict_->truth = Truth::kUnknown;
    }
  }
  Verdict Result() && { return verdict_.value_or(Verdict{}); }

 private:
  std::optional<Verdict> verdict_;
};

Verdict JudgeAsked(const Performance& asked, const PatientFacts& facts) {
  Agreement agreement;
  for (const Stated<Performance>& fact : facts.performance) {
    if (fact.value.scale != asked.scale) continue;
    const bool inside = fact.value.lowest >= asked.lowest && fact.value.highest <= asked.highest;
    const bool outside = fact.value.highest < asked.lowest || fact.value.lowest > asked.highest;
    agreement.Add(inside ? Truth::kTrue : outside ? Truth::kFalse : Truth::kUnknown, fact);
  }
  return std::move(agreement).Result();
}

Verdict JudgeAsked(const StagesAsked& asked, const PatientFacts& facts) {
  Agreement agreement;
  for (const Stated<StageSet>& fact : facts.stages) {
    const bool inside = (fact.value & ~asked.any_of) == 0;
    const bool outside = (fact.value & asked.any_of) == 0;
    const Truth truth = inside ? Truth::kTrue : outside ? Truth::kFalse : Truth::kUnknown;
    agreement.Add(truth, Stated<StagesAsked>{{fact.value}, fact.span});
  }
  return std::move(agreement).Result();
}

// Joins the verdicts of alternatives: the first that is true; unknown if one is.
class AnyOf {
 public:
  void Add(Verdict verdict) {
    if (verdict.truth != Truth::kTrue) all_false_ &= verdict.truth == Truth::kFalse;
    const bool better = verdict.truth == Truth::kTrue && decided_.truth != Truth::kTrue;
    if (better || decided_.fact.empty()) decided_ = std::move(verdict);
  }
  Verdict Result() && {
    if (decided_.truth == Truth::kTrue) return decided_;
    decided_.truth = all_false_ ? Truth::kFalse : Truth::kUnknown;
    return decided_;
  }

 private:
  bool all_false_ = true;
  Verdict decided_;
};

Verdict JudgeCondition(const std::optional<Stated<bool>>& fact, absl::string_view yes,
                       absl::string_view no, const PatientFacts& facts) {
  if (fact.has_value()) {
    return {Of(fact->value), std::string(fact->value ? yes : no), fact->span};
  }
  if (facts.sex.has_value() && facts.sex->value == v1::SEX_MALE) {
    return From(Truth::kFalse, *facts.sex);
  }
  return {};
}

Verdict JudgeAsked(const ConditionsAsked& asked, const PatientFacts& facts) {
  AnyOf any;
  if ((asked.any_of & kPregnant) != 0) {
    any.Add(JudgeCondition(facts.pregnant, "pregnant", "not pregnant", facts));
  }
  if ((asked.any_of & kBreastfeeding) != 0) {
    any.Add(JudgeCondition(facts.breastfeeding, "breast-feeding", "not breast-feeding", facts));
  }
  return std::move(any).Result();
}

Verdict JudgeMarker(const MarkerState& asked, const PatientFacts& facts) {
  Agreement agreement;
  for (const Stated<MarkerState>& fact : facts.markers) {
    if (fact.value.marker == asked.marker) {
      agreement.Add(Of(fact.value.present == asked.present), fact);
    }
  }
  return std::move(agreement).Result();
}

struct MarkerParts {
  Marker whole;
  Marker first;
  Marker second;
};

// A whole is present if one of its parts is, absent if both are.
constexpr MarkerParts kMarkerParts[] = {
    {Marker::kHormoneReceptor, Marker::kEstrogenReceptor, Marker::kProgesteroneReceptor},
    {Marker::kRas, Marker::kKras, Marker::kNras},
    {Marker::kBrca, Marker::kBrca1, Marker::kBrca2},
};

Verdict JudgeMarkerOrParts(const MarkerState& asked, const PatientFacts& facts) {
  Verdict verdict = JudgeMarker(asked, facts);
  if (!verdict.fact.empty()) return verdict;
  for (const MarkerParts& parts : kMarkerParts) {
    if (asked.marker == parts.whole) {
      AnyOf any;
      any.Add(JudgeMarker({parts.first, true}, facts));
      any.Add(JudgeMarker({parts.second, true}, facts));
      verdict = std::move(any).Result();
      if (!asked.present) verdict.truth = Not(verdict.truth);
      return verdict;
    }
    // Without the whole there is no part.
    if (asked.marker != parts.first && asked.marker != parts.second) continue;
    const Verdict whole = JudgeMarker({parts.whole, false}, facts);
    if (whole.truth == Truth::kTrue) return {Of(!asked.present), whole.fact, whole.note};
  }
  return verdict;
}

Verdict JudgeAsked(const MarkersAsked& asked, const PatientFacts& facts) {
  AnyOf any;
  for (const MarkerState& state : asked.any_of) any.Add(JudgeMarkerOrParts(state, facts));
  return std::move(any).Result();
}

// Whether a treatment that the patient had counts for the window.
Truth InWindow(const PriorTherapy& therapy, const std::optional<double>& within_days) {
  if (!within_days.has_value()) return Truth::kTrue;
  if (!therapy.days_ago.has_value()) return Truth::kUnknown;
  if (therapy.days_ago->below <= *within_days) return Truth::kTrue;
  return therapy.days_ago->at_least > *within_days ? Truth::kFalse : Truth::kUnknown;
}

Verdict JudgeAsked(const TherapyAsked& asked, const PatientFacts& facts) {
  AnyOf any;
  for (TherapySet kind = 1; kind != 0 && kind <= asked.any_of;
       kind = static_cast<TherapySet>(kind << 1)) {
    if ((asked.any_of & kind) == 0) continue;
    Agreement agreement;
    for (const Stated<PriorTherapy>& fact : facts.therapies) {
      if ((fact.value.kinds & kind) == 0) continue;
      const Truth truth = fact.value.had ? InWindow(fact.value, asked.within_days) : Truth::kFalse;
      if (truth == Truth::kTrue) return From(truth, fact);
      agreement.Add(truth, fact);
    }
    any.Add(std::move(agreement).Result());
  }
  return std::move(any).Result();
}

}  // namespace

Verdict Judge(const Requirement& requirement, const PatientFacts& facts) {
  Verdict verdict = std::visit([&facts](const auto& asked) { return JudgeAsked(asked, facts); },
                               requirement.asked);
  if (requirement.narrower && verdict.truth == Truth::kTrue) verdict.truth = Truth::kUnknown;
  if (requirement.negated) verdict.truth = Not(verdict.truth);
  return verdict;
}

ItemVerdict Judge(const ItemReading& reading, const PatientFacts& facts) {
  const bool all = reading.join == ItemReading::Join::kAll;
  // What one requirement is enough to decide.
  const Truth deciding = all ? Truth::kFalse : Truth::kTrue;
  ItemVerdict result;
  bool open = !reading.complete;
  for (size_t i = 0; i < reading.requirements.size(); ++i) {
    Verdict verdict = Judge(reading.requirements[i], facts);
    if (verdict.truth == deciding) return {std::move(verdict), i};
    open |= verdict.truth == Truth::kUnknown;
    if (i == 0 || (result.verdict.truth != Truth::kUnknown && verdict.truth == Truth::kUnknown)) {
      result = {std::move(verdict), i};
    }
  }
  result.verdict.truth = open ? Truth::kUnknown : Not(deciding);
  return result;
}

}  // namespace trialdex
