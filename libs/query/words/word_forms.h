// Which terms stand for a word of a query.
#ifndef TRIALDEX_LIBS_QUERY_WORDS_WORD_FORMS_H_
#define TRIALDEX_LIBS_QUERY_WORDS_WORD_FORMS_H_

#include <vector>

#include "absl/types/span.h"
#include "libs/query/query_node.h"
#include "libs/text/analyzer.h"

namespace trialdex {

// A word is the weighted union of its forms (docs/index_format.md):
//
//   treat       treat 1.0, ~treat 0.8
//   treated     treated 0.2, treat 0.8, ~treat 0.8
//   pd-l1       pd-l1 0.2, pdl1 0.8: a document that writes PD-L1 has both
//   ≤1, er+     half for the bare word, half for it with its sign
//   iv          iv alone: after "stage" the index has it for 4 as well
//
// `tokens` are those of one position, the written one first. Not empty.
std::vector<Alternative> WordForms(absl::Span<const Token> tokens);

// Adds what WordForms of a singular lacks to find an irregular plural, and the other way
// round: their stems differ.
//
//   child       and children 0.8
//
// Free text does without: it has many words, and was measured to gain nothing.
void AddOtherNumber(std::vector<Alternative>& forms);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_QUERY_WORDS_WORD_FORMS_H_
