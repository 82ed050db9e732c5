#include "libs/eligibility/criteria/sentence_pieces.h"

#include <algorithm>
#include <utility>

#include "libs/eligibility/criteria/criterion_words.h"
#include "libs/eligibility/readers/fact_readers.h"
#include "libs/eligibility/words/word_table.h"

namespace trialdex {
namespace {

// Beside a sex, these make it the subject of a rule, not of the trial: "women must use
// contraception".
constexpr WordTable kRuleWords(
    "agree agrees bearing child childbearing contraception contraceptive contraceptives female "
    "females fertile male males men must need potential pregnancy premenopausal reproductive "
    "sexually should use using will willing women");

// Beside a stage, these make it one of several that were not all read.
constexpr WordTable kOtherStages(
    "above clinical greater higher history i ia ib ii iia iib iii iiia iiib iiic iv iva ivb least "
    "previous prior recurrent substage");

class PieceFinder {
 public:
  PieceFinder(const Words& words, size_t begin, size_t end, v1::CriterionKind kind,
              bool age_heading)
      : words_(words), begin_(begin), end_(end), kind_(kind), age_heading_(age_heading) {
    found_.begin = begin;
    found_.end = end;
  }

  SentencePieces Find() && {
    for (size_t i = begin_; i < end_;) {
      if (const size_t neutral = NeutralPhrase(words_, i); neutral > 0) {
        i += neutral;
      } else if (ReadPiece(i)) {
        i = found_.pieces.back().end;
      } else {
        Note(i++);
      }
    }
    // Women are no further condition of what is said of pregnancy.
    const bool of_pregnancy = std::any_of(found_.pieces.begin(), found_.pieces.end(),
                                          [](const Piece& p) { return p.Is<ConditionsAsked>(); });
    if (!of_pregnancy) found_.content += women_;
    return std::move(found_);
  }

 private:
  bool ReadPiece(size_t i) {
    if (words_.at(i).kind == Word::Kind::kSymbol && !words_.IsAnyOf(i, {"<", ">", "<=", ">="})) {
      return false;
    }
    return Accept(ReadAge(i)) || Accept(ReadPerformance(words_, i)) ||
           Accept(ReadCancerStages(i)) || Accept(ReadConditions(words_, i)) ||
           Accept(ReadMarkers(words_, i, /*in_note=*/false)) || Accept(ReadTherapy(words_, i)) ||
           Accept(ReadHealth(i)) || Accept(ReadSex(i));
  }

  template <typename T>
  bool Accept(const std::optional<Found<T>>& found) {
    if (!found.has_value() || found->end > end_) return false;
    Piece piece;
    piece.requirement.asked = found->value;
    piece.requirement.negated = found->negated;
    piece.requirement.narrower = found->narrower;
    piece.begin = found->begin;
    piece.end = found->end;
    Deny(piece);
    piece.requirement.span = words_.SpanOf(piece.begin, piece.end);
    found_.pieces.push_back(std::move(piece));
    return true;
  }

  // Takes a negation right before the piece into it.
  void Deny(Piece& piece) {
    size_t at = piece.begin;
    while (at > begin_ && words_.IsAnyOf(at - 1, {"be", "currently", "a", "any", "known", "the",
                                                  "is", "are", "history", "of", "evidence", "prior",
                                                  "have", "having", "received", "previous"})) {
      --at;
    }
    if (at > begin_ && words_.IsAnyOf(at - 1, {"no", "not", "without", "never", "absence"})) {
      piece.requirement.negated = !piece.requirement.negated;
      piece.denied = true;
      TakeBack(piece, at - 1);
    } else if (piece.Is<MarkersAsked>() && words_.IsAnyOf(at, {"history", "known", "evidence"})) {
      TakeBack(piece, at);  // "history of HIV infection"
    }
  }

  // Extends the piece to the front; what it covers then was noted already.
  void TakeBack(Piece& piece, size_t begin) {
    for (size_t i = begin; i < piece.begin; ++i) {
      const WordRole role = RoleOf(words_, i, kind_);
      if (role == WordRole::kContent || role == WordRole::kNegation) --found_.content;
      if (role == WordRole::kNegation) found_.negations.pop_back();
    }
    piece.begin = begin;
  }

  // Counts a word that belongs to no piece.
  void Note(size_t i) {
    if (words_.IsAnyOf(i, {"women", "woman", "female", "females"})) {
      ++women_;
      return;
    }
    switch (RoleOf(words_, i, kind_)) {
      case WordRole::kNegation:
        found_.negations.push_back(i);
        ++found_.content;
        break;
      case WordRole::kContent:
        ++found_.content;
        if (words_.Is(i, "either")) ++found_.ors;
        break;
      case WordRole::kJoin:
        ++(words_.IsAnyOf(i, {"or", "/"}) ? found_.ors : found_.joins);
        break;
      case WordRole::kFiller:
      case WordRole::kCondition:
        break;
    }
  }

