// What the reading of one record shares: its texts, and what could not be placed.
#ifndef TRIALDEX_LIBS_SOURCES_CTGOV_XML_STUDY_READER_H_
#define TRIALDEX_LIBS_SOURCES_CTGOV_XML_STUDY_READER_H_

#include <optional>
#include <pugixml.hpp>
#include <string>

#include "absl/strings/string_view.h"
#include "libs/sources/unknown_fields.h"
#include "trialdex/v1/trial.pb.h"

namespace trialdex::ctgov_xml {

// Lives as long as the reading of one record. Not thread-safe.
class StudyReader {
 public:
  // `trial` must outlive the reader.
  explicit StudyReader(v1::Trial& trial) : trial_(trial), unknown_(trial) {}

  // The text of an element that should hold nothing else, line breaks kept.
  // Elements inside are reported as unknown.
  std::string Text(const pugi::xml_node& element);
  // The text of an element, or of its <textblock>, with the registry's wrapping undone.
  std::string Prose(const pugi::xml_node& element);

  // "Yes" or "No" ("true" or "false" on some records); nullopt, and the value
  // listed as that of Trial field `field`, for any other text.
  std::optional<bool> Flag(const pugi::xml_node& element, absl::string_view field);
  // A date; nullopt, and the value listed, if it is none.
  std::optional<v1::PartialDate> Date(const pugi::xml_node& element, absl::string_view field);
  // The date type of attribute `type`; unspecified if it has none.
  v1::DateType DateTypeOf(const pugi::xml_node& element, absl::string_view field);

  // Lists an element that has no place in Trial, with all that it holds.
  void AddUnknown(const pugi::xml_node& element);
  // Lists the attributes of `element` other than `known` (names, separated by spaces).
  void AddUnknownAttributes(const pugi::xml_node& element, absl::string_view known);
  // Lists a text that stands directly in `parent`, where only elements belong.
  void AddStrayText(const pugi::xml_node& parent, absl::string_view text);
  // Lists a value that Trial field `field` cannot take. "N/A" and "" say nothing.
  void AddUnrecognized(absl::string_view field, absl::string_view value);

 private:
  // The characters of `element`, as decoded by the XML parser.
  absl::string_view RawText(const pugi::xml_node& element, std::string& buffer);

  v1::Trial& trial_;
  UnknownFields unknown_;
};

}  // namespace trialdex::ctgov_xml

#endif  // TRIALDEX_LIBS_SOURCES_CTGOV_XML_STUDY_READER_H_
