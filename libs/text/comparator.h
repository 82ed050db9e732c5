// The sign of a comparison before a number: the "<=" of "<= 18".
#ifndef TRIALDEX_LIBS_TEXT_COMPARATOR_H_
#define TRIALDEX_LIBS_TEXT_COMPARATOR_H_

#include <cstddef>

#include "absl/strings/string_view.h"

namespace trialdex {

// Gathers the sign from what stands between two words.
class Comparator {
 public:
  bool empty() const { return sign_.empty(); }
  // "<", ">", "<=", ">=" or empty.
  absl::string_view sign() const { return sign_; }
  // The byte where it begins.
  size_t begin() const { return begin_; }

  void Clear() { sign_ = {}; }

  // `sign` must live for ever.
  void Set(absl::string_view sign, size_t at) {
    sign_ = sign;
    begin_ = at;
  }

  // Takes in the ASCII character `c`, no blank, at byte `at`. What is no sign ends one, but a
  // backslash, which registries write before signs.
  void Take(char c, size_t at) {
    switch (c) {
      case '<':
        return Set("<", at);
      case '>':
        return Set(">", at);
      case '=':
        if (sign_ == "<") sign_ = "<=";
        if (sign_ == ">") sign_ = ">=";
        return;
      case '\\':
        return;
      default:
        return Clear();
    }
  }

 private:
  absl::string_view sign_;
  size_t begin_ = 0;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_TEXT_COMPARATOR_H_
