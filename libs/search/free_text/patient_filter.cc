#include "libs/search/free_text/patient_filter.h"

#include <string>
#include <utility>

#include "libs/eligibility/patient_note.h"
#include "libs/schema/columns.h"
#include "libs/schema/keywords.h"

namespace trialdex {
namespace {

FilterNode Range(Column column) {
  FilterNode range;
  range.kind = FilterNode::Kind::kNumberRange;
  range.column = column;
  return range;
}

FilterNode OnlyForSex(std::string sex) {
  FilterNode only;
  only.kind = FilterNode::Kind::kKeyword;
  only.keyword = KeywordField::kSex;
  only.values.push_back(std::move(sex));
  return only;
}

}  // namespace

FilterNode TrialsForOthers(absl::string_view text) {
  const PatientFacts facts = ReadPatientNote(text);
  FilterNode others;
  others.kind = FilterNode::Kind::kOr;
  if (facts.age.has_value()) {
    // "45 years old" is [45, 46): a trial from 46 on is for others, so is one up to 44.
    others.children.push_back(Range(Column::kMinimumAge));
    others.children.back().min = facts.age->value.until;
    others.children.push_back(Range(Column::kMaximumAge));
    others.children.back().max = facts.age->value.from;
    others.children.back().max_inclusive = false;
  }
  if (facts.sex.has_value()) {
    others.children.push_back(OnlyForSex(facts.sex->value == v1::SEX_FEMALE ? "MALE" : "FEMALE"));
  }
  if (others.children.empty()) others.kind = FilterNode::Kind::kNone;
  return others;
}

}  // namespace trialdex
