#include "libs/index/matching/list_uses.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <utility>

#include "libs/index/matching/part_keys.h"
#include "libs/index/matching/part_list.h"

namespace trialdex {
namespace {

// What is not made whole at the second use is not made at the third.
constexpr int kMostUses = 2;

struct Uses {
  int count = 0;

  size_t byte_size() const { return sizeof(*this); }
};

int UsesOf(const CacheKey& key, const Segment& segment) {
  const auto uses = segment.cache().Find<Uses>(segment.cache_owner(), UsesKey(key));
  return uses == nullptr ? 0 : uses->count;
}

bool IsKept(const CacheKey& key, const Segment& segment) {
  return segment.cache().Find<PartList>(segment.cache_owner(), key) != nullptr;
}

void NoteUse(const CacheKey& key, const Segment& segment) {
  if (IsKept(key, segment)) return;
  const int before = UsesOf(key, segment);
  if (before >= kMostUses) return;
  segment.cache().Replace(segment.cache_owner(), UsesKey(key),
                          std::make_shared<const Uses>(Uses{before + 1}));
}

}  // namespace

bool WasUsed(const CacheKey& key, const Segment& segment) { return UsesOf(key, segment) > 0; }

void NoteUse(const PreparedQuery& query, const Segment& segment) {
  query.ForEachTerms([&segment](const PreparedQuery::Terms& terms) {
    NoteUse(terms.key, segment);
    for (const CacheKey& key : terms.place_keys) NoteUse(key, segment);
  });
}

bool NeedsLists(const PreparedQuery& query, const Segment& segment) {
  const auto is_kept = [&segment](const CacheKey& key) { return IsKept(key, segment); };
  bool needs = false;
  query.ForEachTerms([&](const PreparedQuery::Terms& terms) {
    if (needs || is_kept(terms.key)) return;
    // Where a phrase stands may be read where it matters only.
    const bool has_places = !terms.place_keys.empty() &&
                            std::all_of(terms.place_keys.begin(), terms.place_keys.end(), is_kept);
    needs = !has_places && UsesOf(terms.key, segment) < kMostUses;
  });
  return needs;
}

}  // namespace trialdex
