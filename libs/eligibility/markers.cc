#include <vector>

#include "libs/eligibility/criterion_readers.h"
#include "libs/eligibility/marker_names.h"

namespace trialdex {
namespace {

// What is said of a marker by the words at one place.
struct StateFound {
  bool present = false;
  bool mutation = false;
  bool narrower = false;
  size_t end = 0;
};

struct StateWord {
  absl::string_view words;
  bool present;
  bool mutation;
};

// After a name. Longer ones first where one begins another.
constexpr StateWord kStatesAfter[] = {
    {"mutation positive", true, true},
    {"mutations positive", true, true},
    {"mutation negative", false, true},
    {"mutation +", true, true},
    {"rearrangement positive", true, true},
    {"rearrangement negative", false, true},
    {"fusion positive", true, true},
    {"fusion negative", false, true},
    {"translocation positive", true, true},
    {"translocation negative", false, true},
    {"wild type", false, true},
    {"wildtype", false, true},
    {"wt", false, true},
    {"non mutated", false, true},
    {"mutation", true, true},
    {"mutations", true, true},
    {"mutated", true, true},
    {"mutant", true, true},
    {"rearrangement", true, true},
    {"rearrangements", true, true},
    {"rearranged", true, true},
    {"translocation", true, true},
    {"translocations", true, true},
    {"fusion", true, true},
    {"fusions", true, true},
    {"positive", true, false},
    {"positivity", true, false},
    {"overexpressing", true, false},
    {"overexpression", true, false},
    {"over expression", true, false},
    {"overexpressed", true, false},
    {"amplified", true, false},
    {"amplification", true, false},
    {"non amplified", false, false},
    {"negative", false, false},
    {"negativity", false, false},
};

// After the name of a virus.
constexpr StateWord kInfectionsAfter[] = {
    {"infection", true, false},      {"infections", true, false},  {"infected", true, false},
    {"positive", true, false},       {"positivity", true, false},  {"seropositive", true, false},
    {"seropositivity", true, false}, {"+", true, false},           {"negative", false, false},
    {"seronegative", false, false},  {"uninfected", false, false}, {"disease", true, false},
};

// "HER2+", "ER-": a sign glued to the name, with nothing glued to it.
std::optional<StateFound> ReadSign(const Words& words, size_t i) {
  if (!words.IsAnyOf(i, {"+", "-"}) || words.at(i).spaced) return std::nullopt;
  const bool ends = i + 1 == words.size() || words.at(i + 1).spaced ||
                    words.IsAnyOf(i + 1, {"/", ",", ")", ";", ".", ":"});
  if (words.Is(i, "-") && !ends) return std::nullopt;
  if (words.Is(i, "+") && words.IsNumber(i + 1) && !words.at(i + 1).spaced) return std::nullopt;
  return StateFound{words.Is(i, "+"), false, false, i + 1};
}

template <size_t N>
std::optional<StateFound> ReadStateWord(const StateWord (&table)[N], const Words& words, size_t i) {
  for (const StateWord& row : table) {
    if (const size_t count = words.Match(i, row.words); count != 0) {
      return StateFound{row.present, row.mutation, false, i + count};
    }
  }
  return std::nullopt;
}

// "v600e", "t790m": a letter, digits, a letter; one exchange in a protein.
bool IsExchange(absl::string_view text) {
  if (text.size() < 3 || text[0] < 'a' || text[0] > 'z') return false;
  for (size_t i = 1; i + 1 < text.size(); ++i) {
    if (text[i] < '0' || text[i] > '9') return false;
  }
  return true;
}

std::optional<StateFound> ReadStateAfter(const Words& words, size_t i) {
  if (const auto sign = ReadSign(words, i); sign.has_value()) return sign;
  bool narrower = false;
  constexpr size_t kMostBetween = 8;
  for (size_t at = i; at < i + kMostBetween; ++at) {
    if (auto state = ReadStateWord(kStatesAfter, words, at); state.has_value()) {
      state->narrower = narrower;
      return state;
    }
    if (words.IsAnyOf(at, {"-", "status", "is", "are", ":", "(", ")", "gene", "tumor", "receptor",
                           "tumors", "test", "oncogene", "be", "must", "disease"})) {
      continue;
    }
    if (IsExchange(words.at(at).text) ||
        words.IsAnyOf(at, {"activating", "sensitizing", "sensitising", "exon", "deletion",
                           "insertion", "germline", "somatic", "pathogenic", "deleterious",
                           "harmful", "19", "20", "21", "itd", "v600", "gene"})) {
      narrower = true;
      continue;
    }
    break;
  }
  return std::nullopt;
}

// What follows a virus' name; the name alone says that the infection is there.
std::optional<StateFound> ReadInfection(const Words& words, size_t i, Marker marker) {
  bool narrower = false;
  size_t at = i;
  while (true) {
    if (const auto state = ReadStateWord(kInfectionsAfter, words, at); state.has_value()) {
      auto found = *state;
      found.narrower = narrower;
      return found;
    }
    if (words.IsAnyOf(at, {"antibody", "antibodies", "serology", "ab"})) {
      // Antibodies against hepatitis B may come from a vaccine, those against C stay
      // when the virus has gone.
      if (marker == Marker::kHbv) return std::nullopt;
      narrower = marker == Marker::kHcv;
    } else if (!words.IsAnyOf(
                   at, {"virus", "-", "1", "2", "/", "type", "(", ")", "hiv", "hbv", "hcv", "hbsag",
                        "surface", "antigen", "is", "i", "ii", "are", "hpv"})) {
      break;
    } else if (words.Is(at, "/") && !words.IsNumber(at + 1)) {
      break;
    }
    ++at;
  }
  const bool ends = at >= words.size() || words.at(at).kind == Word::Kind::kSymbol ||
                    words.IsAnyOf(at, {"or", "and"});
  if (!ends || narrower || words.IsAnyOf(at, {"-", "<", ">", ">=", "<="})) return std::nullopt;
  // Signs and brackets that were skipped belong to what comes next.
  while (at > i && words.at(at - 1).kind == Word::Kind::kSymbol && !words.Is(at - 1, ")")) --at;
  return StateFound{true, false, false, at};
}

// "risk of HIV", "tested for HIV", "HIV prevention".
bool IsOnlyTalkedAbout(const Words& words, size_t i) {
  size_t at = i;
  while (words.IsAnyOf(at - 1, {"of", "for", "the", "a", "to", "with", "acute"})) --at;
  return words.IsAnyOf(
      at - 1, {"risk", "test", "tests", "testing", "tested", "prevention", "prevent", "exposure",
               "exposed", "acquiring", "transmission", "screening", "screened", "against", "screen",
               "suspected", "possible", "anti", "acquire"});
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

constexpr StateWord kStatesBefore[] = {
    {"positive for", true, false},  {"negative for", false, false},
    {"infected with", true, false}, {"infection with", true, false},
    {"wild type", false, true},     {"mutated", true, true},
    {"mutant", true, true},         {"mutation in the", true, true},
    {"mutation in", true, true},    {"mutations in the", true, true},
    {"mutations in", true, true},   {"mutation of", true, true},
};

std::optional<Found<MarkersAsked>> ReadStateThenNames(const Words& words, size_t i, bool in_note) {
  const auto state = ReadStateWord(kStatesBefore, words, i);
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
