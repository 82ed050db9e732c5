// How trialctl prints: text for people, JSON lines for programs.
#ifndef TRIALDEX_SERVICES_TRIALCTL_OUTPUT_PRINTING_H_
#define TRIALDEX_SERVICES_TRIALCTL_OUTPUT_PRINTING_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "google/protobuf/message.h"
#include "google/protobuf/timestamp.pb.h"
#include "trialdex/v1/indexer_service.pb.h"
#include "trialdex/v1/ingest_service.pb.h"
#include "trialdex/v1/search.pb.h"
#include "trialdex/v1/trial_hit.pb.h"

namespace trialdex {

// Prints `message` to standard output as one line of proto3 JSON. INTERNAL if
// it cannot be printed (text that is not UTF-8).
absl::Status PrintJsonLine(const google::protobuf::Message& message);

// Prints "label  value" lines with the values under each other.
void PrintTable(const std::vector<std::pair<std::string, std::string>>& rows);

// A hit as a few lines: id, status, phase, title, condition, matches. Matches
// are bold on a terminal.
std::string FormatHit(const v1::TrialHit& hit, bool terminal);

// "2024-05-14 09:30:00Z"; "-" if unset.
std::string FormatTime(const google::protobuf::Timestamp& time);

// How far a consumer is, in a line, and since when it is gone.
std::string FormatConsumer(const v1::ConsumerStatus& consumer);

// How far a rebuild is, in a line.
std::string FormatProgress(const v1::RebuildProgress& progress);

// True if standard output (error output) is a terminal.
bool StdoutIsTerminal();
bool StderrIsTerminal();

// What a person is told of an error, each detail on a line of its own.
std::string FormatError(const absl::Status& status);

// The same of an error of `search`, with a mark under the place of the query, filter or order
// that is wrong.
std::string FormatSearchError(const absl::Status& status, const v1::SearchTrialsRequest& search);

}  // namespace trialdex

#endif  // TRIALDEX_SERVICES_TRIALCTL_OUTPUT_PRINTING_H_
