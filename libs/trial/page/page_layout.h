// The layout of a trial page: its sections and labels, in order. What is
// rendered and what is read from a scraped page share it.
#ifndef TRIALDEX_LIBS_TRIAL_PAGE_PAGE_LAYOUT_H_
#define TRIALDEX_LIBS_TRIAL_PAGE_PAGE_LAYOUT_H_

#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace trialdex {

// In the order of the page. The sections that scraped pages have come with the
// site's explanatory sentence; the others are ours, for what only deeper
// sources know.
enum class PageSection {
  kHead,  // Title, id and last update; has no heading.
  kStudyResults,
  kBasicInformation,
  kOversight,
  kBriefSummary,
  kDetailedDescription,
  kConditions,
  kKeywords,
  kMeshTerms,
  kStudyDesign,
  kStudyGroups,
  kInterventions,
  kPrimaryOutcomes,
  kSecondaryOutcomes,
  kOtherOutcomes,
  kEligibility,
  kSponsors,
  kResponsibleParty,
  kInvestigators,
  kCentralContacts,
  kLocations,
  kCountries,
  kReferences,
  kLinks,
  kDataSharing,
  kDocuments,
  kOtherIdentifiers,
  kRelatedTrials,
  kUnknown,  // A heading that this version does not know.
};

struct PageSectionSpec {
  PageSection section;
  absl::string_view heading;
  // The sentence that the site prints under the heading; empty for our own sections.
  absl::string_view sentence;
};

// Every section that has a heading, in the order of the page.
absl::Span<const PageSectionSpec> PageSections();

// The heading of `section`; empty for kHead and kUnknown.
absl::string_view PageHeading(PageSection section);

namespace page_label {
constexpr absl::string_view kNctId = "NCT ID";
constexpr absl::string_view kLastUpdated = "Last Updated";
constexpr absl::string_view kOfficialTitle = "Official Title";
constexpr absl::string_view kAcronym = "Acronym";

constexpr absl::string_view kResultsPending = "Results pending";
constexpr absl::string_view kResultsAvailable = "Results available";

constexpr absl::string_view kRecruitmentStatus = "Recruitment Status";
constexpr absl::string_view kWhyStopped = "Why Stopped";
constexpr absl::string_view kPhase = "Clinical Phase";
constexpr absl::string_view kEnrollment = "Total Enrollment";
constexpr absl::string_view kStudyType = "Study Classification";
constexpr absl::string_view kStartDate = "Study Start Date";
constexpr absl::string_view kPrimaryCompletionDate = "Primary Completion Date";
constexpr absl::string_view kCompletionDate = "Study Completion Date";

constexpr absl::string_view kAllocation = "Allocation Method";
constexpr absl::string_view kInterventionModel = "Intervention Model";
constexpr absl::string_view kObservationalModel = "Observational Model";
constexpr absl::string_view kTimePerspective = "Time Perspective";
constexpr absl::string_view kPrimaryPurpose = "Primary Study Purpose";
constexpr absl::string_view kMasking = "Blinding Strategy";
constexpr absl::string_view kWhoMasked = "Who Is Masked";

constexpr absl::string_view kGroupType = "Group Type";
constexpr absl::string_view kInterventionType = "Intervention Type";

constexpr absl::string_view kMinimumAge = "Minimum Eligible Age";
constexpr absl::string_view kMaximumAge = "Maximum Eligible Age";
constexpr absl::string_view kSex = "Eligible Sex";
constexpr absl::string_view kHealthyVolunteers = "Accepts Healthy Volunteers";

constexpr absl::string_view kSponsorRole = "Sponsor Role";
constexpr absl::string_view kResponsibilityRole = "Responsibility Role";
constexpr absl::string_view kInvestigatorName = "Investigator Name";
constexpr absl::string_view kInvestigatorTitle = "Investigator Title";
constexpr absl::string_view kInvestigatorAffiliation = "Investigator Affiliation";
constexpr absl::string_view kRole = "Role";
constexpr absl::string_view kSiteStatus = "Site Status";
constexpr absl::string_view kIdentifierType = "Identifier Type";
constexpr absl::string_view kIdentifierSource = "Identifier Source";

// Values of "Sponsor Role" and "Identifier Source".
constexpr absl::string_view kLead = "lead";
constexpr absl::string_view kCollaborator = "collaborator";
constexpr absl::string_view kOrgStudyId = "org_study_id";
constexpr absl::string_view kSecondaryId = "secondary_id";
constexpr absl::string_view kAlias = "nct_alias";
// Stands for "not given".
constexpr absl::string_view kAbsent = "-";
}  // namespace page_label

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_TRIAL_PAGE_PAGE_LAYOUT_H_
