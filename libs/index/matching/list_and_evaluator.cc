#include "libs/index/matching/list_and_evaluator.h"

#include <algorithm>
#include <array>
#include <utility>

namespace trialdex {
namespace {

// Adds the scores of the document of bit `bit` in block `block` to `score`, in order.
template <typename Scorers>
double AddTo(double score, const Scorers& scorers, size_t block, uint64_t bit) {
  for (const auto& scorer : scorers) score += scorer.ScoreOf(block, bit);
  return score;
}

// The same without a loop.
template <typename Scorer, size_t kCount>
double AddTo(double score, const std::array<Scorer, kCount>& scorers, size_t block, uint64_t bit) {
  const auto add = [&]<size_t... kAt>(std::index_sequence<kAt...>) {
    ((score += scorers[kAt].ScoreOf(block, bit)), ...);
  };
  add(std::make_index_sequence<kCount>());
  return score;
}

template <typename Scorers>
void FindReachingBy(const Scorers& scorers, double need, const WindowBits& docs,
                    ScoredOffsets& found) {
  found.Clear();
  std::array<uint8_t, kWindowBlocks> blocks;
  const size_t count = ListBlocks(docs, blocks);
  for (size_t i = 0; i < count; ++i) {
    const auto first = static_cast<uint16_t>(blocks[i] * kBlockDocs);
    uint64_t word = docs[blocks[i]];
    do {
      const double score = AddTo(0, scorers, blocks[i], word & -word);
      found.AddIf(score >= need, static_cast<uint16_t>(first + __builtin_ctzll(word)), score);
      word &= word - 1;
    } while (word != 0);
  }
}

// The same of so few scorers that they stay in registers, or close to them.
template <size_t kCount, typename Scorers>
void FindReachingOf(const Scorers& scorers, double need, const WindowBits& docs,
                    ScoredOffsets& found) {
  std::array<typename Scorers::value_type, kCount> few;
  std::copy_n(scorers.begin(), kCount, few.begin());
  FindReachingBy(few, need, docs, found);
}

}  // namespace

ListAndEvaluator::ListAndEvaluator(std::vector<ScoredList> lists)
    : lists_(std::move(lists)), scorers_(lists_.size()) {
  for (const ScoredList& scored : lists_) by_size_.push_back(scored.list.get());
  std::sort(by_size_.begin(), by_size_.end(),
            [](const PartList* a, const PartList* b) { return a->size() < b->size(); });
  if (by_size_.front()->sparse()) {
    room_ = std::make_unique_for_overwrite<float[]>(lists_.size() * kWindowDocs);
  }
}

bool ListAndEvaluator::Match(uint32_t window, const WindowBits& within, WindowBits& matches) {
  matches_ = within;
  for (const PartList* list : by_size_) {
    if (list->Intersect(window, matches_)) continue;
    matches_.fill(0);
    return false;
  }
  matches = matches_;
  return true;
}

void ListAndEvaluator::AddBounds(uint32_t window, float factor, BlockBounds& bounds) {
  for (const ScoredList& scored : lists_) {
    scored.list->AddBounds(window, factor * static_cast<float>(scored.factor), bounds);
  }
}

void ListAndEvaluator::KeepReaching(uint32_t window, double factor, double need, WindowBits& docs) {
  // The bounds of a window of a short list cost as much as the scores.
  if (!by_size_.front()->sparse()) Evaluator::KeepReaching(window, factor, need, docs);
}

void ListAndEvaluator::OpenWindow(uint32_t window, double factor) {
  float* room = room_.get();
  for (size_t i = 0; i < lists_.size(); ++i) {
    scorers_[i] = {factor * lists_[i].factor, lists_[i].list->PartsIn(window, room)};
    if (room != nullptr) room += kWindowDocs;
  }
}

void ListAndEvaluator::AddScores(uint32_t window, double factor, Candidates candidates, double need,
                                 double* scores) {
  static_cast<void>(need);
  OpenWindow(window, factor);
  for (size_t i = 0; i < candidates.size(); ++i) {
    if (!HasBit(matches_, candidates[i])) continue;
    const uint64_t bit = uint64_t{1} << (candidates[i] % kBlockDocs);
    scores[i] = AddTo(scores[i], scorers_, candidates[i] / kBlockDocs, bit);
  }
}

void ListAndEvaluator::FindReaching(uint32_t window, double need, const WindowBits& docs,
                                    ScoredOffsets& found) {
  OpenWindow(window, 1);
  switch (scorers_.size()) {
    case 2:
      return FindReachingOf<2>(scorers_, need, docs, found);
    case 3:
      return FindReachingOf<3>(scorers_, need, docs, found);
    case 4:
      return FindReachingOf<4>(scorers_, need, docs, found);
    case 5:
      return FindReachingOf<5>(scorers_, need, docs, found);
    default:
      return FindReachingBy(scorers_, need, docs, found);
  }
}

}  // namespace trialdex
