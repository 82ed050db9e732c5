#include "libs/search/suggest/sort_by_text.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstring>
#include <utility>

#include "absl/types/span.h"
#include "libs/base/eight_bytes.h"

namespace trialdex {
namespace {

constexpr size_t kKeyBytes = sizeof(uint64_t);

// A place and the next bytes of what follows it.
struct Keyed {
  uint64_t key;
  uint32_t start;
};

// Places [first, last) which agree in the first `depth` bytes.
struct Group {
  size_t first;
  size_t last;
  size_t depth;
};

// The bytes at `at` up to the first NUL, then NULs; as a number that is in their order.
uint64_t KeyAt(const char* at) {
  static_assert(std::endian::native == std::endian::little, "the first byte is the lowest");
  uint64_t word = 0;
  std::memcpy(&word, at, sizeof(word));
  // The highest bit of the first byte that is 0, and maybe of others behind it.
  const uint64_t zeros = (word - EightOf(0x01)) & ~word & EightOf(0x80);
  const uint64_t first = zeros & -zeros;
  if (first != 0) word &= (first >> 7) - 1;
  return __builtin_bswap64(word);
}

// From so many places on, passes over all of them take less time than comparing them.
constexpr size_t kMany = 2000;
constexpr int kDigitBits = 11;
constexpr size_t kDigits = size_t{1} << kDigitBits;

// Sorts by key, by one digit of it after the other, the lowest first: those with the same digit
// keep their order, and so do those with the same key. `spare` is room that grows.
void SortMany(absl::Span<Keyed> keyed, std::vector<Keyed>& spare) {
  spare.resize(std::max(spare.size(), keyed.size()));
  Keyed* from = keyed.data();
  Keyed* to = spare.data();
  for (int shift = 0; shift < 64; shift += kDigitBits) {
    const auto digit = [shift](const Keyed& place) { return place.key >> shift & (kDigits - 1); };
    // Where the next place with each digit goes.
    std::array<size_t, kDigits + 1> next = {};
    for (size_t i = 0; i < keyed.size(); ++i) ++next[digit(from[i]) + 1];
    for (size_t i = 1; i < next.size(); ++i) next[i] += next[i - 1];
    for (size_t i = 0; i < keyed.size(); ++i) to[next[digit(from[i])]++] = from[i];
    std::swap(from, to);
  }
  static_assert((63 / kDigitBits + 1) % 2 == 0, "an even number of passes ends where it began");
}

bool EndsIn(uint64_t key) { return (key & 0xff) == 0; }

}  // namespace

void SortByText(std::string& bytes, std::vector<uint32_t>& starts) {
  // So that eight bytes can be read at the last place, too.
  const size_t size = bytes.size();
  bytes.append(kKeyBytes, '\0');
  // Ascending, so that places with the same key come by their number.
  std::sort(starts.begin(), starts.end());
  std::vector<Keyed> keyed(starts.size());
  for (size_t i = 0; i < starts.size(); ++i) keyed[i].start = starts[i];
  std::vector<Keyed> spare;
  std::vector<Group> groups = {{0, keyed.size(), 0}};
  while (!groups.empty()) {
    const Group group = groups.back();
    groups.pop_back();
    const auto begin = keyed.begin() + static_cast<ptrdiff_t>(group.first);
    const auto end = keyed.begin() + static_cast<ptrdiff_t>(group.last);
    for (auto place = begin; place != end; ++place) {
      place->key = KeyAt(bytes.data() + place->start + group.depth);
    }
    if (group.last - group.first >= kMany) {
      SortMany(absl::MakeSpan(keyed).subspan(group.first, group.last - group.first), spare);
    } else {
      std::sort(begin, end, [](const Keyed& a, const Keyed& b) {
        return a.key != b.key ? a.key < b.key : a.start < b.start;
      });
    }
    for (size_t first = group.first; first < group.last;) {
      const uint64_t key = keyed[first].key;
      size_t last = first + 1;
      while (last < group.last && keyed[last].key == key) ++last;
      if (last - first > 1 && !EndsIn(key)) {
        groups.push_back({first, last, group.depth + kKeyBytes});
      }
      first = last;
    }
  }
  for (size_t i = 0; i < starts.size(); ++i) starts[i] = keyed[i].start;
  bytes.resize(size);
}

}  // namespace trialdex
