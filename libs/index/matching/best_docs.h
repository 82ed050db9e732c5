// The few documents of a list that a page is most likely to need.
#ifndef TRIALDEX_LIBS_INDEX_MATCHING_BEST_DOCS_H_
#define TRIALDEX_LIBS_INDEX_MATCHING_BEST_DOCS_H_

#include <cstddef>
#include <cstdint>
#include <vector>

namespace trialdex {

// The documents with the highest parts of a list, so that a page by relevance of one word need
// not look for them. Never changes; thread-safe.
class BestDocs {
 public:
  struct Doc {
    uint32_t doc;
    float part;
  };

  // No documents: all may have any part.
  BestDocs() = default;
  // Of `docs`, whose parts are `parts`.
  BestDocs(const std::vector<uint32_t>& docs, const std::vector<float>& parts);

  // Highest part first; a hundred at most, none if too many have the same part.
  const std::vector<Doc>& docs() const { return docs_; }
  // All other documents have this part or a lower one, and all of docs() have a higher one.
  float highest_other() const { return highest_other_; }

  size_t byte_size() const { return docs_.size() * sizeof(Doc); }

 private:
  std::vector<Doc> docs_;
  float highest_other_ = 1;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_MATCHING_BEST_DOCS_H_
