#include "libs/trial/page/page_layout.h"

#include <array>

namespace trialdex {
namespace {

constexpr std::array<PageSectionSpec, 27> kSections = {{
    {PageSection::kStudyResults, "Study Results", ""},
    {PageSection::kBasicInformation, "Basic Information",
     "Get a concise snapshot of the trial, including recruitment status, study phase, enrollment "
     "targets, and key timeline milestones."},
    {PageSection::kOversight, "Oversight", ""},
    {PageSection::kBriefSummary, "Brief Summary",
     "Review the sponsor-provided synopsis that highlights what the study is about and why it is "
     "being conducted."},
    {PageSection::kDetailedDescription, "Detailed Description",
     "Dive into the extended narrative that explains the scientific background, objectives, and "
     "procedures in greater depth."},
    {PageSection::kConditions, "Conditions",
     "See the medical conditions and disease areas that this research is targeting or "
     "investigating."},
    {PageSection::kKeywords, "Keywords", ""},
    {PageSection::kMeshTerms, "MeSH Terms", ""},
    {PageSection::kStudyDesign, "Study Design",
     "Understand how the trial is structured, including allocation methods, masking strategies, "
     "primary purpose, and other design elements."},
    {PageSection::kStudyGroups, "Study Groups",
     "Review each arm or cohort in the study, along with the interventions and objectives "
     "associated with them."},
    {PageSection::kInterventions, "Interventions",
     "Learn about the drugs, procedures, or behavioral strategies being tested and how they are "
     "applied within this trial."},
    {PageSection::kPrimaryOutcomes, "Primary Outcomes", ""},
    {PageSection::kSecondaryOutcomes, "Secondary Outcomes", ""},
    {PageSection::kOtherOutcomes, "Other Outcomes", ""},
    {PageSection::kEligibility, "Eligibility Criteria",
     "Check the participation requirements, including inclusion and exclusion rules, age limits, "
     "and whether healthy volunteers are accepted."},
    {PageSection::kSponsors, "Sponsors",
     "Meet the organizations funding or collaborating on the study and learn about their roles."},
    {PageSection::kResponsibleParty, "Responsible Party",
     "Identify the individual or organization who holds primary responsibility for the study "
     "information submitted to regulators."},
    {PageSection::kInvestigators, "Principal Investigators",
     "Learn about the lead researchers overseeing the trial and their institutional "
     "affiliations."},
    {PageSection::kCentralContacts, "Central Contacts", ""},
    {PageSection::kLocations, "Locations",
     "Explore where the study is taking place and check the recruitment status at each "
     "participating site."},
    {PageSection::kCountries, "Countries",
     "Review the countries where the study has at least one active or historical site."},
    {PageSection::kReferences, "References", ""},
    {PageSection::kLinks, "Links", ""},
    {PageSection::kDataSharing, "Data Sharing", ""},
    {PageSection::kDocuments, "Documents", ""},
    {PageSection::kOtherIdentifiers, "Other Identifiers",
     "Review additional registry numbers or institutional identifiers associated with this "
     "trial."},
    {PageSection::kRelatedTrials, "More Related Trials",
     "Additional clinical trials that may be relevant based on similarity analysis."},
}};

}  // namespace

absl::Span<const PageSectionSpec> PageSections() { return kSections; }

absl::string_view PageHeading(PageSection section) {
  for (const PageSectionSpec& spec : kSections) {
    if (spec.section == section) return spec.heading;
  }
  return {};
}

}  // namespace trialdex
