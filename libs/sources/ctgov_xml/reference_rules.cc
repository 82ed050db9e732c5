#include "libs/sources/ctgov_xml/study_rules.h"

namespace trialdex::ctgov_xml {
namespace {

constexpr ElementRule<v1::Reference> kReferenceRules[] = {
    {"citation", "references.references.citation", Text<&v1::Reference::mutable_citation>},
    {"PMID", "references.references.pmid", Text<&v1::Reference::mutable_pmid>},
};

// <reference> holds background and derived literature without telling which.
void ReadReference(StudyReader& reader, const pugi::xml_node& element, absl::string_view,
                   v1::References& references) {
  ReadChildren(reader, element, absl::MakeConstSpan(kReferenceRules), *references.add_references());
}

void ReadResultsReference(StudyReader& reader, const pugi::xml_node& element, absl::string_view,
                          v1::References& references) {
  v1::Reference& reference = *references.add_references();
  reference.set_type(v1::REFERENCE_TYPE_RESULT);
  ReadChildren(reader, element, absl::MakeConstSpan(kReferenceRules), reference);
}

constexpr ElementRule<v1::SeeAlsoLink> kLinkRules[] = {
    {"url", "references.see_also_links.url", Text<&v1::SeeAlsoLink::mutable_url>},
    {"description", "references.see_also_links.label", Text<&v1::SeeAlsoLink::mutable_label>},
};

constexpr ElementRule<v1::AvailableIpd> kStudyDocRules[] = {
    {"doc_id", "references.available_ipds.id", Text<&v1::AvailableIpd::mutable_id>},
    {"doc_type", "references.available_ipds.type", Text<&v1::AvailableIpd::mutable_type>},
    {"doc_url", "references.available_ipds.url", Text<&v1::AvailableIpd::mutable_url>},
    {"doc_comment", "references.available_ipds.comment", Text<&v1::AvailableIpd::mutable_comment>},
};

constexpr ElementRule<v1::References> kStudyDocsRules[] = {
    {"study_doc", "references.available_ipds",
     Message<&v1::References::add_available_ipds, kStudyDocRules>},
};

constexpr ElementRule<v1::IpdSharingStatement> kPatientDataRules[] = {
    {"sharing_ipd", "ipd_sharing.sharing", Word<&v1::IpdSharingStatement::set_sharing>},
    {"ipd_description", "ipd_sharing.description",
     Text<&v1::IpdSharingStatement::mutable_description>},
    {"ipd_info_type", "ipd_sharing.info_types", Word<&v1::IpdSharingStatement::add_info_types>},
    {"ipd_time_frame", "ipd_sharing.time_frame",
     Text<&v1::IpdSharingStatement::mutable_time_frame>},
    {"ipd_access_criteria", "ipd_sharing.access_criteria",
     Text<&v1::IpdSharingStatement::mutable_access_criteria>},
    {"ipd_url", "ipd_sharing.url", Text<&v1::IpdSharingStatement::mutable_url>},
};

// The file's name is the last part of its URL.
void ReadDocumentUrl(StudyReader& reader, const pugi::xml_node& element, absl::string_view,
                     v1::LargeDocument& document) {
  document.set_url(reader.Text(element));
  const size_t slash = document.url().rfind('/');
  if (slash != std::string::npos) document.set_filename(document.url().substr(slash + 1));
}

constexpr ElementRule<v1::LargeDocument> kDocumentRules[] = {
    {"document_type", "documents.documents.label", Text<&v1::LargeDocument::mutable_label>},
    {"document_has_protocol", "documents.documents.has_protocol",
     Flag<&v1::LargeDocument::set_has_protocol>},
    {"document_has_sap", "documents.documents.has_sap", Flag<&v1::LargeDocument::set_has_sap>},
    {"document_has_icf", "documents.documents.has_icf", Flag<&v1::LargeDocument::set_has_icf>},
    {"document_date", "documents.documents.date", Date<&v1::LargeDocument::mutable_date>},
    {"document_url", "documents.documents.url", ReadDocumentUrl},
    {"document_comment", "documents.documents.comment", Text<&v1::LargeDocument::mutable_comment>},
};

constexpr ElementRule<v1::Documents> kDocumentSectionRules[] = {
    {"provided_document", "documents.documents",
     Message<&v1::Documents::add_documents, kDocumentRules>},
};

// A date, or "Unknown" on submissions taken back long ago.
template <v1::UnpostedEventType kType>
void ReadUnpostedEvent(StudyReader& reader, const pugi::xml_node& element, absl::string_view field,
                       v1::Annotations& annotations) {
  v1::UnpostedEvent& event = *annotations.add_unposted_events();
  event.set_type(kType);
  if (reader.Text(element) == "Unknown") {
    event.set_date_unknown(true);
  } else {
    Date<&v1::UnpostedEvent::mutable_date>(reader, element, field, event);
  }
}

constexpr ElementRule<v1::Annotations> kPendingResultsRules[] = {
    {"submitted", "annotations.unposted_events.date",
     ReadUnpostedEvent<v1::UNPOSTED_EVENT_TYPE_RELEASE>},
    {"returned", "annotations.unposted_events.date",
     ReadUnpostedEvent<v1::UNPOSTED_EVENT_TYPE_RESET>},
    {"submission_canceled", "annotations.unposted_events.date",
     ReadUnpostedEvent<v1::UNPOSTED_EVENT_TYPE_UNRELEASE>},
};

template <auto Read>
constexpr ElementReader<v1::Trial> kInReferences = In<&v1::Trial::mutable_references, Read>;

constexpr ElementRule<v1::Trial> kRules[] = {
    {"reference", "references.references", kInReferences<ReadReference>},
    {"results_reference", "references.references", kInReferences<ReadResultsReference>},
    {"link", "references.see_also_links",
     kInReferences<Message<&v1::References::add_see_also_links, kLinkRules>>},
    {"study_docs", "references.available_ipds",
     kInReferences<Group<v1::References, kStudyDocsRules>>},
    {"patient_data", "ipd_sharing", Message<&v1::Trial::mutable_ipd_sharing, kPatientDataRules>},
    {"provided_document_section", "documents",
     Message<&v1::Trial::mutable_documents, kDocumentSectionRules>},
    {"pending_results", "annotations.unposted_events",
     Message<&v1::Trial::mutable_annotations, kPendingResultsRules>},
};

}  // namespace

StudyRules ReferenceRules() { return kRules; }

}  // namespace trialdex::ctgov_xml
