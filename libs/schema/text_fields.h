// The fields whose words are searched.
#ifndef TRIALDEX_LIBS_SCHEMA_TEXT_FIELDS_H_
#define TRIALDEX_LIBS_SCHEMA_TEXT_FIELDS_H_

#include <cstddef>
#include <cstdint>
#include <optional>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "trialdex/v1/trial.pb.h"

namespace trialdex {

// The number of a field is in every position of the index (docs/index_format.md):
// a change of this list is a new index. At most 127 fields.
enum class TextField : uint8_t {
  kNctId,
  kNctIdAlias,
  kAcronym,
  kBriefTitle,
  kOfficialTitle,
  kOrgStudyId,
  kOrgStudyIdType,
  kSecondaryId,
  kSecondaryIdType,
  kOrgFullName,
  kCondition,
  kKeyword,
  kConditionMeshTerm,
  kConditionAncestorTerm,
  kInterventionType,
  kInterventionName,
  kInterventionOtherName,
  kInterventionDescription,
  kInterventionMeshTerm,
  kInterventionAncestorTerm,
  kArmGroupLabel,
  kArmGroupType,
  kArmGroupDescription,
  kBriefSummary,
  kDetailedDescription,
  kOverallStatus,
  kWhyStopped,
  kStudyType,
  kPhase,
  kDesignAllocation,
  kDesignInterventionModel,
  kDesignInterventionModelDescription,
  kDesignPrimaryPurpose,
  kDesignObservationalModel,
  kDesignTimePerspective,
  kDesignMasking,
  kDesignMaskingDescription,
  kDesignWhoMasked,
  kBioSpecDescription,
  kPrimaryOutcomeMeasure,
  kPrimaryOutcomeDescription,
  kPrimaryOutcomeTimeFrame,
  kSecondaryOutcomeMeasure,
  kSecondaryOutcomeDescription,
  kSecondaryOutcomeTimeFrame,
  kOtherOutcomeMeasure,
  kOtherOutcomeDescription,
  kOtherOutcomeTimeFrame,
  // Of the posted results.
  kOutcomeMeasureTitle,
  kOutcomeMeasureDescription,
  kOutcomeMeasurePopulationDescription,
  // Items of the inclusion list, of the exclusion list, and those of neither.
  kEligibilityInclusion,
  kEligibilityExclusion,
  kEligibilityCriteria,
  kStudyPopulation,
  kGenderDescription,
  kSex,
  kStdAge,
  kSamplingMethod,
  kLeadSponsorName,
  kLeadSponsorClass,
  kCollaboratorName,
  kCollaboratorClass,
  kResponsiblePartyInvestigatorFullName,
  kResponsiblePartyInvestigatorTitle,
  kResponsiblePartyInvestigatorAffiliation,
  kResponsiblePartyOldNameTitle,
  kResponsiblePartyOldOrganization,
  kOverallOfficialName,
  kOverallOfficialAffiliation,
  kOverallOfficialRole,
  kCentralContactName,
  // The six fields of a site; their value index is the site's.
  kLocationFacility,
  kLocationCity,
  kLocationState,
  kLocationZip,
  kLocationCountry,
  kLocationStatus,
  kLocationContactName,
  // Countries of the trial that none of its sites is in (removed ones, mostly).
  kRemovedCountry,
  kReferenceCitation,
  kSeeAlsoLinkLabel,
  kIpdSharingDescription,
};

inline constexpr size_t kTextFieldCount =
    static_cast<size_t>(TextField::kIpdSharingDescription) + 1;

struct TextFieldInfo {
  TextField field;
  // ClinicalTrials.gov's name of the piece: "InterventionOtherName". Fields that
  // it does not have are named in its manner ("EligibilityInclusion").
  absl::string_view piece;
  // The same in snake case: "intervention_other_name".
  absl::string_view name;
  // Path of the Trial field that the values are of: "interventions.other_names".
  absl::string_view path;
  // True if value i is of site i (`contacts_locations.locations[i]`).
  bool per_site;
};

// Every field, in order of its ordinal.
absl::Span<const TextFieldInfo> AllTextFields();

const TextFieldInfo& InfoOf(TextField field);

// The field of that piece or snake name, case forgiven; nullopt if there is none.
std::optional<TextField> FindTextField(absl::string_view name);

// Gives each non-empty text of `trial` to `visit`, in order of the field's ordinal
// and, within a field, of the value. `value_index` counts the values of a field
// from 0; of a site's field it is the site's place in the list, so that indexes
// may be skipped. Values of enums come as words ("not yet recruiting", "phase 2").
// The text is valid during the call of `visit` only.
void VisitText(
    const v1::Trial& trial,
    absl::FunctionRef<void(TextField field, uint32_t value_index, absl::string_view text)> visit);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SCHEMA_TEXT_FIELDS_H_
