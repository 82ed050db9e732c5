#include <iterator>

#include "libs/eligibility/readers/fact_readers.h"
#include "libs/eligibility/words/word_table.h"

namespace trialdex {
namespace {

constexpr int kLetters = 4;

// Bits of stage `numeral` (0 to 4); `letter` 'a' to 'd', or 0 for all of them.
StageSet BitsOf(int numeral, char letter) {
  if (numeral == 0) return letter == 0 ? 1 : 0;
  const int first = 1 + (numeral - 1) * kLetters;
  if (letter == 0) return StageSet{0xF} << first;
  return StageSet{1} << (first + (letter - 'a'));
}

struct StageAtom {
  int numeral = 0;
  char letter = 0;
  size_t end = 0;
};

bool IsLetter(absl::string_view text) {
  return text.size() == 1 && text[0] >= 'a' && text[0] <= 'd';
}

// "iv", "iiib", "3", "3a".
std::optional<StageAtom> ReadAtom(const Words& words, size_t i) {
  const Word& word = words.at(i);
  StageAtom atom;
  atom.end = i + 1;
  if (word.kind == Word::Kind::kNumber) {
    if (word.text.size() != 1 || word.number > 4) return std::nullopt;
    atom.numeral = static_cast<int>(word.number);
  } else if (word.kind == Word::Kind::kWord) {
    absl::string_view text = word.text;
    static constexpr absl::string_view kNumerals[] = {"iii", "ii", "iv", "i"};
    static constexpr int kValues[] = {3, 2, 4, 1};
    for (size_t row = 0; row < std::size(kNumerals); ++row) {
      if (text.substr(0, kNumerals[row].size()) != kNumerals[row]) continue;
      text.remove_prefix(kNumerals[row].size());
      atom.numeral = kValues[row];
      break;
    }
    if (atom.numeral == 0 || (!text.empty() && !IsLetter(text))) return std::nullopt;
    if (!text.empty()) {
      atom.letter = text[0];
      return atom;
    }
  } else {
    return std::nullopt;
  }
  const Word& next = words.at(atom.end);
  if (!next.spaced && IsLetter(next.text)) {
    atom.letter = next.text[0];
    ++atom.end;
  }
  return atom;
}

StageSet FromTo(const StageAtom& low, const StageAtom& high) {
  StageSet set = 0;
  const StageSet first = BitsOf(low.numeral, low.letter);
  const StageSet last = BitsOf(high.numeral, high.letter);
  for (StageSet bit = first & (~first + 1); bit != 0 && bit <= last; bit <<= 1) set |= bit;
  return set;
}

constexpr WordTable kCancerWords(
    "adenocarcinoma blastoma cancer cancers carcinoma carcinomas cholangiocarcinoma crc gbm "
    "gist glioma hcc hnscc leukemia lymphoma malignancy malignant melanoma mesothelioma "
    "myeloma neoplasm neuroblastoma nsclc oncology sarcoma sclc seminoma thymoma tumor tumors "
    "tumour tumours");

// What else has stages.
constexpr WordTable kOtherStagedWords(
    "aids arthritis chf chronic cirrhosis ckd copd dementia diabetic endometriosis fibrosis "
    "gold heart hiv hoehn hypertension kidney knee labor labour nephropathy nyha "
    "osteoarthritis parkinson periodontitis pressure prolapse renal retinopathy sarcoidosis "
    "sleep tanner ulcer ulcers yahr");

}  // namespace

std::optional<Found<StagesAsked>> ReadStages(const Words& words, size_t i) {
  if (!words.IsAnyOf(i, {"stage", "stages"})) return std::nullopt;
  size_t at = i + 1;
  while (words.IsAnyOf(at, {"of", ":", "-", "is", "("})) ++at;
  auto atom = ReadAtom(words, at);
  if (!atom.has_value()) return std::nullopt;
  Found<StagesAsked> found{{BitsOf(atom->numeral, atom->letter)}, i, atom->end};
  while (true) {
    at = found.end;
    const bool range = words.IsAnyOf(at, {"-", "to", "through"});
    if (range || words.IsAnyOf(at, {"or", "and", "/", ","})) ++at;
    if (at == found.end) break;
    if (words.Match(found.end, "and / or") != 0) at = found.end + 3;
    if (words.Is(found.end, ",") && words.IsAnyOf(at, {"or", "and"})) ++at;
    if (words.IsAnyOf(at, {"stage", "stages"})) ++at;
    const auto next = ReadAtom(words, at);
    if (next.has_value()) {
      const StageSet more = range ? FromTo(*atom, *next) : BitsOf(next->numeral, next->letter);
      if (more == 0) return std::nullopt;
      found.value.any_of |= more;
      atom = next;
      found.end = next->end;
      continue;
    }
    // "IIIA/B".
    if (!IsLetter(words.at(at).text) || words.at(at).spaced || !words.Is(found.end, "/")) break;
    found.value.any_of |= BitsOf(atom->numeral, words.at(at).text[0]);
    found.end = at + 1;
  }
  if (words.Is(found.end, ")") && words.Is(i + 1, "(")) ++found.end;
  return found;
}

bool IsOfCancer(const Words& words, size_t begin, size_t end, const Found<StagesAsked>& stage) {
  constexpr size_t kClose = 5;
  bool cancer = false;
  for (size_t i = begin; i < end; ++i) {
    const bool close = i + kClose >= stage.begin && i < stage.end + kClose;
    if (close && kOtherStagedWords.Holds(words.at(i).text)) return false;
    cancer |= kCancerWords.Holds(words.at(i).text);
  }
  return cancer;
}

}  // namespace trialdex
