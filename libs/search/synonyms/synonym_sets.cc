#include "libs/search/synonyms/synonym_sets.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "xxhash.h"

namespace trialdex {

SynonymSets::SynonymSets(std::vector<std::shared_ptr<const SynonymSet>> sets)
    : sets_(std::move(sets)) {
  std::vector<uint64_t> digests;
  for (const auto& set : sets_) digests.push_back(set->digest());
  digest_ = std::max<uint64_t>(XXH3_64bits(digests.data(), digests.size() * sizeof(uint64_t)), 1);
}

std::vector<SynonymMatch> SynonymSets::FindAll(absl::Span<const std::string> keys) const {
  std::vector<SynonymMatch> matches;
  for (size_t first = 0; first < keys.size(); ++first) {
    size_t longest = 0;
    for (const auto& set : sets_) {
      longest = std::max(longest, set->LongestMatch(keys.subspan(first)));
    }
    if (longest == 0) continue;
    matches.push_back({first, first + longest - 1, Find(keys.subspan(first, longest))});
    first += longest - 1;
  }
  return matches;
}

std::vector<Synonym> SynonymSets::Find(absl::Span<const std::string> keys) const {
  std::vector<SynonymSet::Found> all;
  for (const auto& set : sets_) {
    for (const SynonymSet::Found& found : set->Find(keys)) {
      const auto known = std::find_if(all.begin(), all.end(), [&](const SynonymSet::Found& other) {
        return other.key == found.key;
      });
      if (known == all.end()) {
        all.push_back(found);
      } else if (known->weight < found.weight) {
        *known = found;
      }
    }
  }
  std::stable_sort(
      all.begin(), all.end(),
      [](const SynonymSet::Found& a, const SynonymSet::Found& b) { return a.weight > b.weight; });
  std::vector<Synonym> synonyms;
  synonyms.reserve(all.size());
  for (const SynonymSet::Found& found : all) {
    synonyms.push_back({std::string(found.text), found.weight, std::string(found.source)});
  }
  return synonyms;
}

}  // namespace trialdex
