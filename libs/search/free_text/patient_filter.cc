#include "libs/search/free_text/patient_filter.h"

#include <string>
#include <utility>

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

FilterNode Keyword(KeywordField field, std::string value) {
  FilterNode keyword;
  keyword.kind = FilterNode::Kind::kKeyword;
  keyword.keyword = field;
  keyword.values.push_back(std::move(value));
  return keyword;
}

}  // namespace

FilterNode TrialsForOthers(const PatientFacts& facts) {
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
    others.children.push_back(
        Keyword(KeywordField::kSex, facts.sex->value == v1::SEX_FEMALE ? "MALE" : "FEMALE"));
  }
  if (facts.healthy.has_value() && facts.healthy->value) {
    others.children.push_back(Keyword(KeywordField::kHealthyVolunteers, "false"));
  }
  if (others.children.empty()) others.kind = FilterNode::Kind::kNone;
  return others;
}

}  // namespace trialdex
