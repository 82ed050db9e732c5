// One function for each section of a trial page: its lines into the Trial.
//
// Lines without a place in the Trial are added as unknown. None of them fails.
#ifndef TRIALDEX_LIBS_SOURCES_TRIAL_PAGE_SECTION_READERS_H_
#define TRIALDEX_LIBS_SOURCES_TRIAL_PAGE_SECTION_READERS_H_

#include "libs/sources/trial_page/page_sections.h"
#include "libs/sources/trial_page/page_values.h"

namespace trialdex {

void ReadStudyResults(const PageSectionBody& body, PageTrial& trial);
void ReadBasicInformation(const PageSectionBody& body, PageTrial& trial);
void ReadBriefSummary(const PageSectionBody& body, PageTrial& trial);
void ReadDetailedDescription(const PageSectionBody& body, PageTrial& trial);
void ReadConditions(const PageSectionBody& body, PageTrial& trial);
void ReadStudyDesign(const PageSectionBody& body, PageTrial& trial);
void ReadEligibility(const PageSectionBody& body, PageTrial& trial);

void ReadInterventions(const PageSectionBody& body, PageTrial& trial);
// Needs the interventions: an intervention is printed under each of its arms,
// and only its known description tells where the next arm begins.
void ReadStudyGroups(const PageSectionBody& body, PageTrial& trial);

void ReadSponsors(const PageSectionBody& body, PageTrial& trial);
void ReadResponsibleParty(const PageSectionBody& body, PageTrial& trial);
void ReadInvestigators(const PageSectionBody& body, PageTrial& trial);
void ReadOtherIdentifiers(const PageSectionBody& body, PageTrial& trial);

void ReadCountries(const PageSectionBody& body, PageTrial& trial);
// Needs the countries: "Korea, Republic of" has a comma of its own.
void ReadLocations(const PageSectionBody& body, PageTrial& trial);

// Flags the countries in which no site is left. Call after both were read.
void FlagHistoricalCountries(v1::Trial& trial);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SOURCES_TRIAL_PAGE_SECTION_READERS_H_
