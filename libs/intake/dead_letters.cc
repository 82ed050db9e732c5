#include "libs/intake/dead_letters.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/errors.h"
#include "libs/base/status_macros.h"

namespace trialdex {
namespace {

v1::RecordResult Rejected(v1::Rejection rejection) {
  v1::RecordResult result;
  result.set_outcome(v1::RECORD_OUTCOME_REJECTED);
  *result.mutable_rejection() = std::move(rejection);
  return result;
}

}  // namespace

absl::StatusOr<v1::RecordResult> KeepRejected(const PreparedRecord& record,
                                              const std::string& stream,
                                              LogTransaction& transaction) {
  v1::Rejection rejection = *record.rejection;
  if (!record.keep_content) return Rejected(std::move(rejection));
  v1::DeadLetter letter;
  *letter.mutable_rejection() = rejection;
  letter.set_stream(stream);
  letter.set_content_bytes(record.content_bytes);
  *letter.mutable_record() = record.record;
  const auto id = transaction.AddDeadLetter(std::move(letter), record.raw_digest, record.raw_frame);
  if (absl::IsDataLoss(id.status())) return id.status();
  if (id.ok()) {
    rejection.set_dead_letter_id(*id);
  } else {
    rejection.set_message(absl::StrCat(id.status().message(), "; the record was rejected with ",
                                       rejection.reason(), ": ", rejection.message()));
    rejection.set_reason(ErrorReason(id.status()));
  }
  return Rejected(std::move(rejection));
}

absl::StatusOr<v1::RecordResult> RejectAgain(const std::string& letter_id,
                                             const PreparedRecord& record,
                                             LogTransaction& transaction) {
  RETURN_IF_ERROR(transaction.UpdateDeadLetter(letter_id, *record.rejection));
  v1::Rejection rejection = *record.rejection;
  rejection.set_dead_letter_id(letter_id);
  return Rejected(std::move(rejection));
}

}  // namespace trialdex
