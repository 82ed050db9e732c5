#include "libs/index/matching/segment_order.h"

#include <algorithm>
#include <string>

namespace trialdex {
namespace {

std::string KeyOf(const SortKey& key, bool ids_descend) {
  const bool by_id = key.kind == SortKey::Kind::kId;
  return {'S', by_id ? '\xFF' : static_cast<char>(key.column),
          static_cast<char>(!by_id && key.descending), static_cast<char>(ids_descend)};
}

}  // namespace

absl::StatusOr<std::shared_ptr<const SegmentOrder>> SegmentOrder::Of(const Segment& segment,
                                                                     const SortKey& key,
                                                                     bool ids_descend) {
  const auto make = [&]() -> absl::StatusOr<SegmentOrder> {
    struct Entry {
      SortValue value;
      uint32_t doc;
    };
    const SegmentColumns& columns = segment.columns();
    const bool by_id = key.kind == SortKey::Kind::kId;
    std::vector<Entry> entries;
    entries.reserve(segment.doc_count());
    columns.trials().ForEach([&](uint32_t doc) {
      entries.push_back({by_id ? 0 : DirectedValue(columns, key, doc), doc});
    });
    std::sort(entries.begin(), entries.end(), [&](const Entry& a, const Entry& b) {
      if (a.value != b.value) return a.value < b.value;
      const int order = columns.id(a.doc).compare(columns.id(b.doc));
      return ids_descend ? order > 0 : order < 0;
    });
    std::vector<uint32_t> docs;
    docs.reserve(entries.size());
    for (const Entry& entry : entries) docs.push_back(entry.doc);
    return SegmentOrder(std::move(docs));
  };
  return segment.cache().FindOrMake<SegmentOrder>(segment.cache_owner(), KeyOf(key, ids_descend),
                                                  make);
}

}  // namespace trialdex
