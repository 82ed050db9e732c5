#include "libs/index/cache_key.h"

#include <cstring>

#include "xxhash.h"

namespace trialdex {

CacheKey::CacheKey(absl::string_view text) {
  const XXH128_hash_t hash = XXH3_128bits(text.data(), text.size());
  low_ = hash.low64;
  high_ = hash.high64;
}

CacheKey CacheKey::Of(char what, const CacheKey& key) {
  char text[1 + sizeof(key.low_) + sizeof(key.high_)];
  text[0] = what;
  std::memcpy(text + 1, &key.low_, sizeof(key.low_));
  std::memcpy(text + 1 + sizeof(key.low_), &key.high_, sizeof(key.high_));
  return CacheKey(absl::string_view(text, sizeof(text)));
}

}  // namespace trialdex
