// Where terms stand in one segment, decoded from its files.
#ifndef TRIALDEX_LIBS_INDEX_POSTINGS_H_
#define TRIALDEX_LIBS_INDEX_POSTINGS_H_

#include <cstddef>
#include <cstdint>
#include <vector>

namespace trialdex {

// How often a term stands in one field of one document.
struct FieldCount {
  uint32_t field;
  uint32_t count;
};

// The same, as scoring wants it.
struct FieldFrequency {
  uint32_t field : 8;
  uint32_t frequency : 24;
  // Tokens of the field in the document.
  uint32_t length;
};

// The documents of one term with its frequencies: all that scoring needs, in
// the order in which scoring reads it.
struct FrequencyPostings {
  // Documents with the term, those since deleted included, as the term
  // dictionary counts them. May be above docs.size(): it knows of no filter, either.
  uint32_t document_frequency = 0;
  // Documents with the term, ascending.
  std::vector<uint32_t> docs;
  // frequencies[ends[i - 1]] up to, without, frequencies[ends[i]] are of docs[i].
  std::vector<uint32_t> ends;
  // By ascending field within a document.
  std::vector<FieldFrequency> frequencies;

  size_t begin_of(size_t i) const { return i == 0 ? 0 : ends[i - 1]; }
  size_t byte_size() const {
    return (docs.size() + ends.size()) * 4 + frequencies.size() * sizeof(FieldFrequency);
  }
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

#endif  // TRIALDEX_LIBS_INDEX_POSTINGS_H_
