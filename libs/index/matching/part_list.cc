#include "libs/index/matching/part_list.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace trialdex {
namespace {

// From one document in so many on, bits are no larger than places, and quicker.
constexpr size_t kSparseness = 32;

// From one in so many on, the levels of all documents take less time to add up than those of
// the list's, and not much more memory than the rest of it.
constexpr size_t kLevelSparseness = 8;

constexpr float kPartSteps = 255;
// The last step is rounded: 1/255 of a float times 255 may be a little below 1.
constexpr float kLevelStep = 1.0001F / kPartSteps;

// A window of a list that has all its documents.
struct AllDocs {
  constexpr AllDocs() {
    for (size_t block = 0; block < kWindowBlocks; ++block) {
      bits[block] = ~uint64_t{0};
      ranks[block] = static_cast<uint16_t>(block * kBlockDocs);
    }
  }
  WindowBits bits = {};
  std::array<uint16_t, kWindowBlocks> ranks = {};
};
constexpr AllDocs kAllDocs;

// The bits of 64 levels that are at least `lowest`, which is above 0.
uint64_t AtLeast(const uint8_t* levels, uint8_t lowest) {
  std::array<uint8_t, kBlockDocs> reach;
  for (size_t i = 0; i < kBlockDocs; ++i) reach[i] = levels[i] >= lowest ? 1 : 0;
  return BitsOfBytes(reach);
}

// Adds to each of 64 `sums` its level times `of_level`. Levels are taken for fixed point numbers
// with eight bits behind the point: so the product's high half is all that is needed.
void AddLevels(const uint8_t* __restrict levels, uint16_t of_level, uint16_t* __restrict sums) {
  for (size_t i = 0; i < kBlockDocs; ++i) {
    const uint32_t level = static_cast<uint16_t>(levels[i] << 8);
    sums[i] = static_cast<uint16_t>(sums[i] + (level * of_level >> 16));
  }
}

}  // namespace

