// What lists of documents are kept under in a segment's cache.
#ifndef TRIALDEX_LIBS_INDEX_MATCHING_PART_KEYS_H_
#define TRIALDEX_LIBS_INDEX_MATCHING_PART_KEYS_H_

#include <array>
#include <string>

#include "absl/strings/string_view.h"
#include "libs/index/cache_key.h"
#include "libs/query/query_node.h"
#include "libs/schema/areas.h"

namespace trialdex {

// How frequencies are weighed: lists of other weights or average lengths are others.
std::string ScaleKey(const FieldWeights& weights,
                     const std::array<double, kTextFieldCount>& average_lengths);

// `scale` is a ScaleKey. Places have no patterns. No two that differ in what they find or
// in a frequency part have the same key.
CacheKey WordKey(const Place& place, Coverage coverage, absl::string_view scale);
CacheKey PhraseKey(const QueryNode& phrase, absl::string_view scale);

// Of the documents that were looked at for a phrase of that PhraseKey.
CacheKey LookedAtKey(const CacheKey& phrase_key);

// Of how often the list of `list_key` was asked for.
CacheKey UsesKey(const CacheKey& list_key);

// Of what matches `clause`, which has no patterns, on single sites.
CacheKey SiteClauseKey(const QueryNode& clause);

// Of what `filter` selects.
CacheKey FilterKey(const FilterNode& filter);

// Of the words of `place`, wherever they stand.
std::string TermsKey(const Place& place);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_MATCHING_PART_KEYS_H_
