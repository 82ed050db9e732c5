// The terms of one document, each once.
#ifndef TRIALDEX_LIBS_INDEX_WRITING_DOCUMENT_TERMS_H_
#define TRIALDEX_LIBS_INDEX_WRITING_DOCUMENT_TERMS_H_

#include <cstddef>
#include <cstdint>

#include "libs/base/reused_list.h"

namespace trialdex {

// Groups positions by term. Terms are numbers; where each stands in this list, its owner keeps
// for it. Not thread-safe.
class DocumentTerms {
 public:
  struct Term {
    uint32_t term;
    // Positions, and the indexes of the first and the newest.
    uint32_t count;
    uint32_t first;
    uint32_t last;
  };
  struct Occurrence {
    uint32_t position;
    // Index of the term's next, in order of addition; of no meaning for the last.
    uint32_t next;
  };

  // `term` stands at `position`. `place` is what the owner keeps: any number of a term that has
  // not come yet, else what this has made of it.
  void Add(uint32_t term, uint32_t position, uint32_t& place) {
    const auto index = static_cast<uint32_t>(occurrences_.size());
    occurrences_.Add().position = position;
    // The place may be one of another document's list: then another term stands there.
    if (place < terms_.size() && terms_[place].term == term) {
      Term& known = terms_[place];
      occurrences_[known.last].next = index;
      known.last = index;
      ++known.count;
    } else {
      place = static_cast<uint32_t>(terms_.size());
      terms_.Add() = {term, 1, index, index};
    }
  }

  // In the order in which they came first.
  size_t size() const { return terms_.size(); }
  const Term& operator[](size_t index) const { return terms_[index]; }
  const Occurrence& occurrence(uint32_t index) const { return occurrences_[index]; }

  // Forgets everything, and keeps the memory.
  void Clear() {
    terms_.Clear();
    occurrences_.Clear();
  }

 private:
  ReusedList<Term> terms_;
  ReusedList<Occurrence> occurrences_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_WRITING_DOCUMENT_TERMS_H_
