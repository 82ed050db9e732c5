#include "libs/index/matching/selected_docs.h"

#include <utility>

#include "libs/base/status_macros.h"
#include "libs/index/matching/filter_matcher.h"
#include "libs/index/matching/part_keys.h"

namespace trialdex {

absl::StatusOr<std::shared_ptr<const SelectedDocs>> SelectDocs(const FilterNode& filter,
                                                               const Segment& segment) {
  return SelectDocs(filter, FilterKey(filter), segment);
}

absl::StatusOr<std::shared_ptr<const SelectedDocs>> SelectDocs(const FilterNode& filter,
                                                               const CacheKey& key,
                                                               const Segment& segment) {
  return segment.cache().FindOrMake<SelectedDocs>(
      segment.cache_owner(), key, [&]() -> absl::StatusOr<SelectedDocs> {
        ASSIGN_OR_RETURN(DocSet docs, MatchFilter(filter, segment));
        const uint32_t count = docs.Count();
        return SelectedDocs{std::move(docs), count};
      });
}

}  // namespace trialdex
