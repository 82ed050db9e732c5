// JSON around records: envelopes of a scraper, pages of an API.
#ifndef TRIALDEX_SERVICES_TRIALCTL_INPUT_ENVELOPE_H_
#define TRIALDEX_SERVICES_TRIALCTL_INPUT_ENVELOPE_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "trialdex/v1/record.pb.h"

namespace trialdex {

// True if `line` is one whole JSON object (white space around it aside).
bool IsWholeJsonObject(absl::string_view line);

// The records inside `text`: the one of an envelope, those of an API page or an
// array, or `text` itself as it is. Never empty.
std::vector<v1::RawRecord> Unwrap(absl::string_view text);

}  // namespace trialdex

#endif  // TRIALDEX_SERVICES_TRIALCTL_INPUT_ENVELOPE_H_