PartList::PartList(const std::vector<uint32_t>& docs, std::vector<float> parts, uint32_t doc_count,
                   std::vector<bool> only_in_exclusion)
    : begin_(WindowCount(doc_count) + 1),
      parts_(std::move(parts)),
      only_in_exclusion_(std::move(only_in_exclusion)) {
  const bool dense = docs.size() * kSparseness >= doc_count && !docs.empty();
  const bool with_levels = docs.size() * kLevelSparseness >= doc_count && !docs.empty();
  const size_t blocks = size_t{WindowCount(doc_count)} * kWindowBlocks;
  if (with_levels) levels_.resize(blocks * kBlockDocs);
  if (dense) {
    bits_.resize(blocks);
    ranks_.resize(blocks);
    highest_.resize(blocks);
    best_ = BestDocs(docs, parts_);
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
    const auto level = static_cast<uint8_t>(std::ceil(parts_[i] * kPartSteps));
    highest_[block] = std::max(highest_[block], level);
    if (with_levels) levels_[doc] = level;
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
         ranks_.size() * sizeof(uint16_t) + highest_.size() + levels_.size() +
         only_in_exclusion_.size() / 8 + best_.byte_size();
}

uint32_t PartList::CountIn(const DocSet& docs) const {
  const size_t words = std::min(docs.words().size(), bits_.size());
  uint32_t count = 0;
  for (size_t i = 0; i < words; ++i) {
    count += static_cast<uint32_t>(__builtin_popcountll(bits_[i] & docs.words()[i]));
  }
  return count;
}

std::optional<size_t> PartList::Find(uint32_t doc) const {
  const uint32_t window = doc >> kWindowShift;
  if (!sparse()) {
    const size_t block = doc / kBlockDocs;
    const uint64_t bit = uint64_t{1} << (doc % kBlockDocs);
    if ((bits_[block] & bit) == 0) return std::nullopt;
    return begin_[window] + ranks_[block] +
           static_cast<size_t>(__builtin_popcountll(bits_[block] & (bit - 1)));
  }
  const auto begin = offsets_.begin() + begin_[window];
  const auto end = offsets_.begin() + begin_[window + 1];
  const auto found = std::lower_bound(begin, end, doc % kWindowDocs);
  if (found == end || *found != doc % kWindowDocs) return std::nullopt;
  return static_cast<size_t>(found - offsets_.begin());
}

bool PartList::Match(uint32_t window, WindowBits& bits) const {
  if (begin_[window] == begin_[window + 1]) return false;
  if (!sparse()) {
    std::copy_n(bits_.begin() + static_cast<ptrdiff_t>(size_t{window} * kWindowBlocks),
                kWindowBlocks, bits.begin());
    return true;
  }
  bits.fill(0);
  for (uint32_t at = begin_[window]; at < begin_[window + 1]; ++at) SetBit(bits, offsets_[at]);
  return true;
}

bool PartList::Intersect(uint32_t window, WindowBits& bits) const {
  if (begin_[window] == begin_[window + 1]) return false;
  uint64_t any = 0;
  if (!sparse()) {
    const uint64_t* const own = &bits_[size_t{window} * kWindowBlocks];
    for (size_t block = 0; block < kWindowBlocks; ++block) {
      bits[block] &= own[block];
      any |= bits[block];
    }
    return any != 0;
  }
  WindowBits common = {};
  for (uint32_t at = begin_[window]; at < begin_[window + 1]; ++at) {
    const size_t block = offsets_[at] / kBlockDocs;
    const uint64_t bit = bits[block] & uint64_t{1} << (offsets_[at] % kBlockDocs);
    common[block] |= bit;
    any |= bit;
  }
  bits = common;
  return any != 0;
}

void PartList::UniteInto(uint32_t window, WindowBits& bits) const {
  if (sparse()) {
    ForEachIn(window, [&bits](uint16_t offset, float) { SetBit(bits, offset); });
    return;
  }
  const uint64_t* const own = &bits_[size_t{window} * kWindowBlocks];
  for (size_t block = 0; block < kWindowBlocks; ++block) bits[block] |= own[block];
}

void PartList::KeepReaching(uint32_t window, float part, WindowBits& docs) const {
  if (part <= 0) return;
  if (sparse()) {
    WindowBits reaching = {};
    ForEachIn(window, [part, &reaching](uint16_t offset, float own) {
      if (own >= part) SetBit(reaching, offset);
    });
    IntersectWith(docs, reaching);
    return;
  }
  const float level = std::floor(part / kLevelStep);
  if (level > kPartSteps) {
    docs.fill(0);
    return;
  }
  const auto lowest = std::max<uint8_t>(static_cast<uint8_t>(level), 1);
  const size_t first_block = size_t{window} * kWindowBlocks;
  for (size_t block = 0; block < kWindowBlocks; ++block) {
    if (highest_[first_block + block] < lowest) {
      docs[block] = 0;
    } else if (has_levels() && docs[block] != 0) {
      docs[block] &= AtLeast(&levels_[(first_block + block) * kBlockDocs], lowest);
    }
  }
}

template <typename Fn>
void PartList::ForEachNear(uint32_t window, const WindowBits& docs, Fn&& fn) const {
  if (sparse()) {
    ForEachIn(window, fn);
    return;
  }
  const size_t first_block = size_t{window} * kWindowBlocks;
  for (size_t block = 0; block < kWindowBlocks; ++block) {
    if (docs[block] == 0) continue;
    const float* part = &parts_[begin_[window] + ranks_[first_block + block]];
    for (uint64_t word = bits_[first_block + block]; word != 0; word &= word - 1) {
      fn(block * kBlockDocs + static_cast<size_t>(__builtin_ctzll(word)), *part++);
    }
  }
}

void PartList::AddApproximately(uint32_t window, uint16_t weight, const WindowBits& docs,
                                WindowSums& sums) const {
  if (!has_levels()) {
    const auto of_part = static_cast<float>(weight);
    ForEachNear(window, docs, [of_part, &sums](size_t offset, float part) {
      sums[offset] = static_cast<uint16_t>(sums[offset] + static_cast<uint16_t>(of_part * part));
    });
    return;
  }
  const auto of_level =
      static_cast<uint16_t>(std::ceil(static_cast<float>(weight) * 256 * kLevelStep));
  const size_t first_block = size_t{window} * kWindowBlocks;
  for (size_t block = 0; block < kWindowBlocks; ++block) {
    if (docs[block] == 0) continue;
    AddLevels(&levels_[(first_block + block) * kBlockDocs], of_level, &sums[block * kBlockDocs]);
  }
}

void PartList::AddBounds(uint32_t window, float factor, BlockBounds& bounds) const {
  if (begin_[window] == begin_[window + 1]) return;
  if (!sparse()) {
    const uint8_t* const highest = &highest_[size_t{window} * kWindowBlocks];
    const float step = factor * kLevelStep;
    for (size_t block = 0; block < kWindowBlocks; ++block) {
      bounds[block] += step * static_cast<float>(highest[block]);
    }
    return;
  }
  BlockBounds highest = {};
  ForEachIn(window, [&highest](uint16_t offset, float part) {
    highest[offset / kBlockDocs] = std::max(highest[offset / kBlockDocs], part);
  });
  for (size_t block = 0; block < kWindowBlocks; ++block) bounds[block] += factor * highest[block];
}

template <typename Fn>
void PartList::ForEachPart(uint32_t window, Candidates candidates, Fn&& fn) const {
  if (!sparse()) {
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

PartList::WindowParts PartList::PartsIn(uint32_t window, float* room) const {
  if (!sparse()) {
    const size_t first_block = size_t{window} * kWindowBlocks;
    return {&bits_[first_block], &ranks_[first_block], parts_.data() + begin_[window]};
  }
  ForEachIn(window, [room](uint16_t offset, float part) { room[offset] = part; });
  return {kAllDocs.bits.data(), kAllDocs.ranks.data(), room};
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
