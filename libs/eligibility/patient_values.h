// What can be said of a patient, and asked of one, in a form that compares.
#ifndef TRIALDEX_LIBS_ELIGIBILITY_PATIENT_VALUES_H_
#define TRIALDEX_LIBS_ELIGIBILITY_PATIENT_VALUES_H_

#include <cstdint>
#include <limits>
#include <optional>

namespace trialdex {

// An age as people say it: "45 years old" is [45, 46), "3 months" [3/12, 4/12).
struct AgeSpan {
  // In years; a month is a twelfth, a day 1/365.25.
  double from = 0;
  // Not included.
  double until = 0;
};

// Ages asked for. People write "over 18" and mean 18 or 19: what lies between the
// possible and the certain bounds is not known to be in or out.
struct AgeLimits {
  static constexpr double kNone = std::numeric_limits<double>::infinity();
  // Years, inclusive.
  double from_possible = 0;
  double from_certain = 0;
  // Years, not included.
  double until_certain = kNone;
  double until_possible = kNone;
};

// ECOG (also WHO, Zubrod) from 0, well, to 5; Karnofsky from 100, well, to 0.
enum class PerformanceScale : uint8_t { kEcog, kKarnofsky };

// A value, or a range of them, on a scale. Both ends inclusive.
struct Performance {
  PerformanceScale scale = PerformanceScale::kEcog;
  int lowest = 0;
  int highest = 0;
};

// A set of cancer stages: bit 0 is stage 0, then four for each of I to IV: A, B, C, D. Stage
// "III" is all four of its bits.
using StageSet = uint32_t;

// States of a body that exclude from many trials.
using ConditionSet = uint8_t;
constexpr ConditionSet kPregnant = 1;
constexpr ConditionSet kBreastfeeding = 2;

// Something a laboratory finds or does not find. A gene's alteration and its product's
// expression are two markers where they are two tests.
enum class Marker : uint8_t {
  kHer2,              // overexpressed or amplified
  kHer2Mutation,      //
  kEstrogenReceptor,  //
  kProgesteroneReceptor,
  kHormoneReceptor,  // one of the two above, or both
  kEgfrMutation,     //
  kEgfrExpression,   //
  kAlk,              // rearranged
  kRos1,             // rearranged
  kRet,              // altered
  kNtrk,             // fused
  kKras,             // mutated
  kNras,             // mutated
  kRas,              // KRAS or NRAS mutated
  kBraf,             // mutated
  kPdL1,             // expressed
  kBrca1,            // mutated
  kBrca2,            // mutated
  kBrca,             // one of the two above, or both
  kMsi,              // microsatellite instability or mismatch repair deficiency
  kIdh1,             // mutated
  kIdh2,             // mutated
  kFlt3,             // mutated
  kPhiladelphia,     // the chromosome, BCR-ABL
  kCd20,             // expressed
  kHpv,              // infected
  kHiv,              // infected
  kHbv,              // infected
  kHcv,              // infected
};

struct MarkerState {
  Marker marker = {};
  // Positive, mutated, infected; or negative, wild type, not infected.
  bool present = false;
};

// Kinds of treatment, as bits.
using TherapySet = uint16_t;
constexpr TherapySet kChemotherapy = 1;
constexpr TherapySet kRadiotherapy = 2;
constexpr TherapySet kSurgery = 4;
constexpr TherapySet kImmunotherapy = 8;
constexpr TherapySet kHormoneTherapy = 16;
constexpr TherapySet kTransplant = 32;
constexpr TherapySet kInvestigational = 64;
constexpr TherapySet kBloodTransfusion = 128;
constexpr TherapySet kSystemicSteroids = 512;

// Having had a treatment.
struct PriorTherapy {
  TherapySet kinds = 0;
  // Had, or said not to have had.
  bool had = true;
  // How long ago it ended, [at least, at most) days; 0 is "now". Unset if not said.
  struct Ago {
    double at_least = 0;
    double below = 0;
  };
  std::optional<Ago> days_ago;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_ELIGIBILITY_PATIENT_VALUES_H_
