// Search as docs/index_format.md defines it, document by document and without
// any cleverness: what the real one is compared with.
#ifndef TRIALDEX_LIBS_INDEX_TESTING_REFERENCE_SEARCH_H_
#define TRIALDEX_LIBS_INDEX_TESTING_REFERENCE_SEARCH_H_

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
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
  // Knows words, phrases, their patterns, sites, tilts and what combines them.
  std::optional<double> Score(const QueryNode& node, const MemoryDocument& document) const {
    return Score(WithoutPatterns(node), {&document, std::nullopt});
  }

 private:
  // What a node looks at: a document or one site of it.
  struct Scope {
    const MemoryDocument* document;
    std::optional<uint32_t> site;

    bool Has(const MemoryDocument::Word& word) const;
  };

  // `node` with the terms that its patterns stand for.
  QueryNode WithoutPatterns(QueryNode node) const;
  double Rarity(const Place& place) const;
  double Weigh(const QueryNode& node, TextField field, double frequency, const Scope& scope) const;
  double AverageLength(TextField field) const;
  // What place `place` of `node` counts at `at`; 0 if it does not stand there.
  double WeightAt(const QueryNode& node, size_t place, const Scope& scope, TextField field,
                  uint32_t at) const;
  // What the word or phrase `node` counts if it begins at `at`; 0 if it does not.
  double PhraseAt(const QueryNode& node, const Scope& scope, TextField field, uint32_t at) const;

  std::optional<double> Score(const QueryNode& node, const Scope& scope) const;
  std::optional<double> ScoreUnboosted(const QueryNode& node, const Scope& scope) const;
  std::optional<double> ScoreTerms(const QueryNode& node, const Scope& scope) const;
  std::optional<double> ScoreAnd(const QueryNode& node, const Scope& scope) const;
  std::optional<double> ScoreOr(const QueryNode& node, const Scope& scope) const;
  std::optional<double> ScoreSameSite(const QueryNode& node, const Scope& scope) const;
  std::optional<double> ScoreTilt(const QueryNode& node, const Scope& scope) const;

  const std::vector<MemoryDocument> documents_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_TESTING_REFERENCE_SEARCH_H_
