#include "libs/index/matching/segment_order.h"

#include <algorithm>
#include <bit>
#include <string>

#include "libs/base/eight_bytes.h"

namespace trialdex {
namespace {

// The first eight bytes of `text`, zeros behind a shorter one, as a number that compares as they
// do.
uint64_t BeginOf(absl::string_view text) {
  static_assert(std::endian::native == std::endian::little, "the first byte is the lowest");
  return __builtin_bswap64(EightBytes(text));
}

// A trial to be sorted. Most ids have no more than 16 bytes: what lies side by side is sorted
// without looking for each id in memory.
struct Entry {
  Entry(SortValue value_of, absl::string_view id, uint32_t doc_number)
      : value(value_of),
        id_begin(BeginOf(id)),
        id_next(BeginOf(id.substr(std::min<size_t>(id.size(), 8)))),
        doc(doc_number) {}

  SortValue value;
  uint64_t id_begin;
  uint64_t id_next;
  uint32_t doc;
};

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
    const SegmentColumns& columns = segment.columns();
    const bool by_id = key.kind == SortKey::Kind::kId;
    std::vector<Entry> entries;
    entries.reserve(segment.doc_count());
    columns.trials().ForEach([&](uint32_t doc) {
      entries.emplace_back(by_id ? 0 : DirectedValue(columns, key, doc), columns.id(doc), doc);
    });
    std::sort(entries.begin(), entries.end(), [&](const Entry& a, const Entry& b) {
      if (a.value != b.value) return a.value < b.value;
      const Entry& first = ids_descend ? b : a;
      const Entry& second = ids_descend ? a : b;
      if (first.id_begin != second.id_begin) return first.id_begin < second.id_begin;
      if (first.id_next != second.id_next) return first.id_next < second.id_next;
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
