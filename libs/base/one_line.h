// Text that was wrapped over lines, on one.
#ifndef TRIALDEX_LIBS_BASE_ONE_LINE_H_
#define TRIALDEX_LIBS_BASE_ONE_LINE_H_

#include <string>

#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"

namespace trialdex {

// `text` without ASCII white space at its ends, and with one space for every run of it inside.
inline std::string OneLine(absl::string_view text) {
  return absl::StrJoin(absl::StrSplit(text, absl::ByAnyChar(" \t\n\v\f\r"), absl::SkipEmpty()),
                       " ");
}

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_BASE_ONE_LINE_H_
