#include "libs/query/free_text.h"

#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "absl/types/span.h"
#include "libs/query/words/word_forms.h"

namespace trialdex {
namespace {

using enum TextField;

// Measured in tests/relevance/README.md. What a trial is about (titles, conditions) counts
// as much as what it says of its patients (summary, criteria): more would let one
// frequent complaint in a title win over all that the rest of the note says.
FieldWeights MakeWeights() {
  FieldWeights weights = {};
  const auto set = [&weights](TextField field, float weight) {
    weights[static_cast<size_t>(field)] = weight;
  };
  set(kBriefTitle, 0.6F);
  set(kOfficialTitle, 0.4F);
  set(kAcronym, 0.2F);
  set(kCondition, 1.0F);
  set(kConditionMeshTerm, 0.6F);
  set(kKeyword, 0.6F);
  set(kConditionAncestorTerm, 0.25F);
  set(kInterventionName, 0.3F);
  set(kInterventionOtherName, 0.3F);
  set(kInterventionMeshTerm, 0.1F);
  set(kBriefSummary, 1.0F);
  set(kDetailedDescription, 0.4F);
  set(kEligibilityInclusion, 0.8F);
  set(kEligibilityCriteria, 0.6F);
  set(kStudyPopulation, 0.6F);
  return weights;
}

std::string StemOf(absl::Span<const Token> tokens) {
  for (const Token& token : tokens) {
    if (token.kind == TokenKind::kStem) return std::string(token.text);
  }
  return absl::StrCat("~", tokens[0].text);
}

// Collects words, each once.
class WordList {
 public:
  // `forms` are tokens of one position, the word as said first.
  void Say(absl::Span<const Token> forms) {
    std::string stem = StemOf(forms);
    const auto [found, is_new] = place_of_.try_emplace(stem, words_.size());
    if (is_new) {
      FreeTextWord word;
      word.stem = std::move(stem);
      word.place.alternatives = WordForms(forms);
      word.begin = forms[0].begin;
      word.end = forms[0].end;
      words_.push_back(std::move(word));
    }
    ++words_[found->second].count;
  }

  std::vector<FreeTextWord> Take() && { return std::move(words_); }

 private:
  std::vector<FreeTextWord> words_;
  absl::flat_hash_map<std::string, size_t> place_of_;
};

}  // namespace

std::vector<FreeTextWord> FreeTextWords(absl::string_view text, Analyzer& analyzer) {
  WordList list;
  const absl::Span<const Token> tokens = analyzer.Analyze(text);
  for (size_t i = 0; i < tokens.size();) {
    size_t next = i + 1;
    while (next < tokens.size() && tokens[next].position == tokens[i].position) ++next;
    const absl::Span<const Token> forms = tokens.subspan(i, next - i);
    list.Say(forms);
    for (size_t at = i + 1; at < next; ++at) {
      if (tokens[at].kind == TokenKind::kJoined) list.Say(tokens.subspan(at, 1));
    }
    i = next;
  }
  return std::move(list).Take();
}

const std::shared_ptr<const FieldWeights>& FreeTextWeights() {
  static const auto& weights =
      *new std::shared_ptr<const FieldWeights>(std::make_shared<const FieldWeights>(MakeWeights()));
  return weights;
}

}  // namespace trialdex
