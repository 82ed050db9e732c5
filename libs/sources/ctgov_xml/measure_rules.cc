// <baseline> and <outcome_list> of <clinical_results>.
#include "absl/strings/str_cat.h"
#include "libs/sources/ctgov_xml/results_rules.h"
#include "libs/trial/partial_date.h"

namespace trialdex::ctgov_xml {
namespace {

// An element whose content is said by where it stands.
template <typename Target>
void Implied(StudyReader&, const pugi::xml_node&, absl::string_view, Target&) {}

// <count group_id="B1" value="12"/>
void ReadDenominatorCount(StudyReader&, const pugi::xml_node& element, absl::string_view,
                          v1::Denominator& denominator) {
  v1::DenominatorCount& count = *denominator.add_counts();
  count.set_group_id(AttributeText(element, "group_id"));
  count.set_value(AttributeText(element, "value"));
}

constexpr ElementRule<v1::Denominator> kCountListRules[] = {
    {"count", "", ReadDenominatorCount, "group_id value"},
};

constexpr ElementRule<v1::Denominator> kAnalyzedRules[] = {
    {"units", "", Text<&v1::Denominator::mutable_units>},
    {"scope", "", Implied<v1::Denominator>},  // "Overall", "Measure" or "Class".
    {"count_list", "", Group<v1::Denominator, kCountListRules>},
};

template <typename Target>
constexpr ElementRule<Target> kAnalyzedListRules[] = {
    {"analyzed", "", Message<&Target::add_denoms, kAnalyzedRules>},
};

// <measurement group_id="B1" value="4.2" spread="1.1">a comment</measurement>
void ReadMeasurement(StudyReader& reader, const pugi::xml_node& element, absl::string_view,
                     v1::MeasureCategory& category) {
  v1::Measurement& measurement = *category.add_measurements();
  measurement.set_group_id(AttributeText(element, "group_id"));
  measurement.set_value(AttributeText(element, "value"));
  measurement.set_spread(AttributeText(element, "spread"));
  measurement.set_lower_limit(AttributeText(element, "lower_limit"));
  measurement.set_upper_limit(AttributeText(element, "upper_limit"));
  measurement.set_comment(reader.Text(element));
}

constexpr ElementRule<v1::MeasureCategory> kMeasurementListRules[] = {
    {"measurement", "", ReadMeasurement, "group_id value spread lower_limit upper_limit"},
};

constexpr ElementRule<v1::MeasureCategory> kCategoryRules[] = {
    {"title", "", Text<&v1::MeasureCategory::mutable_title>},
    {"sub_title", "", Text<&v1::MeasureCategory::mutable_title>},  // Before 2017.
    {"measurement_list", "", Group<v1::MeasureCategory, kMeasurementListRules>},
};

constexpr ElementRule<v1::MeasureClass> kCategoryListRules[] = {
    {"category", "", Message<&v1::MeasureClass::add_categories, kCategoryRules>},
};

constexpr ElementRule<v1::MeasureClass> kClassRules[] = {
    {"title", "", Text<&v1::MeasureClass::mutable_title>},
    {"analyzed_list", "", Group<v1::MeasureClass, kAnalyzedListRules<v1::MeasureClass>>},
    {"category_list", "", Group<v1::MeasureClass, kCategoryListRules>},
};

template <typename Target>
constexpr ElementRule<Target> kClassListRules[] = {
    {"class", "", Message<&Target::add_classes, kClassRules>},
};

constexpr ElementRule<v1::BaselineMeasure> kBaselineMeasureRules[] = {
    {"title", "results.baseline.measures.title", Text<&v1::BaselineMeasure::mutable_title>},
    {"description", "results.baseline.measures.description",
     Text<&v1::BaselineMeasure::mutable_description>},
    {"population", "results.baseline.measures.population_description",
     Text<&v1::BaselineMeasure::mutable_population_description>},
    {"units", "results.baseline.measures.unit", Text<&v1::BaselineMeasure::mutable_unit>},
    {"param", "results.baseline.measures.param", Word<&v1::BaselineMeasure::set_param>},
    {"dispersion", "results.baseline.measures.dispersion",
     Word<&v1::BaselineMeasure::set_dispersion>},
    {"units_analyzed", "results.baseline.measures.denom_units_selected",
     Text<&v1::BaselineMeasure::mutable_denom_units_selected>},
    {"analyzed_list", "results.baseline.measures.denoms",
     Group<v1::BaselineMeasure, kAnalyzedListRules<v1::BaselineMeasure>>},
    {"class_list", "results.baseline.measures.classes",
     Group<v1::BaselineMeasure, kClassListRules<v1::BaselineMeasure>>},
    // Before 2017 a measure is one class.
    {"category_list", "results.baseline.measures.classes",
     Message<&v1::BaselineMeasure::add_classes, kCategoryListRules>},
};

constexpr ElementRule<v1::BaselineCharacteristics> kBaselineMeasureListRules[] = {
    {"measure", "results.baseline.measures",
     Message<&v1::BaselineCharacteristics::add_measures, kBaselineMeasureRules>},
};

constexpr ElementRule<v1::BaselineCharacteristics> kBaselineRules[] = {
    {"population", "results.baseline.population_description",
     Text<&v1::BaselineCharacteristics::mutable_population_description>},
    {"group_list", "results.baseline.groups",
     Group<v1::BaselineCharacteristics, kGroupListRules<v1::BaselineCharacteristics>>},
    {"analyzed_list", "results.baseline.denoms",
     Group<v1::BaselineCharacteristics, kAnalyzedListRules<v1::BaselineCharacteristics>>},
    {"measure_list", "results.baseline.measures",
     Group<v1::BaselineCharacteristics, kBaselineMeasureListRules>},
};

void ReadGroupId(StudyReader& reader, const pugi::xml_node& element, absl::string_view,
                 v1::MeasureAnalysis& analysis) {
  analysis.add_group_ids(reader.Text(element));
}

constexpr ElementRule<v1::MeasureAnalysis> kGroupIdListRules[] = {
    {"group_id", "results.outcome_measures.analyses.group_ids", ReadGroupId},
};

constexpr ElementRule<v1::MeasureAnalysis> kAnalysisRules[] = {
    {"group_id_list", "results.outcome_measures.analyses.group_ids",
     Group<v1::MeasureAnalysis, kGroupIdListRules>},
    {"groups_desc", "results.outcome_measures.analyses.group_description",
     Text<&v1::MeasureAnalysis::mutable_group_description>},
    {"non_inferiority", "results.outcome_measures.analyses.tested_non_inferiority",
     Flag<&v1::MeasureAnalysis::set_tested_non_inferiority>},
    {"non_inferiority_type", "results.outcome_measures.analyses.non_inferiority_type",
     Word<&v1::MeasureAnalysis::set_non_inferiority_type>},
    {"non_inferiority_desc", "results.outcome_measures.analyses.non_inferiority_comment",
     Text<&v1::MeasureAnalysis::mutable_non_inferiority_comment>},
    {"p_value", "results.outcome_measures.analyses.p_value",
     Text<&v1::MeasureAnalysis::mutable_p_value>},
    {"p_value_desc", "results.outcome_measures.analyses.p_value_comment",
     Text<&v1::MeasureAnalysis::mutable_p_value_comment>},
    {"method", "results.outcome_measures.analyses.statistical_method",
     Text<&v1::MeasureAnalysis::mutable_statistical_method>},
    {"method_desc", "results.outcome_measures.analyses.statistical_comment",
     Text<&v1::MeasureAnalysis::mutable_statistical_comment>},
    {"param_type", "results.outcome_measures.analyses.param_type",
     Text<&v1::MeasureAnalysis::mutable_param_type>},
    {"param_value", "results.outcome_measures.analyses.param_value",
     Text<&v1::MeasureAnalysis::mutable_param_value>},
    {"dispersion_type", "results.outcome_measures.analyses.dispersion",
     Word<&v1::MeasureAnalysis::set_dispersion>},
    {"dispersion_value", "results.outcome_measures.analyses.dispersion_value",
     Text<&v1::MeasureAnalysis::mutable_dispersion_value>},
    {"ci_percent", "results.outcome_measures.analyses.ci_percent",
     Text<&v1::MeasureAnalysis::mutable_ci_percent>},
    {"ci_n_sides", "results.outcome_measures.analyses.ci_sides",
     Word<&v1::MeasureAnalysis::set_ci_sides>},
    {"ci_lower_limit", "results.outcome_measures.analyses.ci_lower_limit",
     Text<&v1::MeasureAnalysis::mutable_ci_lower_limit>},
    {"ci_lower_limit_na_comment", "results.outcome_measures.analyses.ci_lower_limit_comment",
     Text<&v1::MeasureAnalysis::mutable_ci_lower_limit_comment>},
    {"ci_upper_limit", "results.outcome_measures.analyses.ci_upper_limit",
     Text<&v1::MeasureAnalysis::mutable_ci_upper_limit>},
    {"ci_upper_limit_na_comment", "results.outcome_measures.analyses.ci_upper_limit_comment",
     Text<&v1::MeasureAnalysis::mutable_ci_upper_limit_comment>},
    {"estimate_desc", "results.outcome_measures.analyses.estimate_comment",
     Text<&v1::MeasureAnalysis::mutable_estimate_comment>},
    {"other_analysis_desc", "results.outcome_measures.analyses.other_analysis_description",
     Text<&v1::MeasureAnalysis::mutable_other_analysis_description>},
};

constexpr ElementRule<v1::OutcomeMeasure> kAnalysisListRules[] = {
    {"analysis", "results.outcome_measures.analyses",
     Message<&v1::OutcomeMeasure::add_analyses, kAnalysisRules>},
};

// "12/2020" or "2025".
void ReadPostingDate(StudyReader& reader, const pugi::xml_node& element, absl::string_view field,
                     v1::OutcomeMeasure& outcome) {
  outcome.set_reporting_status(v1::REPORTING_STATUS_NOT_POSTED);
  const std::string text = reader.Text(element);
  const size_t slash = text.find('/');
  const auto date =
      ParsePartialDate(slash == std::string::npos
                           ? text
                           : absl::StrCat(text.substr(slash + 1), "-", text.substr(0, slash)));
  if (date.ok()) {
    *outcome.mutable_anticipated_posting_date() = *date;
  } else {
    reader.AddUnrecognized(field, text);
  }
}

// The <measure> says title, description and population again.
constexpr ElementRule<v1::OutcomeMeasure> kMeasureRules[] = {
    {"title", "results.outcome_measures.title", Text<&v1::OutcomeMeasure::mutable_title>},
    {"description", "results.outcome_measures.description",
     Text<&v1::OutcomeMeasure::mutable_description>},
    {"population", "results.outcome_measures.population_description",
     Text<&v1::OutcomeMeasure::mutable_population_description>},
    {"units", "results.outcome_measures.unit", Text<&v1::OutcomeMeasure::mutable_unit>},
    {"param", "results.outcome_measures.param", Word<&v1::OutcomeMeasure::set_param>},
    {"dispersion", "results.outcome_measures.dispersion",
     Text<&v1::OutcomeMeasure::mutable_dispersion>},
    {"units_analyzed", "results.outcome_measures.denom_units_selected",
     Text<&v1::OutcomeMeasure::mutable_denom_units_selected>},
    {"analyzed_list", "results.outcome_measures.denoms",
     Group<v1::OutcomeMeasure, kAnalyzedListRules<v1::OutcomeMeasure>>},
    {"class_list", "results.outcome_measures.classes",
     Group<v1::OutcomeMeasure, kClassListRules<v1::OutcomeMeasure>>},
};

void ReadMeasure(StudyReader& reader, const pugi::xml_node& element, absl::string_view,
                 v1::OutcomeMeasure& outcome) {
  outcome.set_reporting_status(v1::REPORTING_STATUS_POSTED);
  ReadChildren(reader, element, absl::MakeConstSpan(kMeasureRules), outcome);
}

constexpr ElementRule<v1::OutcomeMeasure> kOutcomeRules[] = {
    {"type", "results.outcome_measures.type", Word<&v1::OutcomeMeasure::set_type>},
    {"title", "results.outcome_measures.title", Text<&v1::OutcomeMeasure::mutable_title>},
    {"description", "results.outcome_measures.description",
     Text<&v1::OutcomeMeasure::mutable_description>},
    {"time_frame", "results.outcome_measures.time_frame",
     Text<&v1::OutcomeMeasure::mutable_time_frame>},
    {"population", "results.outcome_measures.population_description",
     Text<&v1::OutcomeMeasure::mutable_population_description>},
    {"posting_date", "results.outcome_measures.anticipated_posting_date", ReadPostingDate},
    {"group_list", "results.outcome_measures.groups",
     Group<v1::OutcomeMeasure, kGroupListRules<v1::OutcomeMeasure>>},
    {"measure", "results.outcome_measures", ReadMeasure},
    {"analysis_list", "results.outcome_measures.analyses",
     Group<v1::OutcomeMeasure, kAnalysisListRules>},
};

constexpr ElementRule<v1::Results> kOutcomeListRules[] = {
    {"outcome", "results.outcome_measures",
     Message<&v1::Results::add_outcome_measures, kOutcomeRules>},
};

}  // namespace

void ReadBaseline(StudyReader& reader, const pugi::xml_node& element, absl::string_view,
                  v1::Results& results) {
  ReadChildren(reader, element, absl::MakeConstSpan(kBaselineRules), *results.mutable_baseline());
}

void ReadOutcomeList(StudyReader& reader, const pugi::xml_node& element, absl::string_view,
                     v1::Results& results) {
  ReadChildren(reader, element, absl::MakeConstSpan(kOutcomeListRules), results);
}

}  // namespace trialdex::ctgov_xml
