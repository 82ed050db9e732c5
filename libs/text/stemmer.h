// English stems, remembered.
#ifndef TRIALDEX_LIBS_TEXT_STEMMER_H_
#define TRIALDEX_LIBS_TEXT_STEMMER_H_

#include <cstddef>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "libs/text/text_arena.h"

struct sb_stemmer;

namespace trialdex {

// The Snowball English stemmer behind a table of the words it has seen, because
// looking a word up is far quicker than stemming it. Not thread-safe.
class Stemmer {
 public:
  Stemmer();
  ~Stemmer();
  Stemmer(const Stemmer&) = delete;
  Stemmer& operator=(const Stemmer&) = delete;

  // "~" and the stem of `word` (lower-case ASCII letters, "'s" allowed); empty if
  // the stem is the word. Valid until the next Trim.
  absl::string_view MarkedStem(absl::string_view word);

  // Forgets all words if there are more than a quarter of a million.
  void Trim();

 private:
  absl::string_view Stem(absl::string_view word);

  sb_stemmer* stemmer_;
  TextArena arena_;
  absl::flat_hash_map<absl::string_view, absl::string_view> stems_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_TEXT_STEMMER_H_
