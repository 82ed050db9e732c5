#include "libs/search/suggest/completion_list.h"

#include <algorithm>
#include <cstring>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/search/suggest/sort_by_text.h"

namespace trialdex {
namespace {

// Bytes of the code point that begins at `at`.
size_t CodePointSize(absl::string_view text, size_t at) {
  size_t size = 1;
  while (at + size < text.size() && (static_cast<unsigned char>(text[at + size]) & 0xC0) == 0x80) {
    ++size;
  }
  return size;
}

}  // namespace

void CompletionList::Add(absl::string_view folded) {
  const auto begin = static_cast<uint32_t>(bytes_.size());
  for (size_t i = 0; i < folded.size(); ++i) {
    if (i == 0 || folded[i - 1] == ' ') starts_.push_back(begin + static_cast<uint32_t>(i));
  }
  bytes_.append(folded.data(), folded.size());
  bytes_.push_back('\0');
  begins_.push_back(static_cast<uint32_t>(bytes_.size()));
}

void CompletionList::Finish() {
  // Each text ends in a NUL, which comes before every other byte.
  SortByText(bytes_, starts_);
  bytes_.shrink_to_fit();
  begins_.shrink_to_fit();
  starts_.shrink_to_fit();
}

absl::string_view CompletionList::From(uint32_t start) const {
  return absl::string_view(bytes_.data() + start);
}

CompletionList::Range CompletionList::Narrow(Range range, absl::string_view prefix) const {
  const auto begin = starts_.begin();
  const auto first = std::lower_bound(
      begin + static_cast<ptrdiff_t>(range.first), begin + static_cast<ptrdiff_t>(range.last),
      prefix, [this](uint32_t start, absl::string_view wanted) {
        return std::strncmp(bytes_.data() + start, wanted.data(), wanted.size()) < 0;
      });
  const auto last = std::upper_bound(first, begin + static_cast<ptrdiff_t>(range.last), prefix,
                                     [this](absl::string_view wanted, uint32_t start) {
                                       return std::strncmp(wanted.data(), bytes_.data() + start,
                                                           wanted.size()) < 0;
                                     });
  return {static_cast<size_t>(first - begin), static_cast<size_t>(last - begin)};
}

uint32_t CompletionList::NumberAt(uint32_t start) const {
  const auto after = std::upper_bound(begins_.begin(), begins_.end(), start);
  return static_cast<uint32_t>(after - begins_.begin()) - 1;
}

void CompletionList::Visit(Range range, Visitor visit) const {
  for (size_t i = range.first; i < range.last; ++i) {
    const uint32_t number = NumberAt(starts_[i]);
    visit(number, begins_[number] == starts_[i]);
  }
}

void CompletionList::FindPrefix(absl::string_view typed, Visitor visit) const {
  Visit(Narrow(All(), typed), visit);
}

size_t CompletionList::CountPrefix(absl::string_view typed) const {
  const Range range = Narrow(All(), typed);
  return range.last - range.first;
}

void CompletionList::FindNear(absl::string_view typed, Visitor visit) const {
  const auto look_for = [&](Range range, absl::string_view head, absl::string_view next,
                            absl::string_view tail) {
    Visit(Narrow(range, absl::StrCat(head, next, tail)), visit);
  };
  for (size_t at = 0; at < typed.size();) {
    // The edit is here: everything before is as typed.
    const absl::string_view head = typed.substr(0, at);
    const absl::string_view letter = typed.substr(at, CodePointSize(typed, at));
    const absl::string_view tail = typed.substr(at + letter.size());
    const Range same_head = Narrow(All(), head);
    if (same_head.first == same_head.last) return;
    look_for(same_head, head, "", tail);
    if (!tail.empty()) {
      const absl::string_view second = tail.substr(0, CodePointSize(tail, 0));
      look_for(same_head, head, absl::StrCat(second, letter), tail.substr(second.size()));
    }
    for (Range rest = same_head; rest.first < rest.last;) {
      const absl::string_view after = From(starts_[rest.first]).substr(head.size());
      if (after.empty()) {
        ++rest.first;
        continue;
      }
      const absl::string_view other = after.substr(0, CodePointSize(after, 0));
      const Range with_other = Narrow(rest, absl::StrCat(head, other));
      if (other != letter) {
        look_for(with_other, head, other, tail);
        look_for(with_other, head, other, typed.substr(at));
      }
      rest.first = with_other.last;
    }
    at += letter.size();
  }
}

void CompletionList::FindWhole(absl::string_view folded,
                               absl::FunctionRef<void(uint32_t)> visit) const {
  const Range range = Narrow(All(), folded);
  // Nothing comes before the NUL: the whole ones are the first of the range.
  for (size_t i = range.first; i < range.last; ++i) {
    if (bytes_[starts_[i] + folded.size()] != '\0') return;
    const uint32_t number = NumberAt(starts_[i]);
    if (begins_[number] == starts_[i]) visit(number);
  }
}

bool HasWordPrefix(absl::string_view text, absl::string_view typed) {
  if (absl::StartsWith(text, typed)) return true;
  for (size_t space = text.find(' '); space != absl::string_view::npos;
       space = text.find(' ', space + 1)) {
    if (absl::StartsWith(text.substr(space + 1), typed)) return true;
  }
  return false;
}

}  // namespace trialdex
