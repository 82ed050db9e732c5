#include "libs/index/matching/part_list.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace trialdex {
namespace {

// From one document in so many on, bits are no larger than places, and quicker.
constexpr size_t kSparseness = 32;

constexpr float kPartSteps = 255;

}  // namespace

PartList::PartList(const std::vector<uint32_t>& docs, std::vector<float> parts, uint32_t doc_count)
    : begin_(WindowCount(doc_count) + 1), parts_(std::move(parts)) {
  const bool dense = docs.size() * kSparseness >= doc_count && !docs.empty();
  const size_t blocks = size_t{WindowCount(doc_count)} * kWindowBlocks;
  if (dense) {
    bits_.resize(blocks);
    ranks_.resize(blocks);
    highest_.resize(blocks);
  } else {
    offsets_.reserve(docs.size());
  }
  for (size_t i = 0; i < docs.size(); ++i) {
    const uint32_t doc = docs[i];
    ++begin_[(doc >> kWindowShift) + 1];
    if (!dense) {
      offsets_.push_back(static_cast<uint16_t>(doc % kWindowDocs));
      continue;
    }
    const size_t block = doc / kBlockDocs;
    bits_[block] |= uint64_t{1} << (doc % kBlockDocs);
    highest_[block] =
        std::max(highest_[block], static_cast<uint8_t>(std::ceil(parts_[i] * kPartSteps)));
  }
  for (size_t window = 1; window < begin_.size(); ++window) begin_[window] += begin_[window - 1];
  for (size_t block = 0; block < bits_.size(); ++block) {
    if (block % kWindowBlocks == 0) continue;
    ranks_[block] =
        static_cast<uint16_t>(ranks_[block - 1] + __builtin_popcountll(bits_[block - 1]));
  }
}

size_t PartList::byte_size() const {
  return sizeof(*this) + begin_.size() * sizeof(uint32_t) + parts_.size() * sizeof(float) +
         offsets_.size() * sizeof(uint16_t) + bits_.size() * sizeof(uint64_t) +
         ranks_.size() * sizeof(uint16_t) + highest_.size();
}

bool PartList::Match(uint32_t window, WindowBits& bits) const {
  if (begin_[window] == begin_[window + 1]) return false;
  if (dense()) {
    std::copy_n(bits_.begin() + static_cast<ptrdiff_t>(size_t{window} * kWindowBlocks),
                kWindowBlocks, bits.begin());
    return true;
  }
  bits.fill(0);
  for (uint32_t at = begin_[window]; at < begin_[window + 1]; ++at) SetBit(bits, offsets_[at]);
  return true;
}

void PartList::AddBounds(uint32_t window, float factor, BlockBounds& bounds) const {
  if (begin_[window] == begin_[window + 1]) return;
  if (dense()) {
    const uint8_t* const highest = &highest_[size_t{window} * kWindowBlocks];
    // The last step is rounded: 1/255 of a float times 255 may be a little below 1.
    const float step = factor * (1.0001F / kPartSteps);
    for (size_t block = 0; block < kWindowBlocks; ++block) {
      bounds[block] += step * static_cast<float>(highest[block]);
    }
    return;
  }
  size_t block = offsets_[begin_[window]] / kBlockDocs;
  float highest = 0;
  for (uint32_t at = begin_[window]; at < begin_[window + 1]; ++at) {
    if (offsets_[at] / kBlockDocs != block) {
      bounds[block] += factor * highest;
      block = offsets_[at] / kBlockDocs;
      highest = 0;
    }
    highest = std::max(highest, parts_[at]);
  }
  bounds[block] += factor * highest;
}

template <typename Fn>
void PartList::ForEachPart(uint32_t window, Candidates candidates, Fn&& fn) const {
  if (dense()) {
    const size_t first_block = size_t{window} * kWindowBlocks;
    const float* const parts = parts_.data() + begin_[window];
    for (size_t i = 0; i < candidates.size(); ++i) {
      const size_t block = first_block + candidates[i] / kBlockDocs;
      const uint64_t bit = uint64_t{1} << (candidates[i] % kBlockDocs);
      if ((bits_[block] & bit) == 0) continue;
      const auto before = static_cast<uint32_t>(__builtin_popcountll(bits_[block] & (bit - 1)));
      fn(i, parts[ranks_[block] + before]);
    }
    return;
  }
  const uint32_t end = begin_[window + 1];
  uint32_t at = begin_[window];
  for (size_t i = 0; i < candidates.size() && at < end; ++i) {
    while (at < end && offsets_[at] < candidates[i]) ++at;
    if (at < end && offsets_[at] == candidates[i]) fn(i, parts_[at]);
  }
}

void PartList::AddScores(uint32_t window, double factor, Candidates candidates,
                         double* scores) const {
  ForEachPart(window, candidates, [factor, scores](size_t i, float part) {
    scores[i] += factor * static_cast<double>(part);
  });
}

void PartList::Lower(uint32_t window, Candidates candidates, double* lowest) const {
  size_t next = 0;
  ForEachPart(window, candidates, [&next, lowest](size_t i, float part) {
    for (; next < i; ++next) lowest[next] = 0;
    lowest[i] = std::min(lowest[i], static_cast<double>(part));
    next = i + 1;
  });
  for (; next < candidates.size(); ++next) lowest[next] = 0;
}

}  // namespace trialdex
