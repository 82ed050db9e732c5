// What is found of terms in one segment.
#ifndef TRIALDEX_LIBS_INDEX_POSITIONS_POSTINGS_H_
#define TRIALDEX_LIBS_INDEX_POSITIONS_POSTINGS_H_

#include <cstddef>
#include <cstdint>
#include <vector>

namespace trialdex {

// How often a term stands in one field of one document.
struct FieldCount {
  uint32_t doc;
  uint32_t field;
  uint32_t count;
};

// Documents that match a part of a query, with what that part adds to their score.
struct ScoredDocs {
  // Ascending.
  std::vector<uint32_t> docs;
  // One per document, never negative.
  std::vector<double> scores;

  void Add(uint32_t doc, double score) {
    docs.push_back(doc);
    scores.push_back(score);
  }
  size_t byte_size() const { return docs.size() * (sizeof(uint32_t) + sizeof(double)); }
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_POSITIONS_POSTINGS_H_
