// A part of a text.
#ifndef TRIALDEX_LIBS_ELIGIBILITY_WORDS_TEXT_SPAN_H_
#define TRIALDEX_LIBS_ELIGIBILITY_WORDS_TEXT_SPAN_H_

#include <cstdint>

namespace trialdex {

// Bytes [begin, end). Empty: nowhere in the text.
struct TextSpan {
  uint32_t begin = 0;
  uint32_t end = 0;

  bool empty() const { return begin == end; }
  friend bool operator==(const TextSpan&, const TextSpan&) = default;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_ELIGIBILITY_WORDS_TEXT_SPAN_H_
