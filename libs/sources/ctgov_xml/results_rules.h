// The parts of <clinical_results>, and what they share.
#ifndef TRIALDEX_LIBS_SOURCES_CTGOV_XML_RESULTS_RULES_H_
#define TRIALDEX_LIBS_SOURCES_CTGOV_XML_RESULTS_RULES_H_

#include <string>

#include "libs/sources/ctgov_xml/element_rules.h"
#include "libs/sources/ctgov_xml/wrapped_text.h"
#include "trialdex/v1/results.pb.h"

namespace trialdex::ctgov_xml {

// Readers of the elements of these names.
void ReadBaseline(StudyReader&, const pugi::xml_node&, absl::string_view, v1::Results&);
void ReadOutcomeList(StudyReader&, const pugi::xml_node&, absl::string_view, v1::Results&);
void ReadReportedEvents(StudyReader&, const pugi::xml_node&, absl::string_view, v1::Results&);

// The text of attribute `name`; empty if there is none.
inline std::string AttributeText(const pugi::xml_node& element, const char* name) {
  return PlainText(element.attribute(name).value());
}

template <typename Group>
inline constexpr ElementRule<Group> kResultGroupRules[] = {
    {"title", "", Text<&Group::mutable_title>},
    {"description", "", Text<&Group::mutable_description>},
};

// A <group> of participants: a ResultGroup or an EventGroup.
template <typename Group>
void ReadResultGroup(StudyReader& reader, const pugi::xml_node& element, Group& group) {
  group.set_id(AttributeText(element, "group_id"));
  ReadChildren(reader, element, absl::MakeConstSpan(kResultGroupRules<Group>), group);
}

// A <group> of any message with a list `groups`.
template <typename Target>
void AddResultGroup(StudyReader& reader, const pugi::xml_node& element, absl::string_view,
                    Target& target) {
  ReadResultGroup(reader, element, *target.add_groups());
}

template <typename Target>
inline constexpr ElementRule<Target> kGroupListRules[] = {
    {"group", "", AddResultGroup<Target>, "group_id"},
};

}  // namespace trialdex::ctgov_xml

#endif  // TRIALDEX_LIBS_SOURCES_CTGOV_XML_RESULTS_RULES_H_
