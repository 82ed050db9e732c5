#include "libs/index/terms/term_list.h"

#include <algorithm>

#include "absl/strings/match.h"

namespace trialdex {

void TermList::Add(absl::string_view term, uint32_t document_frequency) {
  bytes_.append(term.data(), term.size());
  begins_.push_back(bytes_.size());
  frequencies_.push_back(document_frequency);
}

void TermList::Finish() {
  bytes_.shrink_to_fit();
  begins_.shrink_to_fit();
  frequencies_.shrink_to_fit();
}

size_t TermList::FirstFrom(size_t from, absl::string_view prefix) const {
  size_t low = from;
  size_t high = size();
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (term(middle) < prefix) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

size_t TermList::FirstWithout(size_t from, absl::string_view prefix) const {
  size_t step = 1;
  size_t low = from + 1;
  size_t high = low;
  while (high < size() && absl::StartsWith(term(high), prefix)) {
    low = high + 1;
    high += step;
    step *= 2;
  }
  high = std::min(high, size());
  while (low < high) {
    const size_t middle = low + (high - low) / 2;
    if (absl::StartsWith(term(middle), prefix)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

}  // namespace trialdex
