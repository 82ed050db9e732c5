#include "libs/index/reading/term_dictionary.h"

#include <algorithm>
#include <limits>

#include "libs/base/status_macros.h"
#include "libs/index/reading/byte_input.h"

namespace trialdex {
namespace {

absl::Status Damaged() { return absl::DataLossError("a term dictionary is damaged"); }

// The number of terms that a header tells.
absl::StatusOr<uint64_t> ReadHeader(ByteInput& in) {
  const bool known_format = in.BigEndian(sizeof(uint32_t)) == kTermsFormat;
  const uint64_t count = in.BigEndian(sizeof(uint64_t));
  const bool known_intervals = in.BigEndian(sizeof(uint32_t)) == kIndexInterval &&
                               in.BigEndian(sizeof(uint32_t)) == kSkipInterval &&
                               in.BigEndian(sizeof(uint32_t)) == kMaxSkipLevels;
  if (!in.ok() || !known_format || !known_intervals) return Damaged();
  return count;
}

// Compares the terms of a dictionary, one after the other, with one that is looked for.
// What a term shares with the one before it need not be looked at again.
class Comparison {
 public:
  Comparison(SegmentField field, absl::string_view text) : field_(field), text_(text) {}

  // Goes to the first term, of which all is known, or to the next. Below 0 if it is before
  // the wanted one, above 0 if it is after it.
  int Begin(absl::string_view text) {
    matched_ = 0;
    size_ = 0;
    return Next(0, text);
  }
  int Next(uint64_t shared, absl::string_view rest) {
    if (shared <= matched_) {
      const absl::string_view wanted = text_.substr(shared);
      const size_t same = static_cast<size_t>(
          std::mismatch(rest.begin(), rest.end(), wanted.begin(), wanted.end()).first -
          rest.begin());
      matched_ = shared + same;
      if (same < rest.size() && same < wanted.size()) {
        order_ = static_cast<uint8_t>(rest[same]) < static_cast<uint8_t>(wanted[same]) ? -1 : 1;
      } else {
        order_ = same < rest.size() ? 1 : same < wanted.size() ? -1 : 0;
      }
    }
    size_ = shared + rest.size();
    return order_;
  }

  int WithField(uint64_t field) const {
    const auto wanted = static_cast<uint64_t>(field_);
    return field != wanted ? (field < wanted ? -1 : 1) : order_;
  }
  // Bytes of the newest term.
  uint64_t size() const { return size_; }

 private:
  const SegmentField field_;
  const absl::string_view text_;
  // Bytes that the newest term begins with as the wanted one does.
  uint64_t matched_ = 0;
  uint64_t size_ = 0;
  int order_ = 0;
};

}  // namespace

absl::StatusOr<TermDictionary> TermDictionary::Open(const SegmentInput& segment) {
  TermDictionary dictionary(segment);
  const absl::string_view terms = segment.file(SegmentFile::kTerms);
  ByteInput terms_header(terms);
  ASSIGN_OR_RETURN(dictionary.term_count_, ReadHeader(terms_header));
  ByteInput in(segment.file(SegmentFile::kTermIndex));
  ASSIGN_OR_RETURN(const uint64_t count, ReadHeader(in));
  const bool one_each = count == dictionary.term_count_ / kIndexInterval +
                                     (dictionary.term_count_ % kIndexInterval == 0 ? 0 : 1);
  if (!one_each || count > in.left() || in.left() > std::numeric_limits<uint32_t>::max()) {
    return Damaged();
  }
  dictionary.entries_.reserve(count);
  std::string text;
  Entry entry;
  for (uint64_t i = 0; i < count; ++i) {
    const TermEntry read = TermEntry::Read(in, entry.postings);
    entry.next += in.Vint();
    // The first entry is before all terms and has no field.
    const bool known_field = i == 0 || read.field < kSegmentFields.size();
    if (!in.ok() || read.shared > text.size() || !known_field || entry.next > terms.size()) {
      return Damaged();
    }
    text.resize(read.shared);
    text.append(read.rest.data(), read.rest.size());
    // What all texts together may take is what fits Entry::text_end.
    if (text.size() > std::numeric_limits<uint32_t>::max() - dictionary.text_.size()) {
      return Damaged();
    }
    dictionary.text_.append(text);
    entry.field = static_cast<uint32_t>(read.field);
    entry.text_end = static_cast<uint32_t>(dictionary.text_.size());
    dictionary.entries_.push_back(entry);
  }
  dictionary.text_.shrink_to_fit();
  return dictionary;
}

size_t TermDictionary::LastBefore(SegmentField field, absl::string_view wanted) const {
  const auto number = static_cast<uint32_t>(field);
  size_t low = 0;
  size_t high = entries_.size();
  while (high - low > 1) {
    const size_t middle = low + (high - low) / 2;
    const Entry& entry = entries_[middle];
    if (entry.field != number ? entry.field < number : text(middle) < wanted) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return low;
}

absl::StatusOr<TermPostings> TermDictionary::Find(SegmentField field,
                                                  absl::string_view wanted) const {
  if (entries_.empty()) return TermPostings{};
  const size_t before = LastBefore(field, wanted);
  ByteInput in(segment_->file(SegmentFile::kTerms));
  in.Seek(entries_[before].next);
  TermPostings postings = entries_[before].postings;
  Comparison comparison(field, wanted);
  comparison.Begin(text(before));
  const uint64_t left =
      std::min<uint64_t>(kIndexInterval, term_count_ - uint64_t{before} * kIndexInterval);
  for (uint64_t i = 0; i < left; ++i) {
    const TermEntry entry = TermEntry::Read(in, postings);
    if (!in.ok() || entry.shared > comparison.size()) return Damaged();
    comparison.Next(entry.shared, entry.rest);
    const int order = comparison.WithField(entry.field);
    if (order == 0) return postings;
    if (order > 0) break;
  }
  return TermPostings{};
}

TermCursor TermDictionary::Before(SegmentField field, absl::string_view wanted) const {
  if (entries_.empty()) return TermCursor(*segment_);
  const size_t before = LastBefore(field, wanted);
  const Entry& entry = entries_[before];
  return TermCursor(*segment_,
                    {entry.next, uint64_t{before} * kIndexInterval, text(before), entry.postings});
}

}  // namespace trialdex
