// One line of a criteria text, seen as indentation, bullets and words.
#ifndef TRIALDEX_LIBS_TRIAL_CRITERIA_CRITERIA_LINE_H_
#define TRIALDEX_LIBS_TRIAL_CRITERIA_CRITERIA_LINE_H_

#include <cstddef>

#include "absl/strings/string_view.h"

namespace trialdex {

// What the bullets of one list have in common: "1." and "2." do, "1." and "1)"
// do not. 0 is "no bullet"; other values only compare equal or not.
using BulletStyle = int;
constexpr BulletStyle kNoBullet = 0;

// Views the text it was read from.
struct CriteriaLine {
  // The line without white space at its ends; empty for a blank line and for
  // one that is nothing but bullets.
  absl::string_view whole;
  // The same without its bullets.
  absl::string_view text;
  // Columns, from 0, at which `whole` and `text` begin. A tab is one column.
  int indent = 0;
  int text_indent = 0;
  // Style of the innermost bullet.
  BulletStyle style = kNoBullet;
};

// Reads `line`, given without its "\n". Bullets are "-", "*", "•" and their
// kin, "1.", "1)", "(1)", "1.2", "a.", "(b)", "iv)", several in a row ("* •",
// "* 1.") and those with a markdown escape ("\*").
CriteriaLine ReadCriteriaLine(absl::string_view line);

// Bytes of white space at the front of `text`: 1 for ASCII, 2 for a no-break
// space, 0 if there is none.
inline size_t LeadingSpace(absl::string_view text) {
  if (text.empty()) return 0;
  const char first = text.front();
  if (first == ' ' || (first >= '\t' && first <= '\r')) return 1;
  return first == '\xC2' && text.size() > 1 && text[1] == '\xA0' ? 2 : 0;
}

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_TRIAL_CRITERIA_CRITERIA_LINE_H_
