// The requirements in one sentence of a criterion, and what stands between them.
#ifndef TRIALDEX_LIBS_ELIGIBILITY_CRITERIA_SENTENCE_PIECES_H_
#define TRIALDEX_LIBS_ELIGIBILITY_CRITERIA_SENTENCE_PIECES_H_

#include <cstddef>
#include <vector>

#include "libs/eligibility/requirement.h"
#include "libs/eligibility/words/words.h"
#include "trialdex/v1/eligibility.pb.h"

namespace trialdex {

// A requirement and its words [begin, end).
struct Piece {
  Requirement requirement;
  size_t begin = 0;
  size_t end = 0;
  // Turned round by a "no" before it, not by its own words.
  bool denied = false;

  template <typename T>
  bool Is() const {
    return std::holds_alternative<T>(requirement.asked);
  }
};

struct SentencePieces {
  // The sentence: words [begin, end).
  size_t begin = 0;
  size_t end = 0;
  // In order.
  std::vector<Piece> pieces;
  // Words outside of the pieces: that ask for more, that say "or", that join otherwise.
  int content = 0;
  int ors = 0;
  int joins = 0;
  // Where a negation stands that belongs to no piece.
  std::vector<size_t> negations;

  bool IsInPiece(size_t i) const;
};

// Reads words [begin, end) as a sentence of a list of `kind`. With `age_heading` it may begin
// with an age that does not say that it is one.
SentencePieces FindPieces(const Words& words, size_t begin, size_t end, v1::CriterionKind kind,
                          bool age_heading);

// True if only words without a meaning of their own stand in [begin, i).
bool IsFirst(const Words& words, size_t begin, size_t i, v1::CriterionKind kind);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_ELIGIBILITY_CRITERIA_SENTENCE_PIECES_H_
