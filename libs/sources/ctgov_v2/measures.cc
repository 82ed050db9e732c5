// The measures of resultsSection: baseline characteristics and outcomes.
#include "libs/sources/ctgov_v2/fields.h"
#include "libs/sources/ctgov_v2/modules.h"

namespace trialdex::ctgov_v2 {
namespace {

constexpr Field<v1::DenominatorCount> kDenominatorCount[] = {
    {"groupId", V2_INTO(DenominatorCount, group_id)},
    {"value", V2_INTO(DenominatorCount, value)},
};

constexpr Field<v1::Denominator> kDenominator[] = {
    {"units", V2_INTO(Denominator, units)},
    {"counts", V2_LIST(Denominator, counts, kDenominatorCount)},
};

constexpr Field<v1::Measurement> kMeasurement[] = {
    {"groupId", V2_INTO(Measurement, group_id)},
    {"value", V2_INTO(Measurement, value)},
    {"spread", V2_INTO(Measurement, spread)},
    {"lowerLimit", V2_INTO(Measurement, lower_limit)},
    {"upperLimit", V2_INTO(Measurement, upper_limit)},
    {"comment", V2_INTO(Measurement, comment)},
};

constexpr Field<v1::MeasureCategory> kMeasureCategory[] = {
    {"title", V2_INTO(MeasureCategory, title)},
    {"measurements", V2_LIST(MeasureCategory, measurements, kMeasurement)},
};

constexpr Field<v1::MeasureClass> kMeasureClass[] = {
    {"title", V2_INTO(MeasureClass, title)},
    {"denoms", V2_LIST(MeasureClass, denoms, kDenominator)},
    {"categories", V2_LIST(MeasureClass, categories, kMeasureCategory)},
};

constexpr Field<v1::BaselineMeasure> kBaselineMeasure[] = {
    {"title", V2_INTO(BaselineMeasure, title)},
    {"description", V2_INTO(BaselineMeasure, description)},
    {"populationDescription", V2_INTO(BaselineMeasure, population_description)},
    {"paramType", V2_SET(BaselineMeasure, param)},
    {"dispersionType", V2_SET(BaselineMeasure, dispersion)},
    {"unitOfMeasure", V2_INTO(BaselineMeasure, unit)},
    {"calculatePct", V2_SET(BaselineMeasure, calculate_percentage)},
    {"denomUnitsSelected", V2_INTO(BaselineMeasure, denom_units_selected)},
    {"denoms", V2_LIST(BaselineMeasure, denoms, kDenominator)},
    {"classes", V2_LIST(BaselineMeasure, classes, kMeasureClass)},
};

constexpr Field<v1::BaselineCharacteristics> kBaseline[] = {
    {"populationDescription", V2_INTO(BaselineCharacteristics, population_description)},
    {"typeUnitsAnalyzed", V2_INTO(BaselineCharacteristics, units_analyzed)},
    {"groups", V2_LIST(BaselineCharacteristics, groups, kResultGroup)},
    {"denoms", V2_LIST(BaselineCharacteristics, denoms, kDenominator)},
    {"measures", V2_LIST(BaselineCharacteristics, measures, kBaselineMeasure)},
};

constexpr Field<v1::MeasureAnalysis> kAnalysis[] = {
    {"groupIds", V2_INTO(MeasureAnalysis, group_ids)},
    {"groupDescription", V2_INTO(MeasureAnalysis, group_description)},
    {"testedNonInferiority", V2_SET(MeasureAnalysis, tested_non_inferiority)},
    {"nonInferiorityType", V2_SET(MeasureAnalysis, non_inferiority_type)},
    {"nonInferiorityComment", V2_INTO(MeasureAnalysis, non_inferiority_comment)},
    {"pValue", V2_INTO(MeasureAnalysis, p_value)},
    {"pValueComment", V2_INTO(MeasureAnalysis, p_value_comment)},
    {"statisticalMethod", V2_INTO(MeasureAnalysis, statistical_method)},
    {"statisticalComment", V2_INTO(MeasureAnalysis, statistical_comment)},
    {"paramType", V2_INTO(MeasureAnalysis, param_type)},
    {"paramValue", V2_INTO(MeasureAnalysis, param_value)},
    {"ciPctValue", V2_INTO(MeasureAnalysis, ci_percent)},
    {"ciNumSides", V2_SET(MeasureAnalysis, ci_sides)},
    {"ciLowerLimit", V2_INTO(MeasureAnalysis, ci_lower_limit)},
    {"ciUpperLimit", V2_INTO(MeasureAnalysis, ci_upper_limit)},
    {"ciLowerLimitComment", V2_INTO(MeasureAnalysis, ci_lower_limit_comment)},
    {"ciUpperLimitComment", V2_INTO(MeasureAnalysis, ci_upper_limit_comment)},
    {"dispersionType", V2_SET(MeasureAnalysis, dispersion)},
    {"dispersionValue", V2_INTO(MeasureAnalysis, dispersion_value)},
    {"estimateComment", V2_INTO(MeasureAnalysis, estimate_comment)},
    {"otherAnalysisDescription", V2_INTO(MeasureAnalysis, other_analysis_description)},
};

constexpr Field<v1::OutcomeMeasure> kOutcomeMeasure[] = {
    {"type", V2_SET(OutcomeMeasure, type)},
    {"title", V2_INTO(OutcomeMeasure, title)},
    {"description", V2_INTO(OutcomeMeasure, description)},
    {"populationDescription", V2_INTO(OutcomeMeasure, population_description)},
    {"reportingStatus", V2_SET(OutcomeMeasure, reporting_status)},
    {"anticipatedPostingDate", V2_INTO(OutcomeMeasure, anticipated_posting_date)},
    {"paramType", V2_SET(OutcomeMeasure, param)},
    {"dispersionType", V2_INTO(OutcomeMeasure, dispersion)},
    {"unitOfMeasure", V2_INTO(OutcomeMeasure, unit)},
    {"calculatePct", V2_SET(OutcomeMeasure, calculate_percentage)},
    {"timeFrame", V2_INTO(OutcomeMeasure, time_frame)},
    {"typeUnitsAnalyzed", V2_INTO(OutcomeMeasure, units_analyzed)},
    {"denomUnitsSelected", V2_INTO(OutcomeMeasure, denom_units_selected)},
    {"groups", V2_LIST(OutcomeMeasure, groups, kResultGroup)},
    {"denoms", V2_LIST(OutcomeMeasure, denoms, kDenominator)},
    {"classes", V2_LIST(OutcomeMeasure, classes, kMeasureClass)},
    {"analyses", V2_LIST(OutcomeMeasure, analyses, kAnalysis)},
};

constexpr Field<v1::Results> kOutcomeMeasures[] = {
    {"outcomeMeasures", V2_LIST(Results, outcome_measures, kOutcomeMeasure)},
};

}  // namespace

absl::Status ReadBaseline(JsonReader& reader, JsonValue& value, v1::Results& results) {
  return Object<&v1::Results::mutable_baseline, kBaseline>(reader, value, results);
}

absl::Status ReadOutcomeMeasures(JsonReader& reader, JsonValue& value, v1::Results& results) {
  return Same<v1::Results, kOutcomeMeasures>(reader, value, results);
}

}  // namespace trialdex::ctgov_v2
