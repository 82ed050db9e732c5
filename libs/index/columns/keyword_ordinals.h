// The values of a keyword field by number, for counting them.
#ifndef TRIALDEX_LIBS_INDEX_COLUMNS_KEYWORD_ORDINALS_H_
#define TRIALDEX_LIBS_INDEX_COLUMNS_KEYWORD_ORDINALS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "libs/index/doc_set.h"
#include "libs/index/segment_files.h"
#include "libs/schema/keywords.h"

namespace trialdex {

// The values that one keyword field has in one segment, numbered in order of their
// normal forms from 0, and for each document the numbers of its values. So a facet is
// counted by adding 1 in an array. Made by Segment::Ordinals. Immutable, thread-safe.
class KeywordOrdinals {
 public:
  // Reads all terms of `field`. Errors as SegmentFiles.
  static absl::StatusOr<KeywordOrdinals> Read(const SegmentFiles& files, KeywordField field);

  uint32_t value_count() const { return static_cast<uint32_t>(values_.size()); }
  uint32_t doc_count() const { return static_cast<uint32_t>(begin_.size() - 1); }

  // The value in its normal form: "united states". What filters are made of.
  absl::string_view normal(uint32_t ordinal) const {
    return View(values_[ordinal].normal_begin, values_[ordinal].normal_size);
  }

  // The value as most documents of the segment write it: "United States"; at a tie the
  // one that comes first in order of bytes.
  absl::string_view display(uint32_t ordinal) const {
    return View(values_[ordinal].display_begin, values_[ordinal].display_size);
  }

  // Documents with the value, deleted ones included; of these, those that write it as
  // display() does.
  uint32_t document_frequency(uint32_t ordinal) const { return values_[ordinal].docs; }
  uint32_t display_frequency(uint32_t ordinal) const { return values_[ordinal].display_docs; }

  // The ordinal of a normal form; nullopt if no document has it.
  std::optional<uint32_t> Find(absl::string_view normal) const;

  // The ordinals of `doc`, ascending, each once.
  absl::Span<const uint32_t> of(uint32_t doc) const {
    return absl::MakeConstSpan(ordinals_).subspan(begin_[doc], begin_[doc + 1] - begin_[doc]);
  }

  // The only ordinal of `doc`, which is in with_one().
  uint32_t only_of(uint32_t doc) const { return ordinals_[begin_[doc]]; }

  // Documents with exactly one value, and with more: whoever counts goes through the former, nearly
  // all of most fields, without asking how many values each has.
  const DocSet& with_one() const { return with_one_; }
  const DocSet& with_several() const { return with_several_; }

  size_t byte_size() const {
    return sizeof(*this) + with_one_.byte_size() + with_several_.byte_size() + text_.capacity() +
           values_.capacity() * sizeof(Value) +
           (begin_.capacity() + ordinals_.capacity()) * sizeof(uint32_t);
  }

 private:
  struct Value {
    uint32_t normal_begin = 0;
    uint32_t display_begin = 0;
    uint16_t normal_size = 0;
    uint16_t display_size = 0;
    uint32_t docs = 0;
    uint32_t display_docs = 0;
  };

  absl::string_view View(uint32_t begin, uint16_t size) const {
    return absl::string_view(text_).substr(begin, size);
  }
  uint32_t Append(absl::string_view text);

  // Normal forms and displays, one behind the other.
  std::string text_;
  std::vector<Value> values_;
  // ordinals_[begin_[doc]] up to, without, ordinals_[begin_[doc + 1]] are of `doc`.
  std::vector<uint32_t> begin_;
  std::vector<uint32_t> ordinals_;
  DocSet with_one_;
  DocSet with_several_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_COLUMNS_KEYWORD_ORDINALS_H_
