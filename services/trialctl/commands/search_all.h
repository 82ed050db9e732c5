// trialctl search --all: every hit, into a file of some format.
#ifndef TRIALDEX_SERVICES_TRIALCTL_COMMANDS_SEARCH_ALL_H_
#define TRIALDEX_SERVICES_TRIALCTL_COMMANDS_SEARCH_ALL_H_

#include <string>

#include "absl/status/status.h"
#include "services/trialctl/session.h"
#include "trialdex/v1/export.pb.h"

namespace trialdex {

// Prints all hits of `request` to standard output as they come, in `format`: "jsonl",
// one TrialHit a line; "csv", with the paths of the read mask as columns; "ris". Ends with
// their number on standard error. Takes as long as it takes: there is no deadline.
absl::Status SearchAll(const Session& session, v1::StreamSearchRequest request,
                       const std::string& format);

}  // namespace trialdex

#endif  // TRIALDEX_SERVICES_TRIALCTL_COMMANDS_SEARCH_ALL_H_
