// What stands around a fact in a note and changes what it says.
#ifndef TRIALDEX_LIBS_ELIGIBILITY_NOTE_NOTE_CONTEXT_H_
#define TRIALDEX_LIBS_ELIGIBILITY_NOTE_NOTE_CONTEXT_H_

#include <cstddef>

#include "libs/eligibility/words/words.h"

namespace trialdex {

enum class Assertion {
  kStated,
  // "denies", "no history of", "negative for".
  kDenied,
  // Suspected, planned, possible, or of a relative: nothing about the patient now.
  kNotSaid,
};

// How the words from `sentence_begin` up to `i` put what begins at `i`.
Assertion AssertionAt(const Words& words, size_t sentence_begin, size_t i);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_ELIGIBILITY_NOTE_NOTE_CONTEXT_H_