  // Not "Wound must be more than 6 months old": an old thing, not a young patient.
  std::optional<Found<AgeLimits>> ReadAge(size_t i) const {
    auto found = ReadAgeLimits(words_, i, age_heading_ && i == begin_);
    if (!found.has_value() || found_.content == 0 || !words_.Is(found->end - 1, "old")) {
      return found;
    }
    if (words_.IsAnyOf(found->end - 2, {"months", "month", "weeks", "week", "days", "day"})) {
      return std::nullopt;
    }
    return found;
  }

  std::optional<Found<StagesAsked>> ReadCancerStages(size_t i) const {
    auto found = ReadStages(words_, i);
    if (!found.has_value() || !IsOfCancer(words_, begin_, end_, *found)) return std::nullopt;
    // "IIIB (with effusion) or IV", "III and recurrent", "III or higher", "≥ II".
    if (words_.IsAnyOf(found->end, {"(", "and", ",", "or", "+", "/"})) return std::nullopt;
    if (i > begin_ && words_.at(i - 1).kind == Word::Kind::kSymbol &&
        !words_.IsAnyOf(i - 1, {"(", ",", ":", "-"})) {
      return std::nullopt;
    }
    for (size_t at = begin_; at < end_; ++at) {
      const bool inside = at >= found->begin && at < found->end;
      if (!inside && kOtherStages.Holds(words_.at(at).text)) return std::nullopt;
    }
    return found;
  }

  // "Healthy volunteers", at the front of the item.
  std::optional<Found<HealthAsked>> ReadHealth(size_t i) const {
    if (!words_.Is(i, "healthy") || begin_ > 0 || !IsFirst(words_, begin_, i, kind_)) {
      return std::nullopt;
    }
    for (size_t at = i + 1; at < std::min(end_, i + 8); ++at) {
      if (words_.IsAnyOf(at, {"volunteer", "volunteers", "subject", "subjects", "adult", "adults",
                              "participant", "participants", "individual", "individuals", "people",
                              "persons", "men", "women", "male", "males", "female", "females"})) {
        return Found<HealthAsked>{{}, i, i + 1};
      }
      if (RoleOf(words_, at, kind_) == WordRole::kContent) break;
    }
    return std::nullopt;
  }

  // "Women with …", "Female, aged 18 to 45", "Sex: male": who the item is about.
  std::optional<Found<SexAsked>> ReadSex(size_t i) const {
    const bool female = words_.IsAnyOf(i, {"woman", "women", "female", "females", "girls"});
    if (!female && !words_.IsAnyOf(i, {"man", "men", "male", "males", "boys"})) return std::nullopt;
    if (begin_ > 0 || words_.IsAnyOf(i - 1, {"with", "by", "of", "for"})) return std::nullopt;
    if (!IsFirst(words_, begin_, i, kind_) && !FollowsHealthy(i)) return std::nullopt;
    size_t at = i + 1;
    while (words_.IsAnyOf(
        at, {"patients", "patient", "subjects", "subject", "participants", "participant",
             "volunteers", "volunteer", "adults", "adult", "individuals", "gender", "sex"})) {
      ++at;
    }
    const bool about = at >= end_ || words_.at(at).kind != Word::Kind::kWord ||
                       words_.IsAnyOf(at, {"with", "aged", "age", "ages", "between", "who",
                                           "diagnosed", "undergoing", "scheduled", "over", "from",
                                           "older", "at", "having", "presenting", "suffering"});
    if (!about || words_.IsAnyOf(at, {"/", "-", "("})) return std::nullopt;
    for (size_t word = begin_; word < end_; ++word) {
      if (word != i && kRuleWords.Holds(words_.at(word).text)) return std::nullopt;
      if (word > i && words_.Is(word, "have")) return std::nullopt;
    }
    return Found<SexAsked>{{female ? v1::SEX_FEMALE : v1::SEX_MALE}, i, at};
  }

  bool FollowsHealthy(size_t i) const {
    return !found_.pieces.empty() && found_.pieces.back().end == i &&
           found_.pieces.back().Is<HealthAsked>();
  }

  const Words& words_;
  const size_t begin_;
  const size_t end_;
  const v1::CriterionKind kind_;
  const bool age_heading_;
  SentencePieces found_;
  int women_ = 0;
};

}  // namespace

bool SentencePieces::IsInPiece(size_t i) const {
  return std::any_of(pieces.begin(), pieces.end(),
                     [i](const Piece& piece) { return i >= piece.begin && i < piece.end; });
}

SentencePieces FindPieces(const Words& words, size_t begin, size_t end, v1::CriterionKind kind,
                          bool age_heading) {
  return PieceFinder(words, begin, end, kind, age_heading).Find();
}

bool IsFirst(const Words& words, size_t begin, size_t i, v1::CriterionKind kind) {
  for (size_t at = begin; at < i; ++at) {
    if (RoleOf(words, at, kind) != WordRole::kFiller) return false;
  }
  return true;
}

}  // namespace trialdex
