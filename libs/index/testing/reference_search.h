// Search as docs/index_format.md defines it, document by document and without
// any cleverness: what the real one is compared with.
#ifndef TRIALDEX_LIBS_INDEX_TESTING_REFERENCE_SEARCH_H_
#define TRIALDEX_LIBS_INDEX_TESTING_REFERENCE_SEARCH_H_

#include <optional>
#include <vector>

#include "libs/index/testing/memory_segment.h"
#include "libs/query/plan.h"

namespace trialdex {

// Over all documents of an index, deleted ones included.
class ReferenceSearch {
 public:
  explicit ReferenceSearch(std::vector<MemoryDocument> documents)
      : documents_(std::move(documents)) {}

  // The score of `document` (deleted or not), or nullopt if it does not match.
  // Knows words, phrases and what combines them.
  std::optional<double> Score(const QueryNode& node, const MemoryDocument& document) const;

 private:
  double Rarity(const Place& place) const;
  double Weigh(const QueryNode& node, TextField field, double frequency,
               const MemoryDocument& document) const;
  double AverageLength(TextField field) const;
  std::optional<double> ScoreWord(const QueryNode& node, const MemoryDocument& document) const;
  std::optional<double> ScorePhrase(const QueryNode& node, const MemoryDocument& document) const;
  std::optional<double> ScoreAnd(const QueryNode& node, const MemoryDocument& document) const;
  std::optional<double> ScoreUnboosted(const QueryNode& node, const MemoryDocument& document) const;

  const std::vector<MemoryDocument> documents_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_TESTING_REFERENCE_SEARCH_H_
