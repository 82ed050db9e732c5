// What values are kept under in a ByteCache.
#ifndef TRIALDEX_LIBS_INDEX_CACHE_KEY_H_
#define TRIALDEX_LIBS_INDEX_CACHE_KEY_H_

#include <cstdint>
#include <string>
#include <utility>

#include "absl/strings/string_view.h"

namespace trialdex {

// Stands for a text, or any bytes: 128 bits of a hash, so that it is computed
// once for all that is kept under it, and compared without following a pointer.
// That two texts have the same is as good as impossible: of a million million some two have it
// with a chance of one in 10^14. A value type.
class CacheKey {
 public:
  // Those of the empty text.
  CacheKey() : CacheKey(absl::string_view()) {}
  // Implicit: any text is a key.
  CacheKey(absl::string_view text);                                         // NOLINT
  CacheKey(const std::string& text) : CacheKey(absl::string_view(text)) {}  // NOLINT
  CacheKey(const char* text) : CacheKey(absl::string_view(text)) {}         // NOLINT

  // What else is kept of what `key` stands for.
  static CacheKey Of(char what, const CacheKey& key);

  friend bool operator==(const CacheKey& a, const CacheKey& b) {
    return a.low_ == b.low_ && a.high_ == b.high_;
  }
  template <typename Hash>
  friend Hash AbslHashValue(Hash hash, const CacheKey& key) {
    return Hash::combine(std::move(hash), key.low_);
  }

 private:
  uint64_t low_;
  uint64_t high_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_CACHE_KEY_H_
