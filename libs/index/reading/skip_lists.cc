#include "libs/index/reading/skip_lists.h"

namespace trialdex {

uint32_t SkipLists::IntervalOf(size_t level) {
  uint32_t interval = kSkipInterval;
  for (; level > 0; --level) interval *= kSkipInterval;
  return interval;
}

SkipLists::SkipLists(const SegmentInput& segment, const TermPostings& term)
    : document_frequency_(term.document_frequency) {
  const SkipEntry begin = {0, 0, term.documents, term.positions};
  levels_[0].passed = begin;
  for (uint32_t entries = document_frequency_ / kSkipInterval;
       entries > 0 && level_count_ < kMaxSkipLevels; entries /= kSkipInterval) {
    ++level_count_;
  }
  if (level_count_ == 0) return;
  ByteInput in(segment.file(SegmentFile::kDocuments));
  in.Seek(term.documents);
  in.Bytes(term.skips);
  for (size_t level = level_count_; level-- > 0;) {
    // The lowest level, the last, does not say how long it is.
    const uint64_t size = level > 0 ? in.Vint() : in.left();
    levels_[level].in = ByteInput(in.Bytes(size));
    levels_[level].left = document_frequency_ / IntervalOf(level);
    levels_[level].passed = begin;
  }
  damaged_ = !in.ok();
  for (size_t level = 0; level < level_count_; ++level) ReadNext(level);
}

void SkipLists::ReadNext(size_t level) {
  Level& at = levels_[level];
  at.has_next = at.left > 0 && !damaged_;
  if (!at.has_next) return;
  --at.left;
  at.next.doc = at.passed.doc + at.in.Vint();
  at.next.documents = at.passed.documents + at.in.Vint();
  at.next.positions = at.passed.positions + at.in.Vint();
  // An entry is written before the document that fills its interval.
  at.next.passed = at.passed.passed + IntervalOf(level) - (at.passed.passed == 0 ? 1 : 0);
  if (level > 0) at.below = at.in.Vint();
  if (at.in.ok()) return;
  damaged_ = true;
  at.has_next = false;
}

void SkipLists::Enter(size_t level, const SkipEntry& passed, uint64_t offset) {
  Level& at = levels_[level];
  // The level may be there already, or further.
  if (at.passed.passed >= passed.passed) return;
  at.in.Seek(offset);
  at.passed = passed;
  at.left = document_frequency_ / IntervalOf(level) - (passed.passed + 1) / IntervalOf(level);
  if (level > 0) Enter(level - 1, passed, at.in.Vint());
  ReadNext(level);
}

const SkipEntry& SkipLists::FindBefore(uint32_t target) {
  size_t top = 0;
  while (top + 1 < level_count_ && levels_[top + 1].has_next &&
         levels_[top + 1].next.doc < target) {
    ++top;
  }
  for (size_t level = top + 1; level-- > 0;) {
    Level& at = levels_[level];
    while (at.has_next && at.next.doc < target) {
      at.passed = at.next;
      const uint64_t below = at.below;
      ReadNext(level);
      if (level > 0) Enter(level - 1, at.passed, below);
    }
  }
  return levels_[0].passed;
}

}  // namespace trialdex
