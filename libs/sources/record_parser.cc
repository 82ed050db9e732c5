#include "libs/sources/record_parser.h"

#include "libs/base/errors.h"

namespace trialdex {

absl::Status RejectionError(absl::string_view reason, absl::string_view field,
                            absl::string_view message) {
  if (field.empty()) {
    return ReasonedError(absl::StatusCode::kInvalidArgument, reason, message);
  }
  return FieldError(field, message, reason);
}

}  // namespace trialdex
