// The rows behind keywords.h: what each keyword field is called and may hold.
#ifndef TRIALDEX_LIBS_SCHEMA_KEYWORD_TABLE_H_
#define TRIALDEX_LIBS_SCHEMA_KEYWORD_TABLE_H_

#include <vector>

#include "absl/strings/string_view.h"
#include "libs/schema/keywords.h"

namespace trialdex {

// The words of a closed list, and the finding of one in free spelling.
struct KeywordWords {
  std::vector<absl::string_view> all;
  // Empty if there is no such word.
  absl::string_view (*find)(absl::string_view value) = nullptr;
};

struct KeywordRow {
  KeywordInfo info;
  // Null for text.
  const KeywordWords& (*words)() = nullptr;
};

// Null for text. Thread-safe.
const KeywordWords* WordsOf(KeywordField field);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SCHEMA_KEYWORD_TABLE_H_
