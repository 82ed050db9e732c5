// How a word was written before the analysis took it to its normal form.
#ifndef TRIALDEX_LIBS_TEXT_WRITTEN_CASE_H_
#define TRIALDEX_LIBS_TEXT_WRITTEN_CASE_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace trialdex {

// Of a word in its normal form each of the first three is one spelling, letter by letter,
// accents included. Two bits: the index has them in every position.
enum class WrittenCase : uint8_t {
  kNormal,       // "sle", "18": as the normal form
  kCapitalized,  // "Sle": but for its first character, which is a capital
  kUpper,        // "SLE", "T": but for all its letters, which are capitals
  kOther,        // "mTOR", "U.S.": in another way; ExactTerm says which
};

// How `source`, the bytes that a token of kind kWritten stands for, is written; `normal`
// is the token's text. Both must be UTF-8.
WrittenCase WrittenCaseOf(absl::string_view source, absl::string_view normal);

// The term that stands for a word of kOther, letter by letter: "=mTOR". Cut as tokens are.
// No token begins with "=".
std::string ExactTerm(absl::string_view source);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_TEXT_WRITTEN_CASE_H_
