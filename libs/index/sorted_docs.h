// Operations on ascending lists of documents.
#ifndef TRIALDEX_LIBS_INDEX_SORTED_DOCS_H_
#define TRIALDEX_LIBS_INDEX_SORTED_DOCS_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace trialdex {

// The first place from `from` on whose document is at least `doc`; docs.size()
// if there is none. Quick for near and for far places alike.
inline size_t SkipTo(const std::vector<uint32_t>& docs, size_t from, uint32_t doc) {
  size_t step = 1;
  size_t low = from;
  size_t high = from;
  while (high < docs.size() && docs[high] < doc) {
    low = high + 1;
    high += step;
    step *= 2;
  }
  const auto begin = docs.begin() + static_cast<ptrdiff_t>(low);
  const auto end = docs.begin() + static_cast<ptrdiff_t>(std::min(high, docs.size()));
  return static_cast<size_t>(std::lower_bound(begin, end, doc) - docs.begin());
}

// Keeps of `docs` what is also in `other`, or, with `negate`, what is not.
inline void Restrict(std::vector<uint32_t>& docs, const std::vector<uint32_t>& other,
                     bool negate = false) {
  size_t kept = 0;
  size_t at = 0;
  for (const uint32_t doc : docs) {
    at = SkipTo(other, at, doc);
    const bool found = at < other.size() && other[at] == doc;
    if (found != negate) docs[kept++] = doc;
  }
  docs.resize(kept);
}

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_SORTED_DOCS_H_
