// Rejected records on their way into the dead letters and out again.
#ifndef TRIALDEX_LIBS_INTAKE_DEAD_LETTERS_H_
#define TRIALDEX_LIBS_INTAKE_DEAD_LETTERS_H_

#include <string>

#include "absl/status/statusor.h"
#include "libs/intake/record_preparer.h"
#include "libs/log/log_transaction.h"
#include "trialdex/v1/record.pb.h"

namespace trialdex {

// Keeps a rejected record, if there is room, and answers for it. DATA_LOSS only.
absl::StatusOr<v1::RecordResult> KeepRejected(const PreparedRecord& record,
                                              const std::string& stream,
                                              LogTransaction& transaction);

// The answer for a letter that was tried again and rejected again: it stays,
// with the newer reason. NOT_FOUND if it is gone.
absl::StatusOr<v1::RecordResult> RejectAgain(const std::string& letter_id,
                                             const PreparedRecord& record,
                                             LogTransaction& transaction);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INTAKE_DEAD_LETTERS_H_
