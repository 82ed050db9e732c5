#include "libs/trial/criteria/criteria_text.h"

#include <array>
#include <cstdint>
#include <cstring>

#include "absl/strings/ascii.h"
#include "libs/base/eight_bytes.h"
#include "libs/trial/criteria/criteria_line.h"
#include "libs/trial/criteria/eligibility_criteria.h"

namespace trialdex {
namespace {

bool IsEscape(absl::string_view text, size_t at) {
  return text[at] == '\\' && at + 1 < text.size() &&
         absl::ascii_ispunct(static_cast<unsigned char>(text[at + 1]));
}

// The bytes that AppendFolded may not simply copy: white space, what a no-break
// space begins with, and backslashes.
constexpr std::array<bool, 256> kSpecial = [] {
  std::array<bool, 256> special{};
  for (const char c : {' ', '\t', '\n', '\v', '\f', '\r', '\\', '\xC2'}) {
    special[static_cast<unsigned char>(c)] = true;
  }
  return special;
}();

// True if the eight bytes at `bytes` can be copied as they are: no special byte
// but single spaces. May be false by mistake, never true.
bool ArePlain(const char* bytes) {
  uint64_t x;
  std::memcpy(&x, bytes, sizeof(x));
  const auto equal = [&](uint8_t byte) {
    const uint64_t zero_if_equal = x ^ EightOf(byte);
    return (zero_if_equal - EightOf(0x01)) & ~zero_if_equal & EightOf(0x80);
  };
  const uint64_t control = (x - EightOf(' ')) & ~x & EightOf(0x80);
  const uint64_t spaces = equal(' ');
  return (control | equal('\\') | equal(0xC2) | (spaces & (spaces << 8))) == 0;
}

// Where the bytes from `at` on end that can be copied as they are. A single
// space between two words is copied with them.
size_t EndOfCopy(absl::string_view text, size_t at) {
  // By seven, so that two spaces across the border are seen together.
  while (at + 8 <= text.size() && ArePlain(text.data() + at)) at += 7;
  while (at < text.size()) {
    if (!kSpecial[static_cast<unsigned char>(text[at])]) {
      ++at;
    } else if (text[at] == ' ' && at + 1 < text.size() &&
               !kSpecial[static_cast<unsigned char>(text[at + 1])]) {
      at += 2;
    } else {
      break;
    }
  }
  return at;
}

}  // namespace

void AppendFolded(absl::string_view text, std::string& out) {
  bool space = !out.empty();
  size_t at = 0;
  while (at < text.size()) {
    if (const size_t bytes = LeadingSpace(text.substr(at))) {
      space = !out.empty();
      at += bytes;
      continue;
    }
    if (space) out.push_back(' ');
    space = false;
    if (IsEscape(text, at)) ++at;
    const size_t start = at;
    at = EndOfCopy(text, at + 1);
    out.append(text.data() + start, at - start);
  }
}

std::string UnescapeMarkdown(absl::string_view text) {
  std::string out;
  out.reserve(text.size());
  size_t at = 0;
  while (at < text.size()) {
    const size_t end = text.find('\\', at);
    if (end == absl::string_view::npos) break;
    out.append(text.data() + at, end - at);
    at = IsEscape(text, end) ? end + 1 : end;
    out.push_back(text[at++]);
  }
  out.append(text.data() + at, text.size() - at);
  return out;
}

}  // namespace trialdex
