#include "libs/rpc/byte_size.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace trialdex {
namespace {

struct Unit {
  absl::string_view name;
  uint64_t bytes;
};

// The largest first, and of two alike the one that sizes are printed in.
constexpr Unit kUnits[] = {
    {"TiB", uint64_t{1} << 40},
    {"TB", 1'000'000'000'000},
    {"GiB", uint64_t{1} << 30},
    {"GB", 1'000'000'000},
    {"MiB", uint64_t{1} << 20},
    {"MB", 1'000'000},
    {"KiB", uint64_t{1} << 10},
    {"kB", 1'000},
    {"", 1},
};

constexpr double kMost = static_cast<double>(uint64_t{1} << 63);

const Unit* FindUnit(absl::string_view name) {
  for (const Unit& unit : kUnits) {
    if (absl::EqualsIgnoreCase(unit.name, name)) return &unit;
  }
  return nullptr;
}

}  // namespace

bool AbslParseFlag(absl::string_view text, ByteSize* size, std::string* error) {
  const size_t end = std::min(text.find_first_not_of("0123456789."), text.size());
  const Unit* unit = FindUnit(text.substr(end));
  double number = 0;
  if (unit == nullptr || !absl::SimpleAtod(text.substr(0, end), &number) ||
      number * static_cast<double>(unit->bytes) >= kMost) {
    *error = "a size is a number with kB, MB, GB, TB, KiB, MiB, GiB, TiB or nothing behind it";
    return false;
  }
  size->bytes = static_cast<uint64_t>(number * static_cast<double>(unit->bytes));
  return true;
}

std::string AbslUnparseFlag(ByteSize size) {
  if (size.bytes == 0) return "0";
  for (const Unit& unit : kUnits) {
    if (size.bytes % unit.bytes == 0) return absl::StrCat(size.bytes / unit.bytes, unit.name);
  }
  return absl::StrCat(size.bytes);
}

}  // namespace trialdex
