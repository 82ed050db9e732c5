#include "libs/index/column_row.h"

#include <bit>

#include "absl/strings/str_cat.h"

namespace trialdex {
namespace {

constexpr char kVersion = 2;
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
int64_t UnZigZag(uint64_t value) {
  return static_cast<int64_t>(value >> 1) ^ -static_cast<int64_t>(value & 1);
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

// Takes a row apart from the front. Once it ran out, everything is 0 and ok() false.
class Reader {
 public:
  explicit Reader(absl::string_view bytes) : rest_(bytes) {}

  bool ok() const { return ok_; }
  bool done() const { return ok_ && rest_.empty(); }

  absl::string_view Take(uint64_t size) {
    if (size > rest_.size()) {
      ok_ = false;
      rest_ = {};
      return {};
    }
    const absl::string_view taken = rest_.substr(0, size);
    rest_.remove_prefix(size);
    return taken;
  }

  uint64_t Varint() {
    uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      const absl::string_view byte = Take(1);
      if (byte.empty()) return 0;
      value |= static_cast<uint64_t>(byte[0] & 0x7f) << shift;
      if ((byte[0] & 0x80) == 0) return value;
    }
    ok_ = false;
    return 0;
  }

  // False if there cannot be so many.
  bool Points(std::vector<SitePoint>& points) {
    const uint64_t count = Varint();
    points.clear();
    if (count > rest_.size()) return false;
    SitePoint point;
    for (uint64_t i = 0; i < count; ++i) {
      point.site += static_cast<uint32_t>(Varint());
      point.latitude += static_cast<int32_t>(UnZigZag(Varint()));
      point.longitude += static_cast<int32_t>(UnZigZag(Varint()));
      points.push_back(point);
    }
    return true;
  }

  ColumnValue Value(ColumnType type) {
    switch (type) {
      case ColumnType::kDay: {
        const int64_t earliest = UnZigZag(Varint());
        return DayRange{static_cast<int32_t>(earliest),
                        static_cast<int32_t>(earliest + static_cast<int64_t>(Varint()))};
      }
      case ColumnType::kInteger:
      case ColumnType::kCount:
        return UnZigZag(Varint());
      case ColumnType::kReal:
        break;
    }
    uint64_t bits = 0;
    int shift = 0;
    for (const char byte : Take(8)) {
      bits |= static_cast<uint64_t>(static_cast<uint8_t>(byte)) << shift;
      shift += 8;
    }
    return std::bit_cast<double>(bits);
  }

 private:
  absl::string_view rest_;
  bool ok_ = true;
};

}  // namespace

void EncodeColumnRow(const ColumnRow& row, std::string* bytes) {
  bytes->assign(1, kVersion);
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

absl::Status DecodeColumnRow(absl::string_view bytes, ColumnRow* row) {
  Reader reader(bytes);
  const absl::string_view version = reader.Take(1);
  if (version.empty() || version[0] != kVersion) {
    return absl::DataLossError("a column row of another version");
  }
  row->id = reader.Take(reader.Varint());
  const uint64_t present = reader.Varint();
  if (kColumnCount < 64 && present >> kColumnCount != 0) {
    return absl::DataLossError("a column row with unknown columns");
  }
  const auto infos = AllColumns();
  for (size_t i = 0; i < kColumnCount; ++i) {
    row->columns[i].reset();
    if ((present >> i & 1) != 0) row->columns[i] = reader.Value(infos[i].type);
  }
  const uint64_t count = reader.Varint();
  if (count > kTextFieldCount) return absl::DataLossError("a column row with too many lengths");
  row->lengths.clear();
  uint64_t ordinal = 0;
  for (uint64_t i = 0; i < count; ++i) {
    ordinal += reader.Varint();
    if (ordinal >= kTextFieldCount) return absl::DataLossError("a length of an unknown field");
    row->lengths.push_back(
        {static_cast<TextField>(ordinal), static_cast<uint32_t>(reader.Varint())});
  }
  if (!reader.Points(row->points)) return absl::DataLossError("a column row with too many points");
  if (!reader.done()) return absl::DataLossError("a column row that is cut or too long");
  return absl::OkStatus();
}

}  // namespace trialdex
