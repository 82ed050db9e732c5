// The tokens of a text, as the analysis finds them.
#ifndef TRIALDEX_LIBS_TEXT_TOKEN_LIST_H_
#define TRIALDEX_LIBS_TEXT_TOKEN_LIST_H_

#include <cstddef>
#include <cstdint>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "libs/base/reused_list.h"
#include "libs/text/analyzer.h"
#include "libs/text/char_class.h"
#include "libs/text/written_case.h"

namespace trialdex {

// Knows the position at which tokens are added. Reuses its memory. Not thread-safe.
class TokenList {
 public:
  // Forgets everything; what follows is of `source`, which must stay.
  void Begin(absl::string_view source) {
    tokens_.Clear();
    position_ = 0;
    source_ = source;
  }

  // Adds `text`, cut if it is too long, for bytes [begin, end) of the source. The answer is valid
  // until the next is added.
  Token& Add(absl::string_view text, TokenKind kind, size_t begin, size_t end) {
    return AddShort(Cut(text), kind, begin, end);
  }
  // The same of a text that is not too long.
  Token& AddShort(absl::string_view text, TokenKind kind, size_t begin, size_t end) {
    Token& token = tokens_.Add();
    token = {text, position_, static_cast<uint32_t>(begin), static_cast<uint32_t>(end), kind};
    return token;
  }
  Token& AddWritten(absl::string_view text, size_t begin, size_t end) {
    Token& token = Add(text, TokenKind::kWritten, begin, end);
    token.written_case = WrittenCaseOf(source_.substr(begin, end - begin), token.text);
    return token;
  }
  // The next token stands behind all so far.
  void NextPosition() { ++position_; }

  size_t size() const { return tokens_.size(); }
  Token& operator[](size_t index) { return tokens_[index]; }
  absl::Span<const Token> tokens() const { return {tokens_.data(), tokens_.size()}; }

 private:
  static absl::string_view Cut(absl::string_view text) {
    if (text.size() <= kMaxTokenCodePoints) return text;
    size_t end = 0;
    for (size_t count = 0; count < kMaxTokenCodePoints && end < text.size(); ++count) {
      const size_t bytes = CharacterAt(text, end).bytes;
      if (end + bytes > kMaxTokenBytes) break;
      end += bytes;
    }
    return text.substr(0, end);
  }

  ReusedList<Token> tokens_;
  uint32_t position_ = 0;
  absl::string_view source_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_TEXT_TOKEN_LIST_H_
