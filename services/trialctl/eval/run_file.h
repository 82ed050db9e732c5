// Rankings in TREC's run format.
#ifndef TRIALDEX_SERVICES_TRIALCTL_EVAL_RUN_FILE_H_
#define TRIALDEX_SERVICES_TRIALCTL_EVAL_RUN_FILE_H_

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace trialdex {

// Trial ids by topic, best first.
using Run = std::map<std::string, std::vector<std::string>>;

// One line of a run, with its line end: "topic Q0 trial rank score tag". `rank` is from 1.
std::string FormatRunLine(absl::string_view topic, absl::string_view trial, size_t rank,
                          double score, absl::string_view tag);

// Reads lines of that format, with any spaces between. Like TREC's own program it goes by the
// scores, not by the ranks or the order of the lines; equal scores go by rank.
//
// INVALID_ARGUMENT, with the number of the line, if a line is no such line.
absl::StatusOr<Run> ParseRun(absl::string_view text);

}  // namespace trialdex

#endif  // TRIALDEX_SERVICES_TRIALCTL_EVAL_RUN_FILE_H_
