// Adds up scores of documents that come in several lists.
#ifndef TRIALDEX_LIBS_INDEX_SCORE_BUFFER_H_
#define TRIALDEX_LIBS_INDEX_SCORE_BUFFER_H_

#include <algorithm>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "libs/index/doc_set.h"
#include "libs/index/postings.h"

namespace trialdex {

// One number for every document of a segment, 0 at first. Emptied by taking out what
// was put in, so that it can be used again without touching all of its memory.
class ScoreBuffer {
 public:
  explicit ScoreBuffer(uint32_t doc_count) : scores_(doc_count), found_(doc_count) {}

  void Add(uint32_t doc, double score) {
    scores_[doc] += score;
    found_.Add(doc);
  }
  void RaiseTo(uint32_t doc, double score) {
    scores_[doc] = std::max(scores_[doc], score);
    found_.Add(doc);
  }

  // The documents put in that are in `wanted`, with score(number). Empties the buffer.
  template <typename Score>
  ScoredDocs Take(const DocSet& wanted, Score&& score) {
    ScoredDocs taken;
    const size_t count = found_.Count();
    taken.docs.reserve(count);
    taken.scores.reserve(count);
    found_.ForEach([&](uint32_t doc) {
      if (wanted.Contains(doc)) taken.Add(doc, score(scores_[doc]));
      scores_[doc] = 0;
    });
    found_.Clear();
    return taken;
  }

 private:
  std::vector<double> scores_;
  DocSet found_;
};

// Lends buffers for the documents of one segment. Not thread-safe.
class ScoreBufferPool {
 public:
  explicit ScoreBufferPool(uint32_t doc_count) : doc_count_(doc_count) {}

  // An empty buffer.
  std::unique_ptr<ScoreBuffer> Borrow() {
    if (free_.empty()) return std::make_unique<ScoreBuffer>(doc_count_);
    std::unique_ptr<ScoreBuffer> buffer = std::move(free_.back());
    free_.pop_back();
    return buffer;
  }
  // Takes back a buffer that is empty again; one that is not is better dropped.
  void GiveBack(std::unique_ptr<ScoreBuffer> buffer) { free_.push_back(std::move(buffer)); }

 private:
  const uint32_t doc_count_;
  std::vector<std::unique_ptr<ScoreBuffer>> free_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_SCORE_BUFFER_H_
