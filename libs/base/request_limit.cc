#include "libs/base/request_limit.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "libs/base/errors.h"

namespace trialdex {

absl::StatusOr<size_t> ReadRequestLimit(absl::string_view field, int32_t asked,
                                        const RequestLimit& limit) {
  if (asked < 0) return FieldError(field, absl::StrCat(asked, " is negative"));
  return static_cast<size_t>(asked == 0 ? limit.usual : std::min(asked, limit.most));
}

}  // namespace trialdex
