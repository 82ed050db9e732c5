#include "libs/sources/ctgov_xml/study_reader.h"

#include <utility>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/sources/ctgov_xml/registry_words.h"
#include "libs/sources/ctgov_xml/wrapped_text.h"
#include "libs/trial/partial_date.h"

namespace trialdex::ctgov_xml {
namespace {

// "clinical_study/location/facility".
std::string PathOf(pugi::xml_node element) {
  std::string path = element.name();
  for (element = element.parent(); element.type() == pugi::node_element;
       element = element.parent()) {
    path = absl::StrCat(element.name(), "/", path);
  }
  return path;
}

// True if `word` is one of `words`, which are separated by spaces.
bool IsOneOf(absl::string_view word, absl::string_view words) {
  for (const absl::string_view known : absl::StrSplit(words, ' ')) {
    if (word == known) return true;
  }
  return false;
}

bool IsText(const pugi::xml_node& node) {
  return node.type() == pugi::node_pcdata || node.type() == pugi::node_cdata;
}

bool HasElements(const pugi::xml_node& element) {
  for (const pugi::xml_node& child : element.children()) {
    if (child.type() == pugi::node_element) return true;
  }
  return false;
}

// An element in one fixed layout: no white space between elements.
std::string WriteOut(const pugi::xml_node& element) {
  struct StringWriter : pugi::xml_writer {
    std::string out;
    void write(const void* data, size_t size) override {
      out.append(static_cast<const char*>(data), size);
    }
  } writer;
  element.print(writer, "", pugi::format_raw, pugi::encoding_utf8);
  return std::move(writer.out);
}

}  // namespace

absl::string_view StudyReader::RawText(const pugi::xml_node& element, std::string& buffer) {
  const pugi::xml_node first = element.first_child();
  if (IsText(first) && !first.next_sibling()) return first.value();
  for (const pugi::xml_node& child : element.children()) {
    if (IsText(child)) {
      buffer += child.value();
    } else if (child.type() == pugi::node_element) {
      AddUnknown(child);
    }
  }
  return buffer;
}

std::string StudyReader::Text(const pugi::xml_node& element) {
  std::string buffer;
  return PlainText(RawText(element, buffer));
}

std::string StudyReader::Prose(const pugi::xml_node& element) {
  std::string buffer;
  const pugi::xml_node block = element.child("textblock");
  if (!block) return UnwrapText(RawText(element, buffer));
  for (const pugi::xml_node& child : element.children()) {
    if (IsText(child)) AddStrayText(element, child.value());
    if (child.type() == pugi::node_element && child != block) AddUnknown(child);
  }
  return UnwrapText(RawText(block, buffer));
}

std::optional<bool> StudyReader::Flag(const pugi::xml_node& element, absl::string_view field) {
  const std::string text = Text(element);
  if (text == "Yes" || text == "true") return true;
  if (text == "No" || text == "false") return false;
  AddUnrecognized(field, text);
  return std::nullopt;
}

std::optional<v1::PartialDate> StudyReader::Date(const pugi::xml_node& element,
                                                 absl::string_view field) {
  const std::string text = Text(element);
  absl::StatusOr<v1::PartialDate> date = ParsePartialDate(text);
  if (date.ok()) return *std::move(date);
  AddUnrecognized(field, text);
  return std::nullopt;
}

v1::DateType StudyReader::DateTypeOf(const pugi::xml_node& element, absl::string_view field) {
  const absl::string_view word = element.attribute("type").value();
  if (word.empty()) return v1::DATE_TYPE_UNSPECIFIED;
  if (const auto type = ParseWord<v1::DateType>(word)) return *type;
  AddUnrecognized(absl::StrCat(field, ".type"), word);
  return v1::DATE_TYPE_UNSPECIFIED;
}

void StudyReader::AddUnknown(const pugi::xml_node& element) {
  unknown_.Add(PathOf(element), HasElements(element) || element.first_attribute()
                                    ? WriteOut(element)
                                    : Text(element));
}

void StudyReader::AddUnknownAttributes(const pugi::xml_node& element, absl::string_view known) {
  for (const pugi::xml_attribute& attribute : element.attributes()) {
    if (IsOneOf(attribute.name(), known)) continue;
    unknown_.Add(absl::StrCat(PathOf(element), "/@", attribute.name()), attribute.value());
  }
}

void StudyReader::AddStrayText(const pugi::xml_node& parent, absl::string_view text) {
  unknown_.Add(absl::StrCat(PathOf(parent), "/text()"), PlainText(text));
}

void StudyReader::AddUnrecognized(absl::string_view field, absl::string_view value) {
  if (value.empty() || value == "N/A") return;
  v1::UnrecognizedValue& unrecognized = *trial_.add_unrecognized_values();
  unrecognized.set_path(std::string(field));
  unrecognized.set_value(std::string(value));
}

}  // namespace trialdex::ctgov_xml
