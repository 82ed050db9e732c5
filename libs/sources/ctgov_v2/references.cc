#include "libs/sources/ctgov_v2/fields.h"
#include "libs/sources/ctgov_v2/modules.h"

namespace trialdex::ctgov_v2 {
namespace {

constexpr Field<v1::Retraction> kRetraction[] = {
    {"pmid", V2_INTO(Retraction, pmid)},
    {"source", V2_INTO(Retraction, source)},
};

constexpr Field<v1::Reference> kReference[] = {
    {"pmid", V2_INTO(Reference, pmid)},
    {"type", V2_SET(Reference, type)},
    {"citation", V2_INTO(Reference, citation)},
    {"retractions", V2_LIST(Reference, retractions, kRetraction)},
};

constexpr Field<v1::SeeAlsoLink> kSeeAlsoLink[] = {
    {"label", V2_INTO(SeeAlsoLink, label)},
    {"url", V2_INTO(SeeAlsoLink, url)},
};

constexpr Field<v1::AvailableIpd> kAvailableIpd[] = {
    {"id", V2_INTO(AvailableIpd, id)},
    {"type", V2_INTO(AvailableIpd, type)},
    {"url", V2_INTO(AvailableIpd, url)},
    {"comment", V2_INTO(AvailableIpd, comment)},
};

constexpr Field<v1::References> kReferences[] = {
    {"references", V2_LIST(References, references, kReference)},
    {"seeAlsoLinks", V2_LIST(References, see_also_links, kSeeAlsoLink)},
    {"availIpds", V2_LIST(References, available_ipds, kAvailableIpd)},
};

constexpr Field<v1::IpdSharingStatement> kIpdSharing[] = {
    {"ipdSharing", V2_SET(IpdSharingStatement, sharing)},
    {"description", V2_INTO(IpdSharingStatement, description)},
    {"infoTypes", V2_ADD_EACH(IpdSharingStatement, info_types)},
    {"timeFrame", V2_INTO(IpdSharingStatement, time_frame)},
    {"accessCriteria", V2_INTO(IpdSharingStatement, access_criteria)},
    {"url", V2_INTO(IpdSharingStatement, url)},
};

constexpr Field<v1::LargeDocument> kLargeDocument[] = {
    {"typeAbbrev", V2_INTO(LargeDocument, type_abbreviation)},
    {"hasProtocol", V2_SET(LargeDocument, has_protocol)},
    {"hasSap", V2_SET(LargeDocument, has_sap)},
    {"hasIcf", V2_SET(LargeDocument, has_icf)},
    {"label", V2_INTO(LargeDocument, label)},
    {"date", V2_INTO(LargeDocument, date)},
    {"uploadDate", V2_INTO(LargeDocument, upload_date)},
    {"filename", V2_INTO(LargeDocument, filename)},
    {"size", V2_SET(LargeDocument, size_bytes)},
};

constexpr Field<v1::Documents> kLargeDocuments[] = {
    {"noSap", V2_SET(Documents, no_sap)},
    {"largeDocs", V2_LIST(Documents, documents, kLargeDocument)},
};

constexpr Field<v1::Trial> kDocumentSection[] = {
    {"largeDocumentModule", V2_OBJECT(Trial, documents, kLargeDocuments)},
};

}  // namespace

absl::Status ReadReferences(JsonReader& reader, JsonValue& value, v1::Trial& trial) {
  return Object<&v1::Trial::mutable_references, kReferences>(reader, value, trial);
}

absl::Status ReadIpdSharing(JsonReader& reader, JsonValue& value, v1::Trial& trial) {
  return Object<&v1::Trial::mutable_ipd_sharing, kIpdSharing>(reader, value, trial);
}

absl::Status ReadDocumentSection(JsonReader& reader, JsonValue& value, v1::Trial& trial) {
  return Same<v1::Trial, kDocumentSection>(reader, value, trial);
}

}  // namespace trialdex::ctgov_v2
