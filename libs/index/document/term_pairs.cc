#include "libs/index/document/term_pairs.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "libs/base/case_fold.h"
#include "libs/text/abbreviations.h"

namespace trialdex {
namespace {

constexpr size_t kMaxBytes = 100;
// Case-folded text has no tab.
constexpr char kBetween = '\t';

constexpr std::array<TermPairKind, 3> kKinds = {TermPairKind::kAbbreviation,
                                                TermPairKind::kOtherName, TermPairKind::kMesh};

// Folds names, and hands each pair on once.
class PairVisitor {
 public:
  explicit PairVisitor(absl::FunctionRef<void(const TermPair& pair)> visit) : visit_(visit) {}

  void Add(TermPairKind kind, absl::string_view first, absl::string_view second) {
    AddFolded(kind, CaseFold(first), CaseFold(second));
  }

  void AddFolded(TermPairKind kind, const std::string& first, const std::string& second) {
    if (first.empty() || second.empty() || first == second) return;
    if (first.size() > kMaxBytes || second.size() > kMaxBytes) return;
    const TermPair pair = {kind, first, second};
    if (seen_.insert(TermPairTerm(pair)).second) visit_(pair);
  }

  void AddAbbreviations(absl::string_view text) {
    ForEachAbbreviation(text, [this](absl::string_view short_form, absl::string_view long_form) {
      Add(TermPairKind::kAbbreviation, short_form, long_form);
    });
  }

 private:
  absl::FunctionRef<void(const TermPair& pair)> visit_;
  absl::flat_hash_set<std::string> seen_;
};

void AddTexts(const v1::Trial& trial, PairVisitor& visit) {
  visit.AddAbbreviations(trial.identification().brief_title());
  visit.AddAbbreviations(trial.identification().official_title());
  visit.AddAbbreviations(trial.description().brief_summary());
  visit.AddAbbreviations(trial.description().detailed_description());
  visit.AddAbbreviations(trial.eligibility().criteria_text());
  for (const std::string& condition : trial.conditions().conditions()) {
    visit.AddAbbreviations(condition);
  }
}

std::vector<std::string> FoldedWords(absl::string_view text) {
  std::vector<std::string> words =
      absl::StrSplit(CaseFold(text), absl::ByAnyChar(" ,-/()"), absl::SkipEmpty());
  for (std::string& word : words) {
    if (word.size() > 3 && word.back() == 's') word.pop_back();
  }
  return words;
}

// Words of `wanted` that are among `words`.
size_t SharedWords(const std::vector<std::string>& wanted, const std::vector<std::string>& words) {
  return static_cast<size_t>(
      std::count_if(wanted.begin(), wanted.end(), [&words](const std::string& word) {
        return std::find(words.begin(), words.end(), word) != words.end();
      }));
}

void AddMesh(const v1::Conditions& conditions, PairVisitor& visit) {
  const auto& meshes = conditions.condition_browse().meshes();
  if (conditions.conditions_size() == 1 && meshes.size() == 1) {
    visit.Add(TermPairKind::kMesh, conditions.conditions(0), meshes[0].term());
    return;
  }
  std::vector<std::vector<std::string>> mesh_words;
  for (const v1::MeshTerm& mesh : meshes) mesh_words.push_back(FoldedWords(mesh.term()));
  for (const std::string& condition : conditions.conditions()) {
    const std::vector<std::string> words = FoldedWords(condition);
    size_t best = 0;
    size_t most = 0;
    bool doubt = true;
    for (size_t i = 0; i < mesh_words.size(); ++i) {
      const size_t shared = SharedWords(words, mesh_words[i]);
      if (shared > most) {
        best = i;
        most = shared;
        doubt = false;
      } else if (shared == most) {
        doubt = true;
      }
    }
    if (!doubt) {
      visit.Add(TermPairKind::kMesh, condition, meshes[static_cast<int>(best)].term());
    }
  }
}

}  // namespace

absl::string_view TermPairPrefix(TermPairKind kind) {
  switch (kind) {
    case TermPairKind::kAbbreviation:
      return "_abbr=";
    case TermPairKind::kOtherName:
      return "_other=";
    case TermPairKind::kMesh:
      break;
  }
  return "_mesh=";
}

std::string TermPairTerm(const TermPair& pair) {
  return absl::StrCat(TermPairPrefix(pair.kind), pair.first, absl::string_view(&kBetween, 1),
                      pair.second);
}

std::optional<TermPair> ParseTermPair(absl::string_view term) {
  for (const TermPairKind kind : kKinds) {
    if (!absl::ConsumePrefix(&term, TermPairPrefix(kind))) continue;
    const size_t between = term.find(kBetween);
    if (between == absl::string_view::npos) return std::nullopt;
    return TermPair{kind, term.substr(0, between), term.substr(between + 1)};
  }
  return std::nullopt;
}

void VisitTermPairs(const v1::Trial& trial, absl::FunctionRef<void(const TermPair& pair)> visit) {
  PairVisitor pairs(visit);
  AddTexts(trial, pairs);
  for (const v1::Intervention& intervention : trial.interventions()) {
    for (const std::string& name : intervention.other_names()) {
      pairs.Add(TermPairKind::kOtherName, name, intervention.name());
    }
  }
  AddMesh(trial.conditions(), pairs);
}

}  // namespace trialdex
