#include "libs/search/related/common_ground.h"

#include <algorithm>
#include <iterator>

#include "absl/functional/function_ref.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/schema/keywords.h"
#include "libs/search/related/sponsor_family.h"

namespace trialdex {
namespace {

struct FieldPart {
  KeywordField field;
  v1::RelatedBy part;
};

// In the order in which a part is told.
constexpr FieldPart kFieldParts[] = {
    {KeywordField::kCondition, v1::RELATED_BY_CONDITIONS},
    {KeywordField::kConditionMesh, v1::RELATED_BY_CONDITIONS},
    {KeywordField::kIntervention, v1::RELATED_BY_INTERVENTIONS},
    {KeywordField::kInterventionMesh, v1::RELATED_BY_INTERVENTIONS},
    {KeywordField::kPhase, v1::RELATED_BY_DESIGN},
    {KeywordField::kStudyType, v1::RELATED_BY_DESIGN},
    {KeywordField::kAllocation, v1::RELATED_BY_DESIGN},
    {KeywordField::kPrimaryPurpose, v1::RELATED_BY_DESIGN},
    {KeywordField::kObservationalModel, v1::RELATED_BY_DESIGN},
    {KeywordField::kInterventionModel, v1::RELATED_BY_DESIGN},
    {KeywordField::kMasking, v1::RELATED_BY_DESIGN},
    {KeywordField::kSponsor, v1::RELATED_BY_SPONSOR},
    {KeywordField::kCity, v1::RELATED_BY_PLACE},
    {KeywordField::kCountry, v1::RELATED_BY_PLACE}};

// Two values are the same if their keys are: of a part, whatever its fields; of a word of a
// closed list, in that field only.
std::string KeyOf(const FieldPart& field, absl::string_view normal) {
  const bool is_word = InfoOf(field.field).type != KeywordType::kText;
  const bool is_sponsor = field.part == v1::RELATED_BY_SPONSOR;
  return absl::StrCat(static_cast<int>(field.part), is_word ? InfoOf(field.field).name : "", "=",
                      is_sponsor ? SponsorFamily(normal) : std::string(normal));
}

// Words that say nothing without their field.
std::string ShownWord(KeywordField field, absl::string_view word) {
  if (word == "NA" || word == "NONE" || word == "OTHER" || field == KeywordField::kMasking) {
    return absl::StrCat(InfoOf(field).name, " ", word);
  }
  return std::string(word);
}

// Calls `visit` with the place in kFieldParts, the key and the written form of each value.
void VisitValues(const v1::Trial& trial,
                 absl::FunctionRef<void(size_t, std::string, absl::string_view)> visit) {
  VisitKeywords(
      trial, [&](KeywordField field, absl::string_view normal, absl::string_view written) {
        const auto* const found =
            std::find_if(std::begin(kFieldParts), std::end(kFieldParts),
                         [field](const FieldPart& part) { return part.field == field; });
        if (found == std::end(kFieldParts)) return;
        visit(static_cast<size_t>(found - std::begin(kFieldParts)), KeyOf(*found, normal), written);
      });
}

absl::StatusOr<bool> Has(const TrialWord& word, const Segment& segment, uint32_t doc) {
  for (const Alternative& form : word.place.alternatives) {
    ASSIGN_OR_RETURN(const auto positions, segment.files().OpenPositions(form.term));
    const bool has = !positions->Read(doc).empty();
    RETURN_IF_ERROR(positions->status());
    if (has) return true;
  }
  return false;
}

}  // namespace

CommonGround::CommonGround(const v1::Trial& trial) {
  VisitValues(trial,
              [this](size_t, std::string key, absl::string_view) { keys_.insert(std::move(key)); });
}

std::map<v1::RelatedBy, std::vector<std::string>> CommonGround::With(const v1::Trial& other) const {
  std::map<size_t, std::vector<std::string>> by_field;
  absl::flat_hash_set<std::string> told;
  VisitValues(other, [&](size_t field, std::string key, absl::string_view written) {
    if (!keys_.contains(key) || !told.insert(std::move(key)).second) return;
    by_field[field].push_back(kFieldParts[field].part == v1::RELATED_BY_DESIGN
                                  ? ShownWord(kFieldParts[field].field, written)
                                  : std::string(written));
  });
  std::map<v1::RelatedBy, std::vector<std::string>> common;
  for (auto& [field, values] : by_field) {
    std::vector<std::string>& of_part = common[kFieldParts[field].part];
    for (std::string& value : values) {
      if (of_part.size() < kMaxCommon) of_part.push_back(std::move(value));
    }
  }
  return common;
}

absl::StatusOr<std::vector<std::string>> CommonWords(const std::vector<TrialWord>& words,
                                                     const IndexSnapshot& snapshot,
                                                     DocAddress address) {
  const Segment& segment = snapshot.segments()[address.segment]->segment();
  std::vector<std::string> common;
  // "HER-2" tells nothing beside "HER2".
  absl::flat_hash_set<absl::string_view> told;
  for (const TrialWord& word : words) {
    if (common.size() == kMaxCommon) break;
    ASSIGN_OR_RETURN(const bool has, Has(word, segment, address.doc));
    if (!has) continue;
    bool is_new = true;
    for (const Alternative& form : word.place.alternatives) {
      is_new = told.insert(form.term).second && is_new;
    }
    if (is_new) common.push_back(word.shown);
  }
  return common;
}

}  // namespace trialdex
