#include "libs/sources/ctgov_xml/wrapped_text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/strip.h"

namespace trialdex::ctgov_xml {
namespace {

constexpr size_t kListIndent = 2;
constexpr absl::string_view kBlanks = " \t\r";

// Takes the next line off `text`, without its end and trailing white space.
absl::string_view TakeLine(absl::string_view& text) {
  const size_t end = text.find('\n');
  const bool is_last = end == absl::string_view::npos;
  const absl::string_view line = text.substr(0, end);
  text.remove_prefix(is_last ? text.size() : end + 1);
  return line.substr(0, line.find_last_not_of(kBlanks) + 1);
}

size_t IndentOf(absl::string_view line) {
  return std::min(line.find_first_not_of(kBlanks), line.size());
}

// The smallest indentation of a line that is not blank.
size_t SharedIndent(absl::string_view text) {
  size_t shared = absl::string_view::npos;
  while (!text.empty()) {
    const absl::string_view line = TakeLine(text);
    if (!line.empty()) shared = std::min(shared, IndentOf(line));
  }
  return shared;
}

// Bytes of the list marker that `line` begins with; 0 if there is none.
size_t MarkerSize(absl::string_view line) {
  size_t size = 0;
  if (line.front() == '-' || line.front() == '*') {
    size = 1;
  } else if (absl::StartsWith(line, "•")) {
    size = absl::string_view("•").size();
  } else {
    while (size < line.size() && size < 3 && absl::ascii_isdigit(line[size])) ++size;
    if (size == 0 && absl::ascii_isalpha(line.front())) size = 1;
    if (size == 0 || size == line.size() || (line[size] != '.' && line[size] != ')')) return 0;
    ++size;
  }
  return size < line.size() && line[size] == ' ' ? size : 0;
}

void AppendUtf8(std::string& out, uint32_t code) {
  const auto put = [&out](uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0 | (code >> 6));
    put(0x80 | (code & 0x3F));
  } else if (code < 0x10000) {
    put(0xE0 | (code >> 12));
    put(0x80 | ((code >> 6) & 0x3F));
    put(0x80 | (code & 0x3F));
  } else {
    put(0xF0 | (code >> 18));
    put(0x80 | ((code >> 12) & 0x3F));
    put(0x80 | ((code >> 6) & 0x3F));
    put(0x80 | (code & 0x3F));
  }
}

// Appends the character that `name` ("lt", "#60", "#x3C") stands for; false,
// and nothing appended, if it stands for none.
bool AppendEntity(std::string& out, absl::string_view name) {
  constexpr std::array<std::pair<absl::string_view, char>, 5> kNamed = {
      {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}}};
  for (const auto& [known, character] : kNamed) {
    if (name == known) {
      out.push_back(character);
      return true;
    }
  }
  if (!absl::ConsumePrefix(&name, "#")) return false;
  uint32_t code = 0;
  const bool is_number = absl::ConsumePrefix(&name, "x") ? absl::SimpleHexAtoi(name, &code)
                                                         : absl::SimpleAtoi(name, &code);
  const bool is_surrogate = code >= 0xD800 && code < 0xE000;
  if (!is_number || code < 0x20 || is_surrogate || code > 0x10FFFF) return false;
  AppendUtf8(out, code);
  return true;
}

// Decodes XML escapes, once; what is none stays as it is.
std::string Unescape(std::string text) {
  constexpr size_t kLongestName = 8;
  size_t escape = text.find('&');
  if (escape == std::string::npos) return text;
  std::string out;
  out.reserve(text.size());
  absl::string_view rest = text;
  while (escape != absl::string_view::npos) {
    out.append(rest.data(), escape);
    rest.remove_prefix(escape + 1);
    const size_t end = rest.substr(0, kLongestName + 1).find(';');
    if (end != absl::string_view::npos && AppendEntity(out, rest.substr(0, end))) {
      rest.remove_prefix(end + 1);
    } else {
      out.push_back('&');
    }
    escape = rest.find('&');
  }
  out.append(rest.data(), rest.size());
  return out;
}

void AppendTo(std::string& out, absl::string_view text) { out.append(text.data(), text.size()); }

}  // namespace

std::string UnwrapText(absl::string_view text) {
  const size_t shared_indent = SharedIndent(text);
  std::string out;
  out.reserve(text.size());
  bool after_blank = true;
  bool in_item = false;
  while (!text.empty()) {
    const absl::string_view line = TakeLine(text);
    if (line.empty()) {
      after_blank = true;
      continue;
    }
    const size_t indent = IndentOf(line);
    const absl::string_view body = line.substr(indent);
    if (!after_blank && !absl::StartsWith(body, "-  ")) {
      out.push_back(' ');
      AppendTo(out, body);
      continue;
    }
    after_blank = false;
    const size_t marker = MarkerSize(body);
    const bool was_in_item = std::exchange(in_item, marker > 0);
    if (!out.empty()) AppendTo(out, was_in_item && in_item ? "\n" : "\n\n");
    const size_t nesting = indent - shared_indent;
    out.append(nesting >= kListIndent ? nesting - kListIndent : nesting, ' ');
    if (in_item) {
      AppendTo(out, body.substr(0, marker));
      out.push_back(' ');
    }
    AppendTo(out, absl::StripLeadingAsciiWhitespace(body.substr(marker)));
  }
  return Unescape(std::move(out));
}

std::string PlainText(absl::string_view text) {
  text = absl::StripAsciiWhitespace(text);
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    if (!out.empty()) out.push_back('\n');
    AppendTo(out, TakeLine(text));
  }
  return Unescape(std::move(out));
}

}  // namespace trialdex::ctgov_xml
