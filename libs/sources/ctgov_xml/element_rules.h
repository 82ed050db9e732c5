// Tables that say which element of the XML goes into which field of Trial, and
// the readers that their rows name.
//
//   constexpr ElementRule<v1::Oversight> kOversightRules[] = {
//       {"has_dmc", "oversight.has_dmc", Flag<&v1::Oversight::set_has_dmc>},
#ifndef TRIALDEX_LIBS_SOURCES_CTGOV_XML_ELEMENT_RULES_H_
#define TRIALDEX_LIBS_SOURCES_CTGOV_XML_ELEMENT_RULES_H_

#include <optional>
#include <pugixml.hpp>
#include <string>
#include <type_traits>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "libs/sources/ctgov_xml/registry_words.h"
#include "libs/sources/ctgov_xml/study_reader.h"
#include "trialdex/v1/trial.pb.h"

namespace trialdex::ctgov_xml {

// Reads `element` into `target`; `field` is the path that its row names.
template <typename Target>
using ElementReader = void (*)(StudyReader& reader, const pugi::xml_node& element,
                               absl::string_view field, Target& target);

// A row: the element, its field as a path in Trial (empty in a table that serves
// several fields), how it is read, and the one attribute that is read with it.
template <typename Target>
struct ElementRule {
  absl::string_view element;
  absl::string_view field;
  ElementReader<Target> read;
  absl::string_view attributes = {};
};

// Reads every child of `parent` by the rule that `find(name)` gives, a pointer.
// What has no rule is listed as unknown; an empty element says nothing.
template <typename Target, typename Find>
void ReadChildren(StudyReader& reader, const pugi::xml_node& parent, const Find& find,
                  Target& target) {
  for (const pugi::xml_node& child : parent.children()) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
      reader.AddStrayText(parent, child.value());
    }
    if (child.type() != pugi::node_element) continue;
    const ElementRule<Target>* const rule = find(absl::string_view(child.name()));
    if (rule == nullptr) {
      reader.AddUnknown(child);
      continue;
    }
    if (child.first_attribute()) reader.AddUnknownAttributes(child, rule->attributes);
    if (child.first_child() || child.first_attribute()) {
      rule->read(reader, child, rule->field, target);
    }
  }
}

// The same with the rows of one table, which is short enough to be walked.
template <typename Target>
void ReadChildren(StudyReader& reader, const pugi::xml_node& parent,
                  absl::Span<const ElementRule<Target>> rules, Target& target) {
  const auto find = [rules](absl::string_view name) -> const ElementRule<Target>* {
    for (const ElementRule<Target>& rule : rules) {
      if (rule.element == name) return &rule;
    }
    return nullptr;
  };
  ReadChildren(reader, parent, find, target);
}

// What a pointer to an accessor of a message tells: Owner::Accessor(Value) -> Result.
template <typename Accessor>
struct AccessorTraits;
template <typename R, typename T, typename... V>
struct AccessorTraits<R (T::*)(V...)> {
  using Owner = T;
  using Result = std::remove_pointer_t<R>;
};
template <typename T, typename V>
struct AccessorTraits<void (T::*)(V)> {
  using Owner = T;
  using Value = V;
};
template <auto Accessor>
using OwnerOf = typename AccessorTraits<decltype(Accessor)>::Owner;
template <auto Accessor>
using ResultOf = typename AccessorTraits<decltype(Accessor)>::Result;
template <auto Setter>
using ValueOf = typename AccessorTraits<decltype(Setter)>::Value;

// A text that is not wrapped. Of several that differ the first stays, the others
// are listed as unknown.
template <auto Mutable>
void Text(StudyReader& reader, const pugi::xml_node& element, absl::string_view,
          OwnerOf<Mutable>& target) {
  std::string& text = *(target.*Mutable)();
  if (text.empty()) {
    text = reader.Text(element);
  } else if (text != reader.Text(element)) {
    reader.AddUnknown(element);
  }
}

// A wrapped text, in a <textblock> or not.
template <auto Mutable>
void Prose(StudyReader& reader, const pugi::xml_node& element, absl::string_view,
           OwnerOf<Mutable>& target) {
  std::string& text = *(target.*Mutable)();
  if (!text.empty()) return reader.AddUnknown(element);
  text = reader.Prose(element);
}

// A PartialDate, or a TrialDate whose type is attribute "type".
template <auto Mutable>
void Date(StudyReader& reader, const pugi::xml_node& element, absl::string_view field,
          OwnerOf<Mutable>& target) {
  std::optional<v1::PartialDate> date = reader.Date(element, field);
  if (!date.has_value()) return;
  if constexpr (std::is_same_v<ResultOf<Mutable>, v1::TrialDate>) {
    v1::TrialDate& typed = *(target.*Mutable)();
    *typed.mutable_date() = *std::move(date);
    typed.set_type(reader.DateTypeOf(element, field));
  } else {
    *(target.*Mutable)() = *std::move(date);
  }
}

// A word of a closed list, by the setter or the adder of an enum field.
template <auto Setter>
void Word(StudyReader& reader, const pugi::xml_node& element, absl::string_view field,
          OwnerOf<Setter>& target) {
  const std::string word = reader.Text(element);
  if (const auto value = ParseWord<ValueOf<Setter>>(word)) {
    (target.*Setter)(*value);
  } else {
    reader.AddUnrecognized(field, word);
  }
}

// "Yes" or "No".
template <auto Setter>
void Flag(StudyReader& reader, const pugi::xml_node& element, absl::string_view field,
          OwnerOf<Setter>& target) {
  if (const auto flag = reader.Flag(element, field)) (target.*Setter)(*flag);
}

// A whole number, not negative.
template <auto Setter>
void Number(StudyReader& reader, const pugi::xml_node& element, absl::string_view field,
            OwnerOf<Setter>& target) {
  const std::string text = reader.Text(element);
  ValueOf<Setter> number = 0;
  if (absl::SimpleAtoi(text, &number) && number >= 0) {
    (target.*Setter)(number);
  } else {
    reader.AddUnrecognized(field, text);
  }
}

// A message of its own, by the mutable or add accessor of its field.
template <auto Accessor, const auto& Rules>
void Message(StudyReader& reader, const pugi::xml_node& element, absl::string_view,
             OwnerOf<Accessor>& target) {
  ReadChildren(reader, element, absl::MakeConstSpan(Rules), *(target.*Accessor)());
}

// An element that only groups others: they are read into the same message.
template <typename Target, const auto& Rules>
void Group(StudyReader& reader, const pugi::xml_node& element, absl::string_view, Target& target) {
  ReadChildren(reader, element, absl::MakeConstSpan(Rules), target);
}

// Reads with `Read` into the message that `Accessor` leads to.
template <auto Accessor, auto Read>
void In(StudyReader& reader, const pugi::xml_node& element, absl::string_view field,
        OwnerOf<Accessor>& target) {
  Read(reader, element, field, *(target.*Accessor)());
}

}  // namespace trialdex::ctgov_xml

#endif  // TRIALDEX_LIBS_SOURCES_CTGOV_XML_ELEMENT_RULES_H_
