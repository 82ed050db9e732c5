// Texts that can be found by the beginning of any of their words.
#ifndef TRIALDEX_LIBS_SEARCH_SUGGEST_COMPLETION_LIST_H_
#define TRIALDEX_LIBS_SEARCH_SUGGEST_COMPLETION_LIST_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"

namespace trialdex {

// Keeps texts in the form of FoldForTyping and the places where their words begin, in order
// of what follows there: what begins with something typed is then one range, found by
// bisection. Takes the bytes of the texts and 4 for each text and each word. Filled once,
// then thread-safe.
class CompletionList {
 public:
  // Called with the number of a text and whether what was looked for is at its very beginning.
  // A text comes once for each word of it that fits.
  using Visitor = absl::FunctionRef<void(uint32_t number, bool at_beginning)>;

  // Numbers texts from 0 on. `folded` may be empty; it is never found then.
  void Add(absl::string_view folded);
  // Called after the last Add.
  void Finish();

  uint32_t size() const { return static_cast<uint32_t>(begins_.size() - 1); }
  absl::string_view text(uint32_t number) const {
    return absl::string_view(bytes_).substr(begins_[number],
                                            begins_[number + 1] - begins_[number] - 1);
  }

  // Texts with `typed` (folded, not empty) at the beginning of a word.
  void FindPrefix(absl::string_view typed, Visitor visit) const;
  // How often FindPrefix would call.
  size_t CountPrefix(absl::string_view typed) const;

  // Texts with something that is one edit from `typed` at the beginning of a word: a code
  // point too many, too few or another, or two neighbours swapped.
  void FindNear(absl::string_view typed, Visitor visit) const;

  // Texts that are `folded` and nothing else.
  void FindWhole(absl::string_view folded, absl::FunctionRef<void(uint32_t)> visit) const;

  size_t byte_size() const {
    return bytes_.capacity() + (begins_.capacity() + starts_.capacity()) * sizeof(uint32_t);
  }

 private:
  // Places [first, last) of starts_.
  struct Range {
    size_t first;
    size_t last;
  };

  absl::string_view From(uint32_t start) const;
  Range All() const { return {0, starts_.size()}; }
  // The part of `range` where `prefix` follows.
  Range Narrow(Range range, absl::string_view prefix) const;
  void Visit(Range range, Visitor visit) const;
  uint32_t NumberAt(uint32_t start) const;

  // The texts, each with a NUL behind it.
  std::string bytes_;
  // Where each text begins; one more at the end.
  std::vector<uint32_t> begins_ = {0};
  // Where words begin, in order of what follows.
  std::vector<uint32_t> starts_;
};

// True if a word of `text` begins with `typed`; both folded.
bool HasWordPrefix(absl::string_view text, absl::string_view typed);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_SUGGEST_COMPLETION_LIST_H_
