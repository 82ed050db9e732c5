// Names that callers give to submit streams and consumers.
#ifndef TRIALDEX_LIBS_LOG_RESOURCE_NAME_H_
#define TRIALDEX_LIBS_LOG_RESOURCE_NAME_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace trialdex {

// INVALID_ARGUMENT, naming `field`, unless `name` is 1 to 128 of [A-Za-z0-9._/-].
absl::Status CheckResourceName(absl::string_view field, absl::string_view name);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_LOG_RESOURCE_NAME_H_
