#include "libs/schema/keywords.h"

#include <array>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "google/protobuf/descriptor.h"
#include "libs/base/case_fold.h"
#include "libs/base/utf8.h"
#include "libs/trial/enum_names.h"

namespace trialdex {
namespace {

constexpr size_t kMaxKeywordBytes = 255;

constexpr std::array<KeywordInfo, kKeywordFieldCount> kKeywords = {{
    {KeywordField::kOverallStatus, KeywordType::kEnum, "overall_status"},
    {KeywordField::kPhase, KeywordType::kEnum, "phase"},
    {KeywordField::kStudyType, KeywordType::kEnum, "study_type"},
    {KeywordField::kSex, KeywordType::kEnum, "sex"},
    {KeywordField::kStandardAge, KeywordType::kEnum, "standard_age"},
    {KeywordField::kHealthyVolunteers, KeywordType::kBool, "healthy_volunteers"},
    {KeywordField::kHasResults, KeywordType::kBool, "has_results"},
    {KeywordField::kAllocation, KeywordType::kEnum, "allocation"},
    {KeywordField::kInterventionModel, KeywordType::kEnum, "intervention_model"},
    {KeywordField::kPrimaryPurpose, KeywordType::kEnum, "primary_purpose"},
    {KeywordField::kObservationalModel, KeywordType::kEnum, "observational_model"},
    {KeywordField::kTimePerspective, KeywordType::kEnum, "time_perspective"},
    {KeywordField::kMasking, KeywordType::kEnum, "masking"},
    {KeywordField::kWhoMasked, KeywordType::kEnum, "who_masked"},
    {KeywordField::kInterventionType, KeywordType::kEnum, "intervention_type"},
    {KeywordField::kArmType, KeywordType::kEnum, "arm_type"},
    {KeywordField::kLocationStatus, KeywordType::kEnum, "location_status"},
    {KeywordField::kLeadSponsorClass, KeywordType::kEnum, "lead_sponsor_class"},
    {KeywordField::kSponsorClass, KeywordType::kEnum, "sponsor_class"},
    {KeywordField::kLeadSponsor, KeywordType::kText, "lead_sponsor"},
    {KeywordField::kSponsor, KeywordType::kText, "sponsor"},
    {KeywordField::kCountry, KeywordType::kText, "country"},
    {KeywordField::kState, KeywordType::kText, "state"},
    {KeywordField::kCity, KeywordType::kText, "city"},
    {KeywordField::kFacility, KeywordType::kText, "facility"},
    {KeywordField::kCondition, KeywordType::kText, "condition"},
    {KeywordField::kKeyword, KeywordType::kText, "keyword"},
    {KeywordField::kIntervention, KeywordType::kText, "intervention"},
    {KeywordField::kConditionMesh, KeywordType::kText, "condition_mesh"},
    {KeywordField::kInterventionMesh, KeywordType::kText, "intervention_mesh"},
    {KeywordField::kOfficial, KeywordType::kText, "official"},
    {KeywordField::kRegistry, KeywordType::kEnum, "registry"},
}};

constexpr bool IsInOrder() {
  for (size_t i = 0; i < kKeywords.size(); ++i) {
    if (static_cast<size_t>(kKeywords[i].field) != i) return false;
  }
  return true;
}
static_assert(IsInOrder(), "a field's row must stand at its ordinal");

constexpr std::array<absl::string_view, 2> kBools = {"true", "false"};

// The words of an enum, and the finding of one in free spelling.
struct Words {
  std::vector<absl::string_view> all;
  absl::string_view (*find)(absl::string_view value) = nullptr;
};

template <typename Enum>
absl::string_view FindWord(absl::string_view value) {
  const std::optional<Enum> found = ParseEnum<Enum>(value);
  return found.has_value() ? EnumWord(*found) : absl::string_view();
}

template <typename Enum>
Words WordsOf() {
  Words words;
  const google::protobuf::EnumDescriptor* descriptor = google::protobuf::GetEnumDescriptor<Enum>();
  for (int i = 0; i < descriptor->value_count(); ++i) {
    const absl::string_view word = EnumWord(static_cast<Enum>(descriptor->value(i)->number()));
    if (!word.empty()) words.all.push_back(word);
  }
  words.find = &FindWord<Enum>;
  return words;
}

using WordTable = std::array<Words, kKeywordFieldCount>;

const WordTable& EnumWords() {
  static const WordTable& table = *[] {
    auto* words = new WordTable;
    const auto set = [words](KeywordField field, Words of_field) {
      (*words)[static_cast<size_t>(field)] = std::move(of_field);
    };
    set(KeywordField::kOverallStatus, WordsOf<v1::OverallStatus>());
    set(KeywordField::kPhase, WordsOf<v1::Phase>());
    set(KeywordField::kStudyType, WordsOf<v1::StudyType>());
    set(KeywordField::kSex, WordsOf<v1::Sex>());
    set(KeywordField::kStandardAge, WordsOf<v1::StandardAge>());
    set(KeywordField::kAllocation, WordsOf<v1::Allocation>());
    set(KeywordField::kInterventionModel, WordsOf<v1::InterventionModel>());
    set(KeywordField::kPrimaryPurpose, WordsOf<v1::PrimaryPurpose>());
    set(KeywordField::kObservationalModel, WordsOf<v1::ObservationalModel>());
    set(KeywordField::kTimePerspective, WordsOf<v1::TimePerspective>());
    set(KeywordField::kMasking, WordsOf<v1::Masking>());
    set(KeywordField::kWhoMasked, WordsOf<v1::MaskedRole>());
    set(KeywordField::kInterventionType, WordsOf<v1::InterventionType>());
    set(KeywordField::kArmType, WordsOf<v1::ArmType>());
    set(KeywordField::kLocationStatus, WordsOf<v1::RecruitmentStatus>());
    set(KeywordField::kLeadSponsorClass, WordsOf<v1::AgencyClass>());
    set(KeywordField::kSponsorClass, WordsOf<v1::AgencyClass>());
    set(KeywordField::kRegistry, WordsOf<v1::Registry>());
    return words;
  }();
  return table;
}

}  // namespace

absl::Span<const KeywordInfo> AllKeywordFields() { return kKeywords; }

const KeywordInfo& InfoOf(KeywordField field) { return kKeywords[static_cast<size_t>(field)]; }

std::optional<KeywordField> FindKeywordField(absl::string_view name) {
  for (const KeywordInfo& info : kKeywords) {
    if (absl::EqualsIgnoreCase(info.name, name)) return info.field;
  }
  return std::nullopt;
}

absl::Span<const absl::string_view> AllowedValues(KeywordField field) {
  if (InfoOf(field).type == KeywordType::kBool) return kBools;
  return EnumWords()[static_cast<size_t>(field)].all;
}

std::optional<std::string> NormalKeyword(KeywordField field, absl::string_view value) {
  switch (InfoOf(field).type) {
    case KeywordType::kBool:
      for (const absl::string_view word : kBools) {
        if (absl::EqualsIgnoreCase(word, value)) return std::string(word);
      }
      return std::nullopt;
    case KeywordType::kEnum: {
      const absl::string_view word = EnumWords()[static_cast<size_t>(field)].find(value);
      if (word.empty()) return std::nullopt;
      return std::string(word);
    }
    case KeywordType::kText:
      break;
  }
  std::string folded = CaseFold(value);
  folded.resize(TruncateUtf8(folded, kMaxKeywordBytes).size());
  return folded;
}

std::string KeywordTerm(KeywordField field, absl::string_view normal) {
  return absl::StrCat(InfoOf(field).name, "=", normal);
}

}  // namespace trialdex
