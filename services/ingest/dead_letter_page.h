// Pages of dead letters.
#ifndef TRIALDEX_SERVICES_INGEST_DEAD_LETTER_PAGE_H_
#define TRIALDEX_SERVICES_INGEST_DEAD_LETTER_PAGE_H_

#include "absl/status/statusor.h"
#include "libs/log/trial_log.h"
#include "trialdex/v1/ingest_service.pb.h"

namespace trialdex {

// One page, by id. Tokens are bound to the log. Errors as
// IngestService.ListDeadLetters.
absl::StatusOr<v1::ListDeadLettersResponse> ListDeadLetters(
    const TrialLog& log, const v1::ListDeadLettersRequest& request);

}  // namespace trialdex

#endif  // TRIALDEX_SERVICES_INGEST_DEAD_LETTER_PAGE_H_
