// English stems, remembered.
#ifndef TRIALDEX_LIBS_TEXT_STEMMER_H_
#define TRIALDEX_LIBS_TEXT_STEMMER_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "libs/text/text_arena.h"

struct sb_stemmer;

namespace trialdex {

// The Snowball English stemmer behind two tables: of all the words it has seen,
// because looking a word up is far quicker than stemming it, and before that of
// the frequent short ones, which fits a processor's cache. Not thread-safe.
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
  // A short word as numbers: its first and its last bytes (they may overlap) and
  // its length. Two words have the same only if they are the same.
  struct Key {
    uint64_t first = 0;
    uint64_t last = 0;
    uint32_t size = 0;

    friend bool operator==(const Key&, const Key&) = default;
  };
  struct Slot {
    Key key;
    uint32_t stem_size = 0;
    const char* stem = nullptr;
  };

  static Key KeyOf(absl::string_view word);
  static size_t SlotOf(const Key& key);

  absl::string_view LookUp(absl::string_view word);
  absl::string_view Stem(absl::string_view word);

  sb_stemmer* stemmer_;
  std::vector<Slot> frequent_;
  TextArena arena_;
  absl::flat_hash_map<absl::string_view, absl::string_view> stems_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_TEXT_STEMMER_H_
