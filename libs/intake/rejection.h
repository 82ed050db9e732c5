// Errors of parsers as answers to whoever sent the record.
#ifndef TRIALDEX_LIBS_INTAKE_REJECTION_H_
#define TRIALDEX_LIBS_INTAKE_REJECTION_H_

#include "absl/status/status.h"
#include "trialdex/v1/record.pb.h"

namespace trialdex {

// The reason, field and message of an error made by RejectionError; without an id.
v1::Rejection ToRejection(const absl::Status& status);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INTAKE_REJECTION_H_
