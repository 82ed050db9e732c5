#include "libs/search/related/related_query.h"

#include <cstddef>
#include <initializer_list>
#include <memory>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/schema/areas.h"

namespace trialdex {
namespace {

// Words of a part that are looked for. Those beyond are common ones, and each costs its postings.
constexpr size_t kMaxConditionWords = 12;
constexpr size_t kMaxInterventionWords = 12;
constexpr size_t kMaxTextWords = 16;

// A trial that names an ancestor of a condition is like it, but less than one with the condition.
constexpr double kAncestorWeight = 0.3;

std::shared_ptr<const FieldWeights> Weights(
    std::initializer_list<std::pair<TextField, float>> fields) {
  auto weights = std::make_shared<FieldWeights>();
  for (const auto& [field, weight] : fields) (*weights)[static_cast<size_t>(field)] = weight;
  return weights;
}

std::shared_ptr<const FieldWeights> ConditionWeights() {
  static const auto& weights =
      *new std::shared_ptr<const FieldWeights>(Weights({{TextField::kCondition, 1.0F},
                                                        {TextField::kConditionMeshTerm, 1.0F},
                                                        {TextField::kConditionAncestorTerm, 0.3F},
                                                        {TextField::kKeyword, 0.4F},
                                                        {TextField::kBriefTitle, 0.6F},
                                                        {TextField::kOfficialTitle, 0.3F}}));
  return weights;
}

std::shared_ptr<const FieldWeights> InterventionWeights() {
  static const auto& weights =
      *new std::shared_ptr<const FieldWeights>(Weights({{TextField::kInterventionName, 1.0F},
                                                        {TextField::kInterventionOtherName, 0.7F},
                                                        {TextField::kInterventionMeshTerm, 0.8F},
                                                        {TextField::kArmGroupLabel, 0.3F},
                                                        {TextField::kKeyword, 0.3F},
                                                        {TextField::kBriefTitle, 0.4F}}));
  return weights;
}

std::shared_ptr<const FieldWeights> TextWeights() {
  static const auto& weights =
      *new std::shared_ptr<const FieldWeights>(Weights({{TextField::kBriefTitle, 1.0F},
                                                        {TextField::kOfficialTitle, 0.8F},
                                                        {TextField::kKeyword, 0.8F},
                                                        {TextField::kBriefSummary, 0.6F},
                                                        {TextField::kPrimaryOutcomeMeasure, 0.3F},
                                                        {TextField::kDetailedDescription, 0.3F},
                                                        {TextField::kEligibilityInclusion, 0.3F},
                                                        {TextField::kEligibilityCriteria, 0.3F}}));
  return weights;
}

absl::StatusOr<WordPart> MakePart(const TrialWords& words, size_t limit,
                                  const std::shared_ptr<const FieldWeights>& weights,
                                  const IndexSnapshot& snapshot) {
  WordPart part;
  ASSIGN_OR_RETURN(part.words, words.Best(snapshot, limit));
  part.query.kind = part.words.empty() ? QueryNode::Kind::kNone : QueryNode::Kind::kOr;
  for (const TrialWord& word : part.words) {
    QueryNode node;
    node.kind = QueryNode::Kind::kWord;
    node.places.push_back(word.place);
    node.weights = weights;
    node.boost = static_cast<float>(word.weight);
    part.query.children.push_back(std::move(node));
  }
  return part;
}

void AddConditions(const v1::Conditions& conditions, TrialWords& words) {
  for (const std::string& condition : conditions.conditions()) words.Add(condition, 1, true);
  for (const auto& mesh : conditions.condition_browse().meshes()) words.Add(mesh.term(), 1, true);
  for (const auto& ancestor : conditions.condition_browse().ancestors()) {
    words.Add(ancestor.term(), kAncestorWeight);
  }
}

void AddInterventions(const v1::Trial& trial, TrialWords& words) {
  for (const v1::Intervention& intervention : trial.interventions()) {
    words.Add(intervention.name(), 1);
    for (const std::string& name : intervention.other_names()) words.Add(name, 0.5);
  }
  for (const auto& mesh : trial.conditions().intervention_browse().meshes()) {
    words.Add(mesh.term(), 1);
  }
}

void AddText(const v1::Trial& trial, TrialWords& words) {
  words.Add(trial.identification().brief_title(), 3);
  words.Add(trial.identification().official_title(), 2);
  for (const std::string& keyword : trial.conditions().keywords()) words.Add(keyword, 2);
  words.Add(trial.description().brief_summary(), 1);
  for (const v1::Outcome& outcome : trial.outcomes().primary()) words.Add(outcome.measure(), 0.5);
  for (const v1::Criterion& criterion : trial.eligibility().criteria()) {
    // What keeps patients out is what a trial is not about.
    if (criterion.kind() != v1::CRITERION_KIND_EXCLUSION) words.Add(criterion.text(), 0.3);
  }
}

}  // namespace

absl::StatusOr<RelatedQuery> MakeRelatedQuery(const v1::Trial& trial, const IndexSnapshot& snapshot,
                                              Analyzer& analyzer) {
  TrialWords conditions(analyzer);
  AddConditions(trial.conditions(), conditions);
  TrialWords interventions(analyzer);
  AddInterventions(trial, interventions);
  TrialWords text(analyzer);
  AddText(trial, text);
  RelatedQuery query;
  ASSIGN_OR_RETURN(query.conditions,
                   MakePart(conditions, kMaxConditionWords, ConditionWeights(), snapshot));
  ASSIGN_OR_RETURN(query.interventions,
                   MakePart(interventions, kMaxInterventionWords, InterventionWeights(), snapshot));
  ASSIGN_OR_RETURN(query.text, MakePart(text, kMaxTextWords, TextWeights(), snapshot));
  return query;
}

}  // namespace trialdex
