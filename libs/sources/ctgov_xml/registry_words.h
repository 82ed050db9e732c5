// The words of classic XML for values of closed lists, where they differ from
// the names of our enums.
#ifndef TRIALDEX_LIBS_SOURCES_CTGOV_XML_REGISTRY_WORDS_H_
#define TRIALDEX_LIBS_SOURCES_CTGOV_XML_REGISTRY_WORDS_H_

#include <array>
#include <optional>

#include "absl/strings/string_view.h"
#include "libs/trial/enum_names.h"
#include "trialdex/v1/trial.pb.h"

namespace trialdex::ctgov_xml {

// A word that ParseEnum does not find.
template <typename Enum>
struct Spelling {
  absl::string_view word;
  Enum value;
};

template <typename Enum>
inline constexpr std::array<Spelling<Enum>, 0> kSpellings = {};

template <>
inline constexpr auto kSpellings<v1::AgencyClass> =
    std::to_array<Spelling<v1::AgencyClass>>({{"U.S. Fed", v1::AGENCY_CLASS_FED}});

template <>
inline constexpr auto kSpellings<v1::AnalysisDispersion> =
    std::to_array<Spelling<v1::AnalysisDispersion>>(
        {{"Standard Error of the Mean", v1::ANALYSIS_DISPERSION_STANDARD_ERROR_OF_MEAN}});

template <>
inline constexpr auto kSpellings<v1::DateType> = std::to_array<Spelling<v1::DateType>>({
    {"Anticipated", v1::DATE_TYPE_ESTIMATED},
    {"Estimate", v1::DATE_TYPE_ESTIMATED},
});

template <>
inline constexpr auto kSpellings<v1::EnrollmentType> = std::to_array<Spelling<v1::EnrollmentType>>({
    {"Anticipated", v1::ENROLLMENT_TYPE_ESTIMATED},
    {"Estimate", v1::ENROLLMENT_TYPE_ESTIMATED},
});

template <>
inline constexpr auto kSpellings<v1::InterventionModel> =
    std::to_array<Spelling<v1::InterventionModel>>({
        {"Crossover Assignment", v1::INTERVENTION_MODEL_CROSSOVER},
        {"Factorial Assignment", v1::INTERVENTION_MODEL_FACTORIAL},
        {"Parallel Assignment", v1::INTERVENTION_MODEL_PARALLEL},
        {"Sequential Assignment", v1::INTERVENTION_MODEL_SEQUENTIAL},
        {"Single Group Assignment", v1::INTERVENTION_MODEL_SINGLE_GROUP},
    });

template <>
inline constexpr auto kSpellings<v1::IntervalSides> = std::to_array<Spelling<v1::IntervalSides>>({
    {"1-Sided", v1::INTERVAL_SIDES_ONE_SIDED},
    {"2-Sided", v1::INTERVAL_SIDES_TWO_SIDED},
});

template <>
inline constexpr auto kSpellings<v1::IpdSharingInfoType> =
    std::to_array<Spelling<v1::IpdSharingInfoType>>({
        {"Clinical Study Report (CSR)", v1::IPD_SHARING_INFO_TYPE_CSR},
        {"Informed Consent Form (ICF)", v1::IPD_SHARING_INFO_TYPE_ICF},
        {"Statistical Analysis Plan (SAP)", v1::IPD_SHARING_INFO_TYPE_SAP},
    });

// Records from before 2016 name two of the roles otherwise.
template <>
inline constexpr auto kSpellings<v1::MaskedRole> = std::to_array<Spelling<v1::MaskedRole>>({
    {"Caregiver", v1::MASKED_ROLE_CARE_PROVIDER},
    {"Subject", v1::MASKED_ROLE_PARTICIPANT},
});

template <>
inline constexpr auto kSpellings<v1::Masking> = std::to_array<Spelling<v1::Masking>>({
    {"Double Blind", v1::MASKING_DOUBLE},
    {"Double-Blind", v1::MASKING_DOUBLE},
    {"No masking", v1::MASKING_NONE},
    {"Open Label", v1::MASKING_NONE},
    {"Single Blind", v1::MASKING_SINGLE},
    {"Single-Blind", v1::MASKING_SINGLE},
});

template <>
inline constexpr auto kSpellings<v1::MeasureDispersion> =
    std::to_array<Spelling<v1::MeasureDispersion>>({
        {"80% Confidence Interval", v1::MEASURE_DISPERSION_CONFIDENCE_80},
        {"90% Confidence Interval", v1::MEASURE_DISPERSION_CONFIDENCE_90},
        {"95% Confidence Interval", v1::MEASURE_DISPERSION_CONFIDENCE_95},
        {"97.5% Confidence Interval", v1::MEASURE_DISPERSION_CONFIDENCE_975},
        {"99% Confidence Interval", v1::MEASURE_DISPERSION_CONFIDENCE_99},
        {"Geometric Coefficient of Variation", v1::MEASURE_DISPERSION_GEOMETRIC_COEFFICIENT},
    });

template <>
inline constexpr auto kSpellings<v1::OverallStatus> = std::to_array<Spelling<v1::OverallStatus>>({
    {"No longer recruiting", v1::OVERALL_STATUS_ACTIVE_NOT_RECRUITING},
    {"Unknown status", v1::OVERALL_STATUS_UNKNOWN},
});

template <>
inline constexpr auto kSpellings<v1::Phase> =
    std::to_array<Spelling<v1::Phase>>({{"Phase 0", v1::PHASE_EARLY_PHASE1}});

template <>
inline constexpr auto kSpellings<v1::PrimaryPurpose> = std::to_array<Spelling<v1::PrimaryPurpose>>(
    {{"Educational/Counseling/Training", v1::PRIMARY_PURPOSE_ECT}});

template <>
inline constexpr auto kSpellings<v1::RecruitmentStatus> =
    std::to_array<Spelling<v1::RecruitmentStatus>>(
        {{"No longer recruiting", v1::RECRUITMENT_STATUS_ACTIVE_NOT_RECRUITING}});

template <>
inline constexpr auto kSpellings<v1::Sex> = std::to_array<Spelling<v1::Sex>>({{"Both",
                                                                               v1::SEX_ALL}});

// The value that `word` stands for; nullopt if it stands for none.
template <typename Enum>
std::optional<Enum> ParseWord(absl::string_view word) {
  for (const Spelling<Enum>& spelling : kSpellings<Enum>) {
    if (spelling.word == word) return spelling.value;
  }
  return ParseEnum<Enum>(word);
}

}  // namespace trialdex::ctgov_xml

#endif  // TRIALDEX_LIBS_SOURCES_CTGOV_XML_REGISTRY_WORDS_H_
