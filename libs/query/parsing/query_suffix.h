// What hangs behind a word of a query: patterns, edits, slop, boost.
#ifndef TRIALDEX_LIBS_QUERY_PARSING_QUERY_SUFFIX_H_
#define TRIALDEX_LIBS_QUERY_PARSING_QUERY_SUFFIX_H_

#include <cstddef>
#include <cstdint>
#include <optional>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/query/query_node.h"

namespace trialdex {

// Values of a repeated field lie further apart than this, so that no phrase reaches
// from one into the next.
inline constexpr uint32_t kMaxSlop = 30;
inline constexpr float kMaxBoost = 1000.0F;

struct WordSuffix {
  // Bytes of the word before "~1" and "^2".
  size_t word_bytes = 0;
  std::optional<TermPattern::Kind> pattern;
  int max_edits = 0;
  float boost = 1.0F;
};

// Takes "immun*^2" apart. What medicine writes with these signs stays a word:
// "HLA-A*02:01", "10^6", "30~50", "why?". `position` is the byte of the query that
// `word` begins at, for errors.
//
// INVALID_ARGUMENT, reason QUERY_SYNTAX: edits other than 0, 1 and 2, a boost that is not
// above 0 and at most kMaxBoost, a pattern of fewer than two letters.
absl::StatusOr<WordSuffix> ReadWordSuffix(absl::string_view word, size_t position);

struct PhraseSuffix {
  size_t bytes = 0;
  uint32_t slop = 0;
  float boost = 1.0F;
};

// Reads "~3", "^2" or both at the start of `text`, which follows a closing quote, or
// a closing parenthesis if `with_slop` is false. Errors as above, and a slop above kMaxSlop.
absl::StatusOr<PhraseSuffix> ReadPhraseSuffix(absl::string_view text, bool with_slop,
                                              size_t position);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_QUERY_PARSING_QUERY_SUFFIX_H_
