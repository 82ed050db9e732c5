// Abbreviations that a text explains itself: "overall survival (OS)".
#ifndef TRIALDEX_LIBS_TEXT_ABBREVIATIONS_H_
#define TRIALDEX_LIBS_TEXT_ABBREVIATIONS_H_

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"

namespace trialdex {

// Calls `found` with each abbreviation of `text` and what it is short for:
// "long form (LF)" and "LF (long form)". Both are parts of `text`, as written; a
// plural "s" after capitals is taken off the short form.
//
// A short form is one word of 2 to 10 bytes with two capitals, or one and a digit.
// Its letters and digits must be found in the long form, in order, the first of
// them at the beginning of its first word; the long form has at most twice as many
// words as the short one has characters, and at most five more. It errs now and
// then: count in how many texts a pair stands. Linear in the length of `text`.
//
// After Schwartz and Hearst: A simple algorithm for identifying abbreviation
// definitions in biomedical text (2003).
void ForEachAbbreviation(
    absl::string_view text,
    absl::FunctionRef<void(absl::string_view short_form, absl::string_view long_form)> found);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_TEXT_ABBREVIATIONS_H_
