// How many items a request asks for: its `page_size`, its `limit`.
#ifndef TRIALDEX_LIBS_BASE_REQUEST_LIMIT_H_
#define TRIALDEX_LIBS_BASE_REQUEST_LIMIT_H_

#include <cstddef>
#include <cstdint>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace trialdex {

struct RequestLimit {
  // For a request that does not say.
  int32_t usual;
  // More than that is taken for that.
  int32_t most;
};

// What `asked`, the value of the request's field `field`, comes to: 0 is the usual number.
// INVALID_ARGUMENT for the field if it is negative.
absl::StatusOr<size_t> ReadRequestLimit(absl::string_view field, int32_t asked,
                                        const RequestLimit& limit);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_BASE_REQUEST_LIMIT_H_
