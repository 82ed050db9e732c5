#include "libs/eligibility/readers/marker_states.h"

namespace trialdex {
namespace {

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

constexpr StateWord kStatesBefore[] = {
    {"seropositive for", true, false},
    {"seronegative for", false, false},
    {"positive for", true, false},
    {"negative for", false, false},
    {"infected with", true, false},
    {"infection with", true, false},
    {"wild type", false, true},
    {"mutated", true, true},
    {"mutant", true, true},
    {"mutation in the", true, true},
    {"mutation in", true, true},
    {"mutations in the", true, true},
    {"mutations in", true, true},
    {"mutation of", true, true},
};

}  // namespace

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
  if (const auto sign = ReadSign(words, i); sign.has_value()) return sign;
  // "HBsAg (-)".
  if (words.Is(i, "(") && words.IsAnyOf(i + 1, {"-", "+"}) && words.Is(i + 2, ")")) {
    return StateFound{words.Is(i + 1, "+"), false, false, i + 3};
  }
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

std::optional<StateFound> ReadStateBefore(const Words& words, size_t i) {
  return ReadStateWord(kStatesBefore, words, i);
}

}  // namespace trialdex
