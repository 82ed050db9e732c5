// Errors that a program can read: an absl::Status whose payloads are the
// google.rpc details that the caller will see.
#ifndef TRIALDEX_LIBS_BASE_ERRORS_H_
#define TRIALDEX_LIBS_BASE_ERRORS_H_

#include <initializer_list>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "google/rpc/status.pb.h"

namespace trialdex {

using ErrorMetadata = std::initializer_list<std::pair<absl::string_view, std::string>>;

// An error with an ErrorInfo of domain "trialdex". `reason` is UPPER_SNAKE_CASE
// and stable; `metadata` holds what a caller may act on.
absl::Status ReasonedError(absl::StatusCode code, absl::string_view reason,
                           absl::string_view message, ErrorMetadata metadata = {});

// INVALID_ARGUMENT for one request field: reason INVALID_FIELD and a BadRequest
// violation. The message is "<field>: <description>".
absl::Status FieldError(absl::string_view field, absl::string_view description);
// The same with a reason and metadata of its own ("QUERY_SYNTAX", {"position", "17"}).
absl::Status FieldError(absl::string_view field, absl::string_view description,
                        absl::string_view reason, ErrorMetadata metadata = {});

// Adds RetryInfo to `status`: try again after `delay`.
absl::Status WithRetryDelay(absl::Status status, absl::Duration delay);
// The delay that a status asks for; nullopt if it has no RetryInfo.
std::optional<absl::Duration> RetryDelay(const absl::Status& status);

// The reason of an error made by ReasonedError or FieldError; empty for others.
std::string ErrorReason(const absl::Status& status);

// Code and message, for the log: without the details, which are bytes of protobuf.
std::string WithoutDetails(const absl::Status& status);

// The whole error as google.rpc.Status, and back. A status without ErrorInfo
// gets one whose reason is the name of its code.
google::rpc::Status ToRpcStatus(const absl::Status& status);
absl::Status FromRpcStatus(const google::rpc::Status& status);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_BASE_ERRORS_H_
