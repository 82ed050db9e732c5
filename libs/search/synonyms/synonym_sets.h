// Several sets of synonyms as one source.
#ifndef TRIALDEX_LIBS_SEARCH_SYNONYMS_SYNONYM_SETS_H_
#define TRIALDEX_LIBS_SEARCH_SYNONYMS_SYNONYM_SETS_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/types/span.h"
#include "libs/query/synonym_source.h"
#include "libs/text/synonyms/synonym_set.h"

namespace trialdex {

// What any of the sets knows; what several know, with its highest weight. Thread-safe.
class SynonymSets final : public SynonymSource {
 public:
  // None is null. Where weights are equal, what an earlier set knows comes first.
  explicit SynonymSets(std::vector<std::shared_ptr<const SynonymSet>> sets);

  uint64_t digest() const override { return digest_; }
  std::vector<SynonymMatch> FindAll(absl::Span<const std::string> keys) const override;
  std::vector<Synonym> Find(absl::Span<const std::string> keys) const override;

 private:
  const std::vector<std::shared_ptr<const SynonymSet>> sets_;
  uint64_t digest_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_SYNONYMS_SYNONYM_SETS_H_
