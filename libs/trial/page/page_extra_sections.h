// The sections of a rendered page that scraped pages do not have.
#ifndef TRIALDEX_LIBS_TRIAL_PAGE_PAGE_EXTRA_SECTIONS_H_
#define TRIALDEX_LIBS_TRIAL_PAGE_PAGE_EXTRA_SECTIONS_H_

#include "libs/trial/page/page_writer.h"
#include "trialdex/v1/trial.pb.h"

namespace trialdex {

// Each writes its sections; nothing if the trial has no such data.
void WriteOversight(const v1::Oversight& oversight, PageWriter& page);
void WriteKeywordsAndTerms(const v1::Conditions& conditions, PageWriter& page);
void WriteOutcomes(const v1::Outcomes& outcomes, PageWriter& page);
void WriteCentralContacts(const v1::ContactsLocations& contacts, PageWriter& page);
void WriteReferences(const v1::References& references, PageWriter& page);
void WriteDataSharing(const v1::IpdSharingStatement& sharing, PageWriter& page);
void WriteDocuments(const v1::Documents& documents, PageWriter& page);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_TRIAL_PAGE_PAGE_EXTRA_SECTIONS_H_
