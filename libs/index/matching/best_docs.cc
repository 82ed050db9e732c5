#include "libs/index/matching/best_docs.h"

#include <algorithm>

namespace trialdex {
namespace {

// A page of a hundred finds nearly all of them among so many of each segment.
constexpr size_t kMostDocs = 128;

}  // namespace

BestDocs::BestDocs(const std::vector<uint32_t>& docs, const std::vector<float>& parts)
    : highest_other_(0) {
  // A heap with the lowest part on top, and one more than are kept: the highest of all others.
  const auto higher = [](const Doc& a, const Doc& b) { return a.part > b.part; };
  docs_.reserve(kMostDocs + 1);
  for (size_t i = 0; i < docs.size(); ++i) {
    if (docs_.size() > kMostDocs) {
      if (parts[i] <= docs_.front().part) continue;
      std::pop_heap(docs_.begin(), docs_.end(), higher);
      docs_.pop_back();
    }
    docs_.push_back({docs[i], parts[i]});
    std::push_heap(docs_.begin(), docs_.end(), higher);
  }
  std::sort_heap(docs_.begin(), docs_.end(), higher);
  if (docs_.size() <= kMostDocs) return;
  highest_other_ = docs_.back().part;
  while (!docs_.empty() && docs_.back().part == highest_other_) docs_.pop_back();
}

}  // namespace trialdex
