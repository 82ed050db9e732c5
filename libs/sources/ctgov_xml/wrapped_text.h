// Texts of classic XML as their authors wrote them.
#ifndef TRIALDEX_LIBS_SOURCES_CTGOV_XML_WRAPPED_TEXT_H_
#define TRIALDEX_LIBS_SOURCES_CTGOV_XML_WRAPPED_TEXT_H_

#include <string>

#include "absl/strings/string_view.h"

namespace trialdex::ctgov_xml {

// Undoes the layout of a <textblock>. The registry wraps it at 99 columns,
// indents it to its depth in the XML, ends lines with "\r\n" and puts a blank
// line between any two paragraphs and any two list items. So:
//
// * Lines are joined by a space up to the next blank line or "-" bullet.
// * Paragraphs are separated by one blank line. A list has one line an item,
//   "- " or the item's own marker ("1. ", "a) ") first.
// * The indentation that all lines share is taken off, and so are the two
//   columns by which a list stands further in; what is left shows nesting.
// * Escapes that were escaped twice ("&lt;" after decoding) become characters.
//
//       "\n      Both of:\r\n\r\n        -  one that is\r\n           long\r\n"
//   ->  "Both of:\n\n- one that is long"
std::string UnwrapText(absl::string_view text);

// A text that the registry does not wrap: line breaks are the author's and
// stay, as "\n". White space at both ends and at line ends is dropped, twice
// escaped characters are undone.
std::string PlainText(absl::string_view text);

}  // namespace trialdex::ctgov_xml

#endif  // TRIALDEX_LIBS_SOURCES_CTGOV_XML_WRAPPED_TEXT_H_
