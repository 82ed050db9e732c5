// Where the query parser asks for other names of what was written.
#ifndef TRIALDEX_LIBS_QUERY_SYNONYM_SOURCE_H_
#define TRIALDEX_LIBS_QUERY_SYNONYM_SOURCE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/types/span.h"

namespace trialdex {

// Words that mean the same as others.
struct Synonym {
  // As its source writes it; one word or several.
  std::string text;
  // What finding it counts of what finding the written words counts; above 0, at most 1.
  float weight = 1.0F;
  // Who says so: a file's name, or "index:abbreviation" and the like. Shown to users.
  std::string source;
};

// Words of a query that have synonyms.
struct SynonymMatch {
  // Of the words looked at: from 0, both inclusive.
  size_t first = 0;
  size_t last = 0;
  // The best first; none is the written words themselves. Not empty.
  std::vector<Synonym> synonyms;
};

// Knows synonyms. Never changes, so that a query means one thing from its first
// page to its last. Thread-safe.
//
// Words are looked up by their keys (SynonymKey in libs/text/synonyms/synonym_key.h),
// one key for each word.
class SynonymSource {
 public:
  virtual ~SynonymSource() = default;

  // The same for the same synonyms, in another process, too; never 0.
  virtual uint64_t digest() const = 0;

  // The stretches of `keys` that have synonyms, first to last and without overlap:
  // from left to right, and at each word the longest.
  virtual std::vector<SynonymMatch> FindAll(absl::Span<const std::string> keys) const = 0;

  // Synonyms of all of `keys` together, the best first; empty if there are none.
  virtual std::vector<Synonym> Find(absl::Span<const std::string> keys) const = 0;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_QUERY_SYNONYM_SOURCE_H_
