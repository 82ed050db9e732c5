// Pages of what the log lists. Tokens are bound to the list and to the log.
#ifndef TRIALDEX_SERVICES_INGEST_LOG_PAGES_H_
#define TRIALDEX_SERVICES_INGEST_LOG_PAGES_H_

#include "absl/status/statusor.h"
#include "libs/log/trial_log.h"
#include "trialdex/v1/ingest_service.pb.h"

namespace trialdex {

// Dead letters by id. Errors as IngestService.ListDeadLetters.
absl::StatusOr<v1::ListDeadLettersResponse> ListDeadLetters(
    const TrialLog& log, const v1::ListDeadLettersRequest& request);

// Unknown fields by format and path. Errors as IngestService.ListUnknownFields.
absl::StatusOr<v1::ListUnknownFieldsResponse> ListUnknownFields(
    const TrialLog& log, const v1::ListUnknownFieldsRequest& request);

}  // namespace trialdex

#endif  // TRIALDEX_SERVICES_INGEST_LOG_PAGES_H_
