// Text that was wrapped over lines, on one.
#ifndef TRIALDEX_LIBS_BASE_ONE_LINE_H_
#define TRIALDEX_LIBS_BASE_ONE_LINE_H_

#include <cstddef>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/string_view.h"

namespace trialdex {

// True if MakeOneLine would change nothing, as of nearly all texts.
inline bool IsOneLine(absl::string_view text) {
  // What is before the text counts as a space: no space may follow one.
  bool after_space = true;
  for (const char c : text) {
    if (absl::ascii_isspace(static_cast<unsigned char>(c))) {
      if (c != ' ' || after_space) return false;
      after_space = true;
    } else {
      after_space = false;
    }
  }
  return text.empty() || !after_space;
}

// Takes away ASCII white space at the ends of `*text`, and puts one space in the place of
// every run of it inside.
inline void MakeOneLine(std::string* text) {
  if (IsOneLine(*text)) return;
  size_t end = 0;
  bool gap = false;
  for (const char c : *text) {
    if (absl::ascii_isspace(static_cast<unsigned char>(c))) {
      gap = end > 0;
      continue;
    }
    if (gap) (*text)[end++] = ' ';
    gap = false;
    (*text)[end++] = c;
  }
  text->resize(end);
}

inline std::string OneLine(absl::string_view text) {
  std::string line(text);
  MakeOneLine(&line);
  return line;
}

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_BASE_ONE_LINE_H_
