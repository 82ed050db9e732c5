// Errors of the parsers, alike in all of them: where, what was there, what was expected.
#ifndef TRIALDEX_LIBS_QUERY_PARSE_ERRORS_H_
#define TRIALDEX_LIBS_QUERY_PARSE_ERRORS_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "libs/base/errors.h"
#include "libs/base/utf8.h"

namespace trialdex {

// The texts of queries and filters are bounded: parsing and running them costs.
inline constexpr size_t kMaxQueryBytes = 16 * 1024;
inline constexpr int kMaxClauses = 256;
inline constexpr int kMaxDepth = 64;

// `text`, cut where it is long: errors travel in headers of a few kB.
inline std::string Shortened(absl::string_view text) {
  constexpr size_t kMaxShown = 64;
  if (text.size() <= kMaxShown) return std::string(text);
  return absl::StrCat(TruncateUtf8(text, kMaxShown), "…");
}

// The same in quotes.
inline std::string Quoted(absl::string_view text) {
  return absl::StrCat("'", Shortened(text), "'");
}

// `description` at byte `position` of request field `field`.
inline absl::Status ParseError(absl::string_view field, absl::string_view reason, size_t position,
                               absl::string_view description) {
  return FieldError(field, absl::StrCat(description, " at byte ", position), reason,
                    {{"position", absl::StrCat(position)}});
}

// OK if `text` may be parsed: UTF-8, at most kMaxQueryBytes. `prefix` is that of the
// field's reasons: QUERY, FILTER.
inline absl::Status CheckText(absl::string_view field, absl::string_view prefix,
                              absl::string_view text) {
  if (text.size() > kMaxQueryBytes) {
    return ParseError(field, absl::StrCat(prefix, "_TOO_LARGE"), kMaxQueryBytes,
                      "more than 16 kB of text");
  }
  const size_t valid = ValidUtf8Prefix(text);
  if (valid == text.size()) return absl::OkStatus();
  return ParseError(field, absl::StrCat(prefix, "_SYNTAX"), valid, "expected UTF-8");
}

// The name `name` under metadata `key` is not known; `suggestion` may be empty.
inline absl::Status UnknownNameError(absl::string_view field, absl::string_view reason,
                                     absl::string_view key, absl::string_view name,
                                     const std::string& suggestion) {
  std::string description = absl::StrCat("unknown ", key, " ", Quoted(name));
  if (suggestion.empty()) return FieldError(field, description, reason, {{key, Shortened(name)}});
  absl::StrAppend(&description, "; did you mean '", suggestion, "'?");
  return FieldError(field, description, reason,
                    {{key, Shortened(name)}, {"suggestion", suggestion}});
}

// The same at byte `position` of the field.
inline absl::Status UnknownNameError(absl::string_view field, absl::string_view reason,
                                     size_t position, absl::string_view key, absl::string_view name,
                                     const std::string& suggestion) {
  std::string description = absl::StrCat("unknown ", key, " ", Quoted(name), " at byte ", position);
  if (suggestion.empty()) {
    return FieldError(field, description, reason,
                      {{"position", absl::StrCat(position)}, {key, Shortened(name)}});
  }
  absl::StrAppend(&description, "; did you mean '", suggestion, "'?");
  return FieldError(
      field, description, reason,
      {{"position", absl::StrCat(position)}, {key, Shortened(name)}, {"suggestion", suggestion}});
}

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_QUERY_PARSE_ERRORS_H_
