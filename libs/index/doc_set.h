// A set of documents of one segment.
#ifndef TRIALDEX_LIBS_INDEX_DOC_SET_H_
#define TRIALDEX_LIBS_INDEX_DOC_SET_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/types/span.h"

namespace trialdex {

// Documents 0 to doc_count - 1 as one bit each. The operations on two sets want
// sets of the same segment. A value type; as thread-safe as a vector.
class DocSet {
 public:
  // The empty set over `doc_count` documents.
  explicit DocSet(uint32_t doc_count = 0)
      : doc_count_(doc_count), words_((size_t{doc_count} + 63) / 64) {}

  uint32_t doc_count() const { return doc_count_; }
  size_t byte_size() const { return words_.size() * sizeof(uint64_t); }

  // Bit doc % 64 of word doc / 64 is `doc`; bits beyond the last document are 0.
  absl::Span<const uint64_t> words() const { return words_; }
  // Replaces words from `first` on; bits beyond the last document must be 0.
  void SetWords(size_t first, absl::Span<const uint64_t> words) {
    std::copy(words.begin(), words.end(), words_.begin() + static_cast<ptrdiff_t>(first));
  }

  bool Contains(uint32_t doc) const { return (words_[doc >> 6] >> (doc & 63) & 1) != 0; }
  void Add(uint32_t doc) { words_[doc >> 6] |= uint64_t{1} << (doc & 63); }
  void Remove(uint32_t doc) { words_[doc >> 6] &= ~(uint64_t{1} << (doc & 63)); }

  // Documents 64 * i to 64 * i + 63 as bits, the lowest first; i is below word_count().
  uint64_t word(size_t i) const { return words_[i]; }
  size_t word_count() const { return words_.size(); }

  void Clear() { std::fill(words_.begin(), words_.end(), 0); }
  void IntersectWith(const DocSet& other) {
    for (size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
  }
  void UniteWith(const DocSet& other) {
    for (size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
  }
  void Subtract(const DocSet& other) {
    for (size_t i = 0; i < words_.size(); ++i) words_[i] &= ~other.words_[i];
  }

  uint32_t Count() const {
    int count = 0;
    for (const uint64_t word : words_) count += __builtin_popcountll(word);
    return static_cast<uint32_t>(count);
  }

  // Calls fn(doc) for every document of the set, in order.
  template <typename Fn>
  void ForEach(Fn&& fn) const {
    for (size_t i = 0; i < words_.size(); ++i) {
      for (uint64_t word = words_[i]; word != 0; word &= word - 1) {
        fn(static_cast<uint32_t>(i * 64) + static_cast<uint32_t>(__builtin_ctzll(word)));
      }
    }
  }

  // The same for every document that is in `other`, too.
  template <typename Fn>
  void ForEachCommon(const DocSet& other, Fn&& fn) const {
    for (size_t i = 0; i < words_.size(); ++i) {
      for (uint64_t word = words_[i] & other.words_[i]; word != 0; word &= word - 1) {
        fn(static_cast<uint32_t>(i * 64) + static_cast<uint32_t>(__builtin_ctzll(word)));
      }
    }
  }
  // How many these are.
  uint32_t CountCommon(const DocSet& other) const {
    int count = 0;
    for (size_t i = 0; i < words_.size(); ++i) {
      count += __builtin_popcountll(words_[i] & other.words_[i]);
    }
    return static_cast<uint32_t>(count);
  }

  // The documents of the set, ascending.
  std::vector<uint32_t> ToVector() const {
    std::vector<uint32_t> docs;
    docs.reserve(Count());
    ForEach([&docs](uint32_t doc) { docs.push_back(doc); });
    return docs;
  }

  // Those of `docs` that are in the set, in the order given.
  std::vector<uint32_t> Among(const std::vector<uint32_t>& docs) const {
    std::vector<uint32_t> kept;
    for (const uint32_t doc : docs) {
      if (Contains(doc)) kept.push_back(doc);
    }
    return kept;
  }

  friend bool operator==(const DocSet& a, const DocSet& b) {
    return a.doc_count_ == b.doc_count_ && a.words_ == b.words_;
  }

 private:
  uint32_t doc_count_;
  std::vector<uint64_t> words_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_DOC_SET_H_
