#include <vector>

#include "libs/eligibility/readers/fact_readers.h"
#include "libs/eligibility/readers/marker_names.h"
#include "libs/eligibility/readers/marker_states.h"
#include "libs/eligibility/words/word_table.h"

namespace trialdex {
namespace {

// Before the name of a virus, these speak of it without saying that it is there.
constexpr WordTable kTalk(
    "acquire acquiring against anti drugs exposed exposure medication medications possible prevent "
    "prevention prophylaxis risk screen screened screening suspected test tested testing tests "
    "therapy transmission treatment vaccination vaccine vaccines");

// "risk of HIV", "tested for HIV".
bool IsOnlyTalkedAbout(const Words& words, size_t i) {
  size_t at = i;
  while (words.IsAnyOf(at - 1, {"of", "for", "the", "a", "to", "with", "acute", "(", "virus",
                                "hepatitis", "b", "c", "human", "immunodeficiency"})) {
    --at;
  }
  return kTalk.Holds(words.at(at - 1).text);
}

bool IsVirus(const std::vector<const MarkerName*>& names) {
  for (const MarkerName* const name : names) {
    if (!name->virus) return false;
  }
  return true;
}

enum class Joint { kNone, kAnd, kOr, kSlash };

// Names in a row: "ER and PR", "HIV, hepatitis B or C".
struct NameList {
  std::vector<const MarkerName*> names;
  Joint joint = Joint::kNone;
  size_t end = 0;
};

void ReadMoreNames(const Words& words, NameList& list) {
  while (true) {
    size_t at = list.end;
    if (list.names.back()->virus) {
      // "hepatitis B virus (HBV), hepatitis C".
      at += words.MatchAnyOf(at, {"virus", "virus infection", "infection"});
      if (words.Is(at, "(") && words.Is(at + 2, ")")) at += 3;
    }
    Joint joint = Joint::kNone;
    if (words.Match(at, "and / or") != 0) {
      joint = Joint::kOr;
      at += 3;
    } else {
      if (words.Is(at, ",")) ++at;
      if (words.IsAnyOf(at, {"or", "and", "/"})) {
        joint = words.Is(at, "or") ? Joint::kOr : words.Is(at, "/") ? Joint::kSlash : Joint::kAnd;
        ++at;
      } else if (!words.Is(at - 1, ",")) {
        return;
      }
    }
    const MarkerName* name = ReadMarkerName(words, at);
    static constexpr MarkerName kLoneC = {"c", Marker::kHcv, Marker::kHcv, true};
    if (name == nullptr && words.Is(at, "c") && list.names.back()->when_expressed == Marker::kHbv) {
      name = &kLoneC;
      ++at;
    }
    static constexpr MarkerName kLoneTwo = {"2", Marker::kBrca2, Marker::kBrca2};
    if (name == nullptr && words.Is(at, "2") &&
        list.names.back()->when_expressed == Marker::kBrca1) {
      name = &kLoneTwo;
      ++at;
    }
    if (name == nullptr) return;
    list.names.push_back(name);
    if (joint != Joint::kNone) list.joint = joint;
    list.end = at;
  }
}

Found<MarkersAsked> Combine(const NameList& list, const StateFound& state, bool all, size_t begin) {
  Found<MarkersAsked> found{{}, begin, state.end, all, state.narrower};
  for (const MarkerName* const name : list.names) {
    const Marker marker = state.mutation ? name->when_mutated : name->when_expressed;
    // All of them are so: not any of them is otherwise.
    found.value.any_of.push_back({marker, all ? !state.present : state.present});
  }
  return found;
}

// Whether the list means each of its names; nullopt if that is not clear.
std::optional<bool> MeansAll(const NameList& list, bool present, bool in_note) {
  if (list.names.size() == 1) return false;
  // "excluded: HIV and hepatitis B" excludes either.
  if (IsVirus(list.names)) return !present;
  switch (list.joint) {
    case Joint::kAnd:
      return true;
    case Joint::kOr:
      return false;
    case Joint::kSlash:
      if (!present || in_note) return true;
      // "BRCA1/2 mutation" is either.
      if (list.names[0]->when_expressed == Marker::kBrca1) return false;
      return std::nullopt;
    case Joint::kNone:
      return std::nullopt;
  }
  return std::nullopt;
}

std::optional<Found<MarkersAsked>> ReadNamesThenState(const Words& words, size_t i, bool in_note) {
  size_t at = i;
  const MarkerName* const first = ReadMarkerName(words, at);
  if (first == nullptr || IsOnlyTalkedAbout(words, i)) return std::nullopt;
  NameList list{{first}, Joint::kNone, at};
  if (!first->virus) {
    // Its own state: "ER-positive and HER2-negative".
    if (const auto own = ReadStateAfter(words, at); own.has_value()) {
      return Combine(list, *own, false, i);
    }
  }
  ReadMoreNames(words, list);
  const auto state = IsVirus(list.names)
                         ? ReadInfection(words, list.end, list.names.back()->when_expressed)
                         : ReadStateAfter(words, list.end);
  if (!state.has_value()) return std::nullopt;
  const auto all = MeansAll(list, state->present, in_note);
  if (!all.has_value()) return std::nullopt;
  return Combine(list, *state, *all, i);
}

std::optional<Found<MarkersAsked>> ReadStateThenNames(const Words& words, size_t i, bool in_note) {
  const auto state = ReadStateBefore(words, i);
  if (!state.has_value()) return std::nullopt;
  size_t at = state->end;
  while (words.IsAnyOf(at, {"the", "a", "known"})) ++at;
  const MarkerName* const first = ReadMarkerName(words, at);
  if (first == nullptr) return std::nullopt;
  NameList list{{first}, Joint::kNone, at};
  ReadMoreNames(words, list);
  StateFound found = *state;
  found.end = list.end;
  if (IsVirus(list.names)) {
    const auto rest = ReadInfection(words, list.end, list.names.back()->when_expressed);
    if (!rest.has_value()) return std::nullopt;
    found.end = rest->end;
    found.narrower = rest->narrower;
  }
  const auto all = MeansAll(list, found.present, in_note);
  if (!all.has_value()) return std::nullopt;
  return Combine(list, found, *all, i);
}

}  // namespace

std::optional<Found<MarkersAsked>> ReadMarkers(const Words& words, size_t i, bool in_note) {
  size_t at = i;
  if (const MarkerPhrase* const phrase = ReadMarkerPhrase(words, at); phrase != nullptr) {
    return Found<MarkersAsked>{{{phrase->state}}, i, at};
  }
  if (const size_t count = words.MatchAnyOf(i, {"triple negative", "tnbc"}); count != 0) {
    return Found<MarkersAsked>{{{{Marker::kEstrogenReceptor, true},
                                 {Marker::kProgesteroneReceptor, true},
                                 {Marker::kHer2, true}}},
                               i,
                               i + count,
                               true};
  }
  if (auto found = ReadStateThenNames(words, i, in_note); found.has_value()) return found;
  return ReadNamesThenState(words, i, in_note);
}

}  // namespace trialdex
