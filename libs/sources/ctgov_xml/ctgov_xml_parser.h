// ClinicalTrials.gov classic XML: one <clinical_study> per record, the form of
// the registry's downloads until 2024.
#ifndef TRIALDEX_LIBS_SOURCES_CTGOV_XML_CTGOV_XML_PARSER_H_
#define TRIALDEX_LIBS_SOURCES_CTGOV_XML_CTGOV_XML_PARSER_H_

#include <memory>

#include "libs/sources/record_parser.h"

namespace trialdex {

// The parser of classic XML, of all its ages (2007 to 2024). Thread-safe.
//
// Deliberately left out, because it describes the download and not the trial:
// <required_header>, the `rank` attribute, comments. Everything else that has
// no place in Trial is listed in `Trial.unknown_fields`, an element with all
// that it holds as one field ("clinical_study/is_section_801"), an attribute
// with "@" before its name, a text where only elements belong as "text()". So is
// the second of two texts of which one is expected.
//
// The version date is `status.last_update_post_date`; `lastchanged_date` stands
// in for it on records from before 2017, without a date type.
//
// The agency class "Other" of this format also stands for the classes that it
// has no word for (other government, individual, network).
//
// Rejects with MALFORMED_XML (with the byte offset), UNKNOWN_FORMAT (another
// root element), MISSING_ID (no nct_id) and INVALID_FIELD (nct_id is no id).
std::unique_ptr<RecordParser> MakeCtgovXmlParser();

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SOURCES_CTGOV_XML_CTGOV_XML_PARSER_H_
