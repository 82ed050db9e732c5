// UTF-8 text to tokens: the same function for documents and for queries.
#ifndef TRIALDEX_LIBS_TEXT_ANALYZER_H_
#define TRIALDEX_LIBS_TEXT_ANALYZER_H_

#include <cstdint>
#include <memory>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "libs/text/written_case.h"

namespace trialdex {

// Goes up with every change of what Analyze answers: an index holds tokens of one version.
inline constexpr int kAnalysisVersion = 1;

// No token is longer: longer words are cut.
inline constexpr size_t kMaxTokenBytes = 255;
inline constexpr size_t kMaxTokenCodePoints = 64;

// Why a token stands at its position. A document is found by any kind; a query
// uses them as libs/query/words/query_words.h says.
enum class TokenKind : uint8_t {
  // The word in its normal form: NFKC, case folded. Exactly one at each position.
  kWritten,
  // Another spelling of that very word: "il6" for "il-6", "sjogren" for
  // "sjögren", "4" for "iv" after "stage".
  kVariant,
  // A narrower form, with the sign that stood at it: "er+" at "er", "<=1" at "1".
  kNarrow,
  // A part of the word that may be looked for alone: "covid" of "covid-19".
  kPart,
  // Several words from this position on, written as one: "tcell" at "t" of "t-cell".
  kJoined,
  // "~" and the English stem, only if it differs from the word: "~treat" at "treated".
  kStem,
};

struct Token {
  static constexpr size_t kReadableBytes = 16;

  // Valid until the next call of Analyze. kReadableBytes from its begin on may be read, however
  // short it is.
  absl::string_view text;
  // Place in this text, from 0; never goes down from token to token.
  uint32_t position;
  // Bytes [begin, end) of the source that it stands for.
  uint32_t begin;
  uint32_t end;
  TokenKind kind;
  // Of kWritten: how the source writes it.
  WrittenCase written_case = WrittenCase::kOther;
  // Of AnalyzeWithoutStems only: the word may have a stem, ask MarkedStem(text).
  bool may_have_stem = false;
};

// Takes text apart. What counts as one word, with its position in brackets:
//
//   T cell            t[0] cell[1]
//   T-cell            t[0] cell[1], joined tcell[0]: a hyphen or slash between words is a
//                     space to phrases. Joined are neighbours at a hyphen, and the whole.
//   PD-L1             pd-l1[0], variant pdl1[0], part pd[0]: letters (at most five), then a
//   HER-2, COVID-19   hyphen and a number with at most one letter before it, are one symbol
//                     at one position. So "PD-L1" finds "PDL1" and the other way round.
//   anti-PD-1/PD-L1   anti[0] pd-1[1] pd-l1[2] …: found by the phrases "anti PD-1", "PD-L1".
//   type-2, day-28    two words: after a word that counts things a number stays a number.
//   stage Ⅳ           stage[0] iv[1], variant 4[1]; "stage 4" has the variant iv. After stage,
//                     phase, grade, type, class, and on through "II/III", "3 or 4".
//   ≤ 1, >=18, 50%    1[0], narrow "<=1"[0]; 18[0], narrow ">=18"[0]; 50[0], narrow "50%"[0]
//   ER+               er[0], narrow "er+"[0]
//   2.5mg, 2.5 mg     2.5[0] mg[1], the former joined 2.5mg[0].   1,000 is 1000[0]
//   Crohn's           crohn's[0], stem ~crohn[0].   U.S. is us[0]
//   TNF-α, TNFα       tnf[0] α[1], variant alpha[1], joined tnfalpha[0]
//   Sjögren           sjögren[0], variant sjogren[0]
//   乳腺癌            乳腺[0] 腺癌[1]: pairs of characters
//
// Stop words are kept. A backslash before punctuation (a Markdown escape) is not seen.
//
// Reuses its memory: keep one per thread. Not thread-safe. Movable.
class Analyzer {
 public:
  Analyzer();
  ~Analyzer();
  Analyzer(Analyzer&&) noexcept;
  Analyzer& operator=(Analyzer&&) noexcept;

  // The tokens of `utf8` in order of position; at one position the written one
  // first. Bytes that are not UTF-8 separate words. At most 2 GiB of text.
  // The answer is valid until the next call.
  absl::Span<const Token> Analyze(absl::string_view utf8);

  // The same without tokens of kind kStem, for who keeps the stems of words himself. A word's
  // stem stands at its place, for its bytes.
  absl::Span<const Token> AnalyzeWithoutStems(absl::string_view utf8);
  // The text of the token of kind kStem of a word that may have one; empty if it has none.
  // Valid until the next call of Analyze or AnalyzeWithoutStems.
  absl::string_view MarkedStem(absl::string_view word);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_TEXT_ANALYZER_H_
