#include "libs/index/matching/segment_order.h"

#include <algorithm>
#include <array>
#include <bit>
#include <string>

#include "libs/base/eight_bytes.h"

namespace trialdex {
namespace {

// The first 16 bytes of `id`, zeros behind a shorter one, as numbers that compare as they do: most
// ids have no more, and what lies side by side is sorted without looking for each id in memory.
std::array<uint64_t, 2> BeginOf(absl::string_view id) {
  static_assert(std::endian::native == std::endian::little, "the first byte is the lowest");
  const absl::string_view rest = id.size() > 8 ? id.substr(8) : "";
  return {__builtin_bswap64(EightBytes(id)), __builtin_bswap64(EightBytes(rest))};
}

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
      std::array<uint64_t, 2> id_begin;
      uint32_t doc;
    };
    const SegmentColumns& columns = segment.columns();
    const bool by_id = key.kind == SortKey::Kind::kId;
    std::vector<Entry> entries;
    entries.reserve(segment.doc_count());
    columns.trials().ForEach([&](uint32_t doc) {
      entries.push_back(
          {by_id ? 0 : DirectedValue(columns, key, doc), BeginOf(columns.id(doc)), doc});
    });
    std::sort(entries.begin(), entries.end(), [&](const Entry& a, const Entry& b) {
      if (a.value != b.value) return a.value < b.value;
      const Entry& first = ids_descend ? b : a;
      const Entry& second = ids_descend ? a : b;
      if (first.id_begin != second.id_begin) return first.id_begin < second.id_begin;
      return columns.id(first.doc) < columns.id(second.doc);
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
