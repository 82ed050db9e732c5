// Synonyms that a test lists.
#ifndef TRIALDEX_LIBS_QUERY_TESTING_LISTED_SYNONYMS_H_
#define TRIALDEX_LIBS_QUERY_TESTING_LISTED_SYNONYMS_H_

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_join.h"
#include "libs/query/synonym_source.h"

namespace trialdex {

// By the keys of a phrase, joined by blanks.
class ListedSynonyms final : public SynonymSource {
 public:
  explicit ListedSynonyms(std::map<std::string, std::vector<Synonym>> synonyms)
      : synonyms_(std::move(synonyms)) {}

  uint64_t digest() const override { return 1; }

  std::vector<SynonymMatch> FindAll(absl::Span<const std::string> keys) const override {
    std::vector<SynonymMatch> matches;
    for (size_t first = 0; first < keys.size(); ++first) {
      for (size_t count = keys.size() - first; count > 0; --count) {
        std::vector<Synonym> found = Find(keys.subspan(first, count));
        if (found.empty()) continue;
        matches.push_back({first, first + count - 1, std::move(found)});
        first += count - 1;
        break;
      }
    }
    return matches;
  }

  std::vector<Synonym> Find(absl::Span<const std::string> keys) const override {
    const auto found = synonyms_.find(absl::StrJoin(keys, " "));
    return found == synonyms_.end() ? std::vector<Synonym>() : found->second;
  }

 private:
  const std::map<std::string, std::vector<Synonym>> synonyms_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_QUERY_TESTING_LISTED_SYNONYMS_H_
