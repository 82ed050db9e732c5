// Tells the form of a record from its content.
#ifndef TRIALDEX_LIBS_SOURCES_DETECTION_H_
#define TRIALDEX_LIBS_SOURCES_DETECTION_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "trialdex/v1/trial.pb.h"

namespace trialdex {

// The form of `content`, well-formed UTF-8 without a byte order mark. White
// space before it is forgiven.
//
// * CTGOV_V2_JSON: a JSON object with a "protocolSection".
// * CTGOV_CLASSIC_XML: the first element is <clinical_study>.
// * TRIAL_PAGE_HTML: the first element, or the DOCTYPE, is one of HTML.
// * TRIAL_PAGE_TEXT: a line is a label of the trial page ("NCT ID: …",
//   "Brief Summary").
//
// A record that breaks off before this can be told counts as what it began as,
// so that its parser says where it breaks off. Thread-safe.
//
// Rejects with EMPTY (nothing but white space) and UNKNOWN_FORMAT.
absl::StatusOr<v1::SourceFormat> DetectFormat(absl::string_view content);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SOURCES_DETECTION_H_
