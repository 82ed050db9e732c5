// Study groups and interventions, linked many to many.

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "libs/sources/trial_page/section_readers.h"
#include "libs/trial/intervention_label.h"

namespace trialdex {
namespace {

using Texts = absl::Span<const absl::string_view>;

// A line that says of which type the thing before it is, and the paragraphs
// that stand before it, back to the marker before.
struct Marked {
  std::vector<absl::string_view> before;
  bool is_group = false;  // "Group Type"; else "Intervention Type".
  absl::string_view type;
};

// True for what a type looks like: "DRUG", "Active Comparator".
template <typename Enum>
bool IsType(absl::string_view text) {
  if (ParseEnum<Enum>(text).has_value()) return true;
  return !text.empty() && std::all_of(text.begin(), text.end(), [](unsigned char c) {
    return absl::ascii_isupper(c) || c == '_';
  });
}

// Reads the marker `label` at `paragraphs[i]`; moves `i` onto the type if that
// stands in a paragraph of its own. False if there is no such marker.
template <typename Enum>
bool ReadMarker(const std::vector<absl::string_view>& paragraphs, absl::string_view label,
                size_t& i, absl::string_view& type) {
  const auto value = LabelValue(paragraphs[i], label);
  if (!value.has_value() || !(value->empty() || IsType<Enum>(*value))) return false;
  type = *value;
  if (paragraphs[i] == label && i + 1 < paragraphs.size() && IsType<Enum>(paragraphs[i + 1])) {
    type = paragraphs[++i];
  }
  return true;
}

// Cuts `lines` at their markers. What follows the last one is left in `rest`.
std::vector<Marked> CutAtMarkers(absl::Span<const PageLine> lines,
                                 std::vector<absl::string_view>& rest) {
  const std::vector<absl::string_view> paragraphs = Paragraphs(lines);
  std::vector<Marked> cut;
  for (size_t i = 0; i < paragraphs.size(); ++i) {
    Marked marked;
    if (ReadMarker<v1::InterventionType>(paragraphs, page_label::kInterventionType, i,
                                         marked.type)) {
      marked.is_group = false;
    } else if (ReadMarker<v1::ArmType>(paragraphs, page_label::kGroupType, i, marked.type)) {
      marked.is_group = true;
    } else {
      rest.push_back(paragraphs[i]);
      continue;
    }
    marked.before.swap(rest);
    cut.push_back(std::move(marked));
  }
  return cut;
}

std::string Description(Texts paragraphs) { return absl::StrJoin(paragraphs, "\n\n"); }

class GroupsReader {
 public:
  GroupsReader(const PageSectionBody& body, PageTrial& trial) : body_(body), trial_(trial) {}

  void Read() {
    std::vector<absl::string_view> rest;
    const std::vector<Marked> marks = CutAtMarkers(body_.lines, rest);
    for (const Marked& mark : marks) {
      Texts before = mark.before;
      mark.is_group ? ReadGroup(mark, before) : ReadIntervention(mark, before);
    }
    Texts tail = rest;
    FinishIntervention(tail, 0);
    ReadBareGroups(tail);
  }

 private:
  // Links the intervention that was named last with its arm and takes its
  // description off `texts`. Only now can interventions of the same name be
  // told apart. If the description is not known, it is one paragraph, provided
  // `needed` others are left.
  void FinishIntervention(Texts& texts, size_t needed) {
    if (!open_.has_value()) return;
    const Named named = *open_;
    open_.reset();
    v1::Intervention* found = nullptr;
    size_t paragraphs = 0;
    for (v1::Intervention& known : *trial_->mutable_interventions()) {
      if (known.name() != named.name || known.type() != named.type) continue;
      const size_t described = CountParagraphs(texts, known.description());
      if (found != nullptr && described <= paragraphs) continue;
      found = &known;
      paragraphs = described;
    }
    if (found == nullptr) {
      // Not in the list of interventions, or the page has none.
      found = trial_->add_interventions();
      found->set_name(std::string(named.name));
      found->set_type(named.type);
      if (texts.size() > needed) {
        found->set_description(std::string(texts.front()));
        paragraphs = 1;
      }
    }
    texts.remove_prefix(paragraphs);
    if (named.arm == nullptr) return;
    named.arm->add_intervention_names(InterventionLabel(*found));
    found->add_arm_labels(named.arm->label());
  }

