// <reported_events> of <clinical_results>.
#include <cstdint>

#include "absl/strings/numbers.h"
#include "libs/sources/ctgov_xml/results_rules.h"

namespace trialdex::ctgov_xml {
namespace {

// One of the two tables of events.
class EventTable {
 public:
  EventTable(v1::AdverseEvents& events, bool serious) : events_(events), serious_(serious) {}

  v1::AdverseEvent* Add() {
    return serious_ ? events_.add_serious_events() : events_.add_other_events();
  }
  // The group of `id`, added if it has not been described.
  v1::EventGroup& Group(const std::string& id) {
    for (v1::EventGroup& group : *events_.mutable_groups()) {
      if (group.id() == id) return group;
    }
    v1::EventGroup& group = *events_.add_groups();
    group.set_id(id);
    return group;
  }
  std::string* mutable_frequency_threshold() { return events_.mutable_frequency_threshold(); }

  // What holds for events that do not say it themselves.
  std::string default_vocabulary;
  v1::EventAssessment default_assessment = v1::EVENT_ASSESSMENT_UNSPECIFIED;
  // The category being read.
  std::string organ_system;

 private:
  v1::AdverseEvents& events_;
  const bool serious_;
};

// Sets a number from attribute `name`, if it is there.
template <auto Setter>
void SetNumber(StudyReader& reader, const pugi::xml_node& element, const char* name,
               absl::string_view field, OwnerOf<Setter>& target) {
  const absl::string_view text = element.attribute(name).value();
  int64_t number = 0;
  if (absl::SimpleAtoi(text, &number)) {
    (target.*Setter)(number);
  } else {
    reader.AddUnrecognized(field, text);
  }
}

void ReadCounts(StudyReader& reader, const pugi::xml_node& element, absl::string_view,
                v1::AdverseEvent& event) {
  v1::EventCount& count = *event.add_counts();
  count.set_group_id(AttributeText(element, "group_id"));
  SetNumber<&v1::EventCount::set_num_events>(
      reader, element, "events", "results.adverse_events.other_events.counts.num_events", count);
  SetNumber<&v1::EventCount::set_num_affected>(
      reader, element, "subjects_affected",
      "results.adverse_events.other_events.counts.num_affected", count);
  SetNumber<&v1::EventCount::set_num_at_risk>(
      reader, element, "subjects_at_risk", "results.adverse_events.other_events.counts.num_at_risk",
      count);
}

void ReadTerm(StudyReader& reader, const pugi::xml_node& element, absl::string_view,
              v1::AdverseEvent& event) {
  event.set_term(reader.Text(element));
  event.set_source_vocabulary(AttributeText(element, "vocab"));
}

constexpr ElementRule<v1::AdverseEvent> kEventRules[] = {
    {"sub_title", "results.adverse_events.other_events.term", ReadTerm, "vocab"},
    {"assessment", "results.adverse_events.other_events.assessment",
     Word<&v1::AdverseEvent::set_assessment>},
    {"description", "results.adverse_events.other_events.notes",
     Text<&v1::AdverseEvent::mutable_notes>},
    {"counts", "results.adverse_events.other_events.counts", ReadCounts,
     "group_id events subjects_affected subjects_at_risk"},
};

// Rows that sum a table up, or count the deaths, are numbers of the groups.
// False if `event` is no such row.
bool TakeTotals(const v1::AdverseEvent& event, EventTable& table) {
  void (*take)(v1::EventGroup&, const v1::EventCount&) = nullptr;
  if (event.term() == "Total, serious adverse events") {
    take = [](v1::EventGroup& group, const v1::EventCount& count) {
      if (count.has_num_affected()) group.set_serious_num_affected(count.num_affected());
      if (count.has_num_at_risk()) group.set_serious_num_at_risk(count.num_at_risk());
    };
  } else if (event.term() == "Total, other adverse events") {
    take = [](v1::EventGroup& group, const v1::EventCount& count) {
      if (count.has_num_affected()) group.set_other_num_affected(count.num_affected());
      if (count.has_num_at_risk()) group.set_other_num_at_risk(count.num_at_risk());
    };
  } else if (event.term() == "Total, all-cause mortality") {
    take = [](v1::EventGroup& group, const v1::EventCount& count) {
      if (count.has_num_affected()) group.set_deaths_num_affected(count.num_affected());
      if (count.has_num_at_risk()) group.set_deaths_num_at_risk(count.num_at_risk());
    };
  } else {
    return false;
  }
  for (const v1::EventCount& count : event.counts()) take(table.Group(count.group_id()), count);
  return true;
}

void ReadEvent(StudyReader& reader, const pugi::xml_node& element, absl::string_view,
               EventTable& table) {
  v1::AdverseEvent event;
  ReadChildren(reader, element, absl::MakeConstSpan(kEventRules), event);
  if (TakeTotals(event, table)) return;
  event.set_organ_system(table.organ_system);
  if (event.source_vocabulary().empty()) event.set_source_vocabulary(table.default_vocabulary);
  if (event.assessment() == v1::EVENT_ASSESSMENT_UNSPECIFIED) {
    event.set_assessment(table.default_assessment);
  }
  *table.Add() = std::move(event);
}

// Read before the children of their parent are: they hold for all of them.
void AlreadyRead(StudyReader&, const pugi::xml_node&, absl::string_view, EventTable&) {}

constexpr ElementRule<EventTable> kEventListRules[] = {
    {"event", "results.adverse_events.other_events", ReadEvent},
};

constexpr ElementRule<EventTable> kCategoryRules[] = {
    {"title", "results.adverse_events.other_events.organ_system", AlreadyRead},
    {"event_list", "results.adverse_events.other_events", Group<EventTable, kEventListRules>},
};

void ReadCategory(StudyReader& reader, const pugi::xml_node& element, absl::string_view,
                  EventTable& table) {
  table.organ_system = reader.Text(element.child("title"));
  ReadChildren(reader, element, absl::MakeConstSpan(kCategoryRules), table);
}

constexpr ElementRule<EventTable> kCategoryListRules[] = {
    {"category", "results.adverse_events.other_events", ReadCategory},
};

constexpr ElementRule<EventTable> kTableRules[] = {
    {"frequency_threshold", "results.adverse_events.frequency_threshold",
     Text<&EventTable::mutable_frequency_threshold>},
    {"default_vocab", "results.adverse_events.other_events.source_vocabulary", AlreadyRead},
    {"default_assessment", "results.adverse_events.other_events.assessment", AlreadyRead},
    {"category_list", "results.adverse_events.other_events", Group<EventTable, kCategoryListRules>},
};

template <bool kSerious>
void ReadTable(StudyReader& reader, const pugi::xml_node& element, absl::string_view,
               v1::AdverseEvents& events) {
  EventTable table(events, kSerious);
  table.default_vocabulary = reader.Text(element.child("default_vocab"));
  const std::string assessment = reader.Text(element.child("default_assessment"));
  if (const auto known = ParseWord<v1::EventAssessment>(assessment)) {
    table.default_assessment = *known;
  } else {
    reader.AddUnrecognized("results.adverse_events.other_events.assessment", assessment);
  }
  ReadChildren(reader, element, absl::MakeConstSpan(kTableRules), table);
}

constexpr ElementRule<v1::AdverseEvents> kReportedEventsRules[] = {
    {"time_frame", "results.adverse_events.time_frame",
     Text<&v1::AdverseEvents::mutable_time_frame>},
    {"desc", "results.adverse_events.description", Text<&v1::AdverseEvents::mutable_description>},
    {"group_list", "results.adverse_events.groups",
     Group<v1::AdverseEvents, kGroupListRules<v1::AdverseEvents>>},
    {"serious_events", "results.adverse_events.serious_events", ReadTable<true>},
    {"other_events", "results.adverse_events.other_events", ReadTable<false>},
};

}  // namespace

void ReadReportedEvents(StudyReader& reader, const pugi::xml_node& element, absl::string_view,
                        v1::Results& results) {
  ReadChildren(reader, element, absl::MakeConstSpan(kReportedEventsRules),
               *results.mutable_adverse_events());
}

}  // namespace trialdex::ctgov_xml
