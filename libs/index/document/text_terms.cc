#include "libs/index/document/text_terms.h"

#include <algorithm>

#include "absl/types/span.h"
#include "libs/index/positions/position.h"
#include "libs/text/written_case.h"

namespace trialdex {
namespace {

static_assert(Token::kReadableBytes >= TermKey::kBytes, "keys are made of tokens");
static_assert(kTextFieldCount <= kMaxFieldOrdinal + 1, "a field's ordinal has 7 bits");

// The byte behind the last written word.
uint32_t EndOfWords(absl::Span<const Token> tokens) {
  const auto last = std::find_if(tokens.rbegin(), tokens.rend(), [](const Token& token) {
    return token.kind == TokenKind::kWritten;
  });
  return last == tokens.rend() ? 0 : last->end;
}

uint32_t EdgesOf(const Token& token, uint32_t end_of_words) {
  if (token.kind == TokenKind::kPart) return 0;
  return (token.position == 0 ? kBeginsValue : 0) | (token.end >= end_of_words ? kEndsValue : 0);
}

uint32_t WrittenAs(uint32_t position, WrittenCase written_case) {
  return position | static_cast<uint32_t>(written_case);
}

// The place `steps` after `first`, or `last` if that is past it.
uint32_t PlaceWithin(uint32_t first, uint32_t steps, uint32_t last) {
  return static_cast<uint32_t>(std::min(uint64_t{first} + steps, uint64_t{last}));
}

}  // namespace

void TextTerms::Add(const v1::Trial& trial, InvertedBuffer& terms,
                    std::vector<FieldLength>* lengths) {
  lengths->clear();
  uint32_t next_place = 0;
  VisitText(trial, [&](TextField field, uint32_t value_index, absl::string_view text) {
    if (lengths->empty() || lengths->back().field != field) {
      lengths->push_back({field, 0});
      next_place = 0;
    }
    uint32_t last = kMaxPlace;
    if (InfoOf(field).per_site) {
      const uint32_t site = std::min(value_index, kMaxPlace >> kSiteBits);
      next_place = site << kSiteBits;
      last = next_place | ((1u << kSiteBits) - 1);
    }
    const Extent extent = AddValue(field, text, next_place, last, terms);
    lengths->back().tokens += extent.tokens;
    next_place = PlaceWithin(extent.last_place, kValueGap, kMaxPlace);
  });
  std::erase_if(*lengths, [](const FieldLength& length) { return length.tokens == 0; });
}

TextTerms::Extent TextTerms::AddValue(TextField field, absl::string_view text, uint32_t first_place,
                                      uint32_t last_place, InvertedBuffer& terms) {
  const absl::Span<const Token> tokens = analyzer_.AnalyzeWithoutStems(text);
  const uint32_t end_of_words = EndOfWords(tokens);
  Extent extent{first_place, 0};
  for (const Token& token : tokens) {
    extent.last_place = PlaceWithin(first_place, token.position, last_place);
    const uint32_t position =
        MakePosition(static_cast<uint32_t>(field), extent.last_place, EdgesOf(token, end_of_words));
    WrittenCase written_case = WrittenCase::kOther;
    if (token.kind == TokenKind::kWritten) {
      ++extent.tokens;
      written_case = token.written_case;
      if (written_case == WrittenCase::kOther) {
        const absl::string_view source = text.substr(token.begin, token.end - token.begin);
        terms.Add(SegmentField::kText, ExactTerm(source), WrittenAs(position, WrittenCase::kOther));
      }
    }
    const uint32_t stem_position =
        token.may_have_stem ? WrittenAs(position, WrittenCase::kOther) : 0;
    terms.Add(TermKey::OfReadable(SegmentField::kText, token.text), token.text,
              WrittenAs(position, written_case), stem_position);
  }
  return extent;
}

}  // namespace trialdex