  // How many of the first `texts` make up `description`; 0 if they do not.
  static size_t CountParagraphs(Texts texts, const std::string& description) {
    if (description.empty()) return 0;
    std::string joined;
    for (size_t i = 0; i < texts.size() && joined.size() < description.size(); ++i) {
      absl::StrAppend(&joined, i == 0 ? "" : "\n\n", texts[i]);
      if (joined == description) return i + 1;
    }
    return 0;
  }

  void ReadGroup(const Marked& mark, Texts before) {
    FinishIntervention(before, 2);
    if (before.empty()) return trial_.AddUnknown(body_, mark.type);
    AddArm(before.front(), before.subspan(1));
    if (!mark.type.empty()) {
      arm_->set_type(trial_.ReadEnum<v1::ArmType>(mark.type, "arms.type"));
    }
  }

  void ReadIntervention(const Marked& mark, Texts before) {
    const bool first_of_group = arm_ != nullptr && !open_.has_value();
    FinishIntervention(before, 1);
    if (before.empty()) return trial_.AddUnknown(body_, mark.type);
    const absl::string_view name = before.back();
    before.remove_suffix(1);
    if (!before.empty() && !first_of_group) {
      // A group of an observational study has no type.
      AddArm(before.front(), before.subspan(1));
    } else {
      for (const absl::string_view text : before) trial_.AddUnknown(body_, text);
    }
    open_ = {name,
             ParseEnum<v1::InterventionType>(mark.type).value_or(v1::INTERVENTION_TYPE_UNSPECIFIED),
             arm_};
  }

  // Labels and descriptions by turns: what groups without type or
  // interventions look like.
  void ReadBareGroups(Texts texts) {
    while (!texts.empty()) {
      const size_t taken = std::min<size_t>(texts.size() == 3 ? 3 : 2, texts.size());
      AddArm(texts.front(), texts.subspan(1, taken - 1));
      texts.remove_prefix(taken);
    }
  }

  void AddArm(absl::string_view label, Texts description) {
    arm_ = trial_->add_arms();
    arm_->set_label(std::string(label));
    arm_->set_description(Description(description));
  }

  const PageSectionBody& body_;
  PageTrial& trial_;
  // The open arm; null before the first. Elements of a repeated field of
  // messages keep their address.
  v1::Arm* arm_ = nullptr;
  // The intervention that was named last: its description may follow.
  struct Named {
    absl::string_view name;
    v1::InterventionType type;
    v1::Arm* arm;
  };
  std::optional<Named> open_;
};

}  // namespace

void ReadInterventions(const PageSectionBody& body, PageTrial& trial) {
  std::vector<absl::string_view> rest;
  for (const Marked& mark : CutAtMarkers(body.lines, rest)) {
    if (mark.is_group || mark.before.empty()) {
      trial.AddUnknown(body, mark.type);
      continue;
    }
    v1::Intervention& intervention = *trial->add_interventions();
    intervention.set_name(std::string(mark.before.front()));
    intervention.set_description(Description(Texts(mark.before).subspan(1)));
    if (mark.type.empty()) continue;
    intervention.set_type(trial.ReadEnum<v1::InterventionType>(mark.type, "interventions.type"));
  }
  for (const absl::string_view text : rest) trial.AddUnknown(body, text);
}

void ReadStudyGroups(const PageSectionBody& body, PageTrial& trial) {
  GroupsReader(body, trial).Read();
}

}  // namespace trialdex
