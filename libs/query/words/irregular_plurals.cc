#include "libs/query/words/irregular_plurals.h"

#include <array>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace trialdex {
namespace {

struct Pair {
  absl::string_view singular;
  absl::string_view plural;
};

constexpr std::array<Pair, 27> kWords = {{{"atrium", "atria"},
                                          {"bacillus", "bacilli"},
                                          {"bacterium", "bacteria"},
                                          {"bronchus", "bronchi"},
                                          {"calculus", "calculi"},
                                          {"child", "children"},
                                          {"cortex", "cortices"},
                                          {"criterion", "criteria"},
                                          {"diverticulum", "diverticula"},
                                          {"embolus", "emboli"},
                                          {"foot", "feet"},
                                          {"fungus", "fungi"},
                                          {"ganglion", "ganglia"},
                                          {"man", "men"},
                                          {"matrix", "matrices"},
                                          {"mouse", "mice"},
                                          {"naevus", "naevi"},
                                          {"nevus", "nevi"},
                                          {"nucleus", "nuclei"},
                                          {"ovum", "ova"},
                                          {"phenomenon", "phenomena"},
                                          {"stimulus", "stimuli"},
                                          {"thrombus", "thrombi"},
                                          {"tooth", "teeth"},
                                          {"varix", "varices"},
                                          {"villus", "villi"},
                                          {"woman", "women"}}};

// "metastasis", "pneumococcus".
constexpr std::array<Pair, 2> kEndings = {{{"sis", "ses"}, {"coccus", "cocci"}}};

// "basis" and "doses" are too short: half of them would be other words.
constexpr size_t kMinWithEnding = 6;

// "causes" and "nurses" are no such plurals; "diagnoses", "analyses" are.
bool EndsLikeGreek(absl::string_view word) {
  return absl::string_view("aeioy").find(word[word.size() - 4]) != absl::string_view::npos;
}

}  // namespace

std::string OtherNumberOf(absl::string_view word) {
  for (const Pair& pair : kWords) {
    if (word == pair.singular) return std::string(pair.plural);
    if (word == pair.plural) return std::string(pair.singular);
  }
  if (word.size() < kMinWithEnding) return "";
  for (const Pair& pair : kEndings) {
    const bool is_singular = absl::EndsWith(word, pair.singular);
    if (!is_singular && !absl::EndsWith(word, pair.plural)) continue;
    if (!is_singular && pair.plural == "ses" && !EndsLikeGreek(word)) return "";
    const absl::string_view from = is_singular ? pair.singular : pair.plural;
    const absl::string_view to = is_singular ? pair.plural : pair.singular;
    return absl::StrCat(word.substr(0, word.size() - from.size()), to);
  }
  return "";
}

}  // namespace trialdex
