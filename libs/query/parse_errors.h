// Errors of the parsers, alike in all of them: where, what was there, what was expected.
#ifndef TRIALDEX_LIBS_QUERY_PARSE_ERRORS_H_
#define TRIALDEX_LIBS_QUERY_PARSE_ERRORS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "libs/base/errors.h"

namespace trialdex {

// The texts of queries and filters are bounded: parsing and running them costs.
inline constexpr size_t kMaxQueryBytes = 16 * 1024;
inline constexpr int kMaxClauses = 256;
inline constexpr int kMaxDepth = 64;

// `description` at byte `position` of request field `field`.
inline absl::Status ParseError(absl::string_view field, absl::string_view reason, size_t position,
                               absl::string_view description) {
  return FieldError(field, absl::StrCat(description, " at byte ", position), reason,
                    {{"position", absl::StrCat(position)}});
}

// The name `name` under metadata `key` is not known; `suggestion` may be empty.
inline absl::Status UnknownNameError(absl::string_view field, absl::string_view reason,
                                     size_t position, absl::string_view key, absl::string_view name,
                                     const std::string& suggestion) {
  std::string description = absl::StrCat("unknown ", key, " '", name, "' at byte ", position);
  if (suggestion.empty()) {
    return FieldError(field, description, reason,
                      {{"position", absl::StrCat(position)}, {key, std::string(name)}});
  }
  absl::StrAppend(&description, "; did you mean '", suggestion, "'?");
  return FieldError(
      field, description, reason,
      {{"position", absl::StrCat(position)}, {key, std::string(name)}, {"suggestion", suggestion}});
}

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_QUERY_PARSE_ERRORS_H_
