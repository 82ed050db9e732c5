// The dictionary of a segment in memory, for looking at many terms at once.
#ifndef TRIALDEX_LIBS_INDEX_TERMS_TERM_LIST_H_
#define TRIALDEX_LIBS_INDEX_TERMS_TERM_LIST_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace trialdex {

// Terms in order of their bytes, each with the number of documents that have it.
// Walking Lucene++'s dictionary costs about a microsecond a term, this a hundredth.
// Filled once, then thread-safe.
class TermList {
 public:
  // Takes in the next term; terms come in order.
  void Add(absl::string_view term, uint32_t document_frequency);
  // Called after the last Add.
  void Finish();

  size_t size() const { return frequencies_.size(); }
  absl::string_view term(size_t i) const {
    return absl::string_view(bytes_).substr(begins_[i], begins_[i + 1] - begins_[i]);
  }
  uint32_t document_frequency(size_t i) const { return frequencies_[i]; }

  // The first term from `from` on that is not before `prefix`.
  size_t FirstFrom(size_t from, absl::string_view prefix) const;
  // The first term from `from` on that does not begin with `prefix`, which
  // that of `from` does. Quick if it is near.
  size_t FirstWithout(size_t from, absl::string_view prefix) const;

  size_t byte_size() const {
    return bytes_.size() + begins_.size() * sizeof(size_t) + frequencies_.size() * sizeof(uint32_t);
  }

 private:
  std::string bytes_;
  // begins_[i] is where term i begins in bytes_; one more at the end.
  std::vector<size_t> begins_ = {0};
  std::vector<uint32_t> frequencies_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_TERMS_TERM_LIST_H_
