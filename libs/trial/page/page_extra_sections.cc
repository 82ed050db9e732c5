#include "libs/trial/page/page_extra_sections.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/trial/enum_names.h"
#include "libs/trial/partial_date.h"

namespace trialdex {
namespace {

using OutcomeList = google::protobuf::RepeatedPtrField<v1::Outcome>;
using TermList = google::protobuf::RepeatedPtrField<v1::MeshTerm>;

void WriteYesNo(absl::string_view label, bool given, bool value, PageWriter& page) {
  if (given) page.Inline(label, value ? "Yes" : "No");
}

void WriteOutcomeList(PageSection section, const OutcomeList& outcomes, PageWriter& page) {
  page.Begin(section);
  for (const v1::Outcome& outcome : outcomes) {
    page.Paragraph(outcome.measure());
    page.Paragraph(outcome.description());
    page.Inline("Time Frame", outcome.time_frame());
  }
}

void AddTerms(absl::string_view kind, const TermList& terms, std::vector<std::string>& lines) {
  for (const v1::MeshTerm& term : terms) {
    const std::string id = term.id().empty() ? "" : absl::StrCat(" (", term.id(), ")");
    lines.push_back(absl::StrCat(kind, ": ", term.term(), id));
  }
}

}  // namespace

void WriteOversight(const v1::Oversight& oversight, PageWriter& page) {
  page.Begin(PageSection::kOversight);
  WriteYesNo("Data Monitoring Committee", oversight.has_has_dmc(), oversight.has_dmc(), page);
  WriteYesNo("FDA Regulated Drug", oversight.has_is_fda_regulated_drug(),
             oversight.is_fda_regulated_drug(), page);
  WriteYesNo("FDA Regulated Device", oversight.has_is_fda_regulated_device(),
             oversight.is_fda_regulated_device(), page);
  WriteYesNo("Unapproved Device", oversight.has_is_unapproved_device(),
             oversight.is_unapproved_device(), page);
  WriteYesNo("Pediatric Postmarket Surveillance",
             oversight.has_is_pediatric_postmarket_surveillance(),
             oversight.is_pediatric_postmarket_surveillance(), page);
  WriteYesNo("Exported from the U.S.", oversight.has_is_us_export(), oversight.is_us_export(),
             page);
  WriteYesNo("FDAAA 801 Violation", oversight.has_fdaaa801_violation(),
             oversight.fdaaa801_violation(), page);
}

void WriteKeywordsAndTerms(const v1::Conditions& conditions, PageWriter& page) {
  page.Begin(PageSection::kKeywords);
  page.Lines({conditions.keywords().begin(), conditions.keywords().end()});

  page.Begin(PageSection::kMeshTerms);
  std::vector<std::string> terms;
  AddTerms("Condition", conditions.condition_browse().meshes(), terms);
  AddTerms("Condition Ancestor", conditions.condition_browse().ancestors(), terms);
  AddTerms("Intervention", conditions.intervention_browse().meshes(), terms);
  AddTerms("Intervention Ancestor", conditions.intervention_browse().ancestors(), terms);
  page.Lines(terms);
}

void WriteOutcomes(const v1::Outcomes& outcomes, PageWriter& page) {
  WriteOutcomeList(PageSection::kPrimaryOutcomes, outcomes.primary(), page);
  WriteOutcomeList(PageSection::kSecondaryOutcomes, outcomes.secondary(), page);
  WriteOutcomeList(PageSection::kOtherOutcomes, outcomes.other(), page);
}

void WriteCentralContacts(const v1::ContactsLocations& contacts, PageWriter& page) {
  page.Begin(PageSection::kCentralContacts);
  for (const v1::Contact& contact : contacts.central_contacts()) {
    page.Paragraph(contact.name());
    const std::string ext =
        contact.phone_ext().empty() ? "" : absl::StrCat(" ext. ", contact.phone_ext());
    page.Inline("Phone", contact.phone().empty() ? "" : absl::StrCat(contact.phone(), ext));
    page.Inline("Email", contact.email());
  }
}

void WriteReferences(const v1::References& references, PageWriter& page) {
  page.Begin(PageSection::kReferences);
  for (const v1::Reference& reference : references.references()) {
    page.Paragraph(reference.citation());
    page.Inline("PubMed ID", reference.pmid());
    page.Inline("Reference Type", EnumWord(reference.type()));
    for (const v1::Retraction& retraction : reference.retractions()) {
      page.Inline("Retraction", absl::StrCat(retraction.source(), " (", retraction.pmid(), ")"));
    }
  }
  page.Begin(PageSection::kLinks);
  for (const v1::SeeAlsoLink& link : references.see_also_links()) {
    page.Paragraph(link.label());
    page.Paragraph(link.url());
  }
}

void WriteDataSharing(const v1::IpdSharingStatement& sharing, PageWriter& page) {
  page.Begin(PageSection::kDataSharing);
  page.Inline("Participant Data Shared", EnumWord(sharing.sharing()));
  page.Paragraph(sharing.description());
  std::vector<absl::string_view> types;
  for (const int type : sharing.info_types()) {
    types.push_back(EnumWord(static_cast<v1::IpdSharingInfoType>(type)));
  }
  page.Inline("Shared Documents", absl::StrJoin(types, ", "));
  page.Inline("Time Frame", sharing.time_frame());
  page.Inline("Access Criteria", sharing.access_criteria());
  page.Inline("URL", sharing.url());
}

void WriteDocuments(const v1::Documents& documents, PageWriter& page) {
  page.Begin(PageSection::kDocuments);
  for (const v1::LargeDocument& document : documents.documents()) {
    page.Paragraph(document.label().empty() ? document.type_abbreviation() : document.label());
    page.Inline("Document Date", FormatPartialDate(document.date()));
    page.Inline("File", document.filename());
    page.Inline("URL", document.url());
    page.Paragraph(document.comment());
  }
}

}  // namespace trialdex
