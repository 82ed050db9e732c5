// Which terms a pattern stands for, by definition and not by speed.
#ifndef TRIALDEX_LIBS_INDEX_TESTING_REFERENCE_PATTERNS_H_
#define TRIALDEX_LIBS_INDEX_TESTING_REFERENCE_PATTERNS_H_

#include <optional>
#include <string>

#include "libs/query/query_node.h"

namespace trialdex {

// Edits between two words of ASCII: the whole table.
int ReferenceEdits(const std::string& a, const std::string& b);

// Edits from `pattern` to `term` (0 unless it is fuzzy), nullopt if it does not match.
// ASCII only.
std::optional<int> ReferenceMatch(const TermPattern& pattern, const std::string& term);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_TESTING_REFERENCE_PATTERNS_H_
