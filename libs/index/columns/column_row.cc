#include "libs/index/columns/column_row.h"

#include <bit>

namespace trialdex {
namespace {

static_assert(kColumnCount <= 64, "presence is a bit set of 64");

void AppendVarint(uint64_t value, std::string* bytes) {
  while (value >= 0x80) {
    bytes->push_back(static_cast<char>(value | 0x80));
    value >>= 7;
  }
  bytes->push_back(static_cast<char>(value));
}

uint64_t ZigZag(int64_t value) {
  return static_cast<uint64_t>(value) << 1 ^ static_cast<uint64_t>(value >> 63);
}

struct AppendValue {
  void operator()(const DayRange& days) const {
    AppendVarint(ZigZag(days.earliest), bytes);
    AppendVarint(static_cast<uint64_t>(int64_t{days.latest} - days.earliest), bytes);
  }
  void operator()(int64_t number) const { AppendVarint(ZigZag(number), bytes); }
  void operator()(double number) const {
    const auto bits = std::bit_cast<uint64_t>(number);
    for (int shift = 0; shift < 64; shift += 8) bytes->push_back(static_cast<char>(bits >> shift));
  }
  std::string* bytes;
};

// Sites of one city share a point, and those of a country are near: differences are small.
void AppendPoints(const std::vector<SitePoint>& points, std::string* bytes) {
  AppendVarint(points.size(), bytes);
  SitePoint previous;
  for (const SitePoint& point : points) {
    AppendVarint(point.site - previous.site, bytes);
    AppendVarint(ZigZag(int64_t{point.latitude} - previous.latitude), bytes);
    AppendVarint(ZigZag(int64_t{point.longitude} - previous.longitude), bytes);
    previous = point;
  }
}

}  // namespace

void EncodeColumnRow(const ColumnRow& row, std::string* bytes) {
  bytes->assign(1, static_cast<char>(kColumnRowVersion));
  AppendVarint(row.id.size(), bytes);
  bytes->append(row.id.data(), row.id.size());
  uint64_t present = 0;
  for (size_t i = 0; i < kColumnCount; ++i) {
    if (row.columns[i].has_value()) present |= uint64_t{1} << i;
  }
  AppendVarint(present, bytes);
  for (const auto& value : row.columns) {
    if (value.has_value()) std::visit(AppendValue{bytes}, *value);
  }
  AppendVarint(row.lengths.size(), bytes);
  uint32_t previous = 0;
  for (const FieldLength& length : row.lengths) {
    const auto ordinal = static_cast<uint32_t>(length.field);
    AppendVarint(ordinal - previous, bytes);
    AppendVarint(length.tokens, bytes);
    previous = ordinal;
  }
  AppendPoints(row.points, bytes);
}

}  // namespace trialdex
