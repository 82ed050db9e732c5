// Records of ClinicalTrials.gov's API v2: one JSON object, one study.
#ifndef TRIALDEX_LIBS_SOURCES_CTGOV_V2_CTGOV_V2_PARSER_H_
#define TRIALDEX_LIBS_SOURCES_CTGOV_V2_CTGOV_V2_PARSER_H_

#include <memory>

#include "libs/sources/record_parser.h"

namespace trialdex {

// The parser of API v2 studies. It sees every part of a Trial: `unseen_fields`
// is empty.
//
// * A JSON null counts as absent, anywhere.
// * A date, age or id alias that cannot be read leaves its field unset and is
//   kept in `Trial.unrecognized_values`, one entry per occurrence, like an unknown
//   word of a closed list.
// * Unknown keys are counted by path with their values, white space between
//   JSON tokens left out.
//
// Parse rejects with
// * MALFORMED_JSON: not JSON, cut short, or something follows the object; the
//   message says at which byte, as far as it is known.
// * INVALID_FIELD: a known key with a value of another JSON type or out of
//   range, a known key given twice in an object, or an `nctId` of another shape.
// * MISSING_ID: no `nctId`.
std::unique_ptr<RecordParser> MakeCtgovV2Parser();

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SOURCES_CTGOV_V2_CTGOV_V2_PARSER_H_
