#include "libs/index/columns/keyword_ordinals.h"

#include <algorithm>

#include "libs/base/status_macros.h"

namespace trialdex {
namespace {

// A document has a value.
struct Pair {
  uint32_t doc;
  uint32_t ordinal;
};

}  // namespace

uint32_t KeywordOrdinals::Append(absl::string_view text) {
  const auto begin = static_cast<uint32_t>(text_.size());
  text_.append(text.data(), text.size());
  return begin;
}

absl::StatusOr<KeywordOrdinals> KeywordOrdinals::Read(const SegmentFiles& files,
                                                      KeywordField field) {
  KeywordOrdinals result;
  std::vector<Pair> pairs;
  result.begin_.resize(files.doc_count() + 1);
  // Spellings of one value are neighbours, and no document has two of them.
  const auto add = [&](absl::string_view term, absl::Span<const uint32_t> docs) {
    const KeywordTermParts parts = SplitKeywordTerm(field, term);
    const auto count = static_cast<uint32_t>(docs.size());
    if (count == 0) return true;
    if (result.values_.empty() || result.normal(result.value_count() - 1) != parts.normal) {
      Value value;
      value.normal_begin = result.Append(parts.normal);
      value.normal_size = static_cast<uint16_t>(parts.normal.size());
      result.values_.push_back(value);
    }
    Value& value = result.values_.back();
    value.docs += count;
    if (count > value.display_docs) {
      const bool is_normal = parts.written == parts.normal;
      value.display_begin = is_normal ? value.normal_begin : result.Append(parts.written);
      value.display_size = static_cast<uint16_t>(parts.written.size());
      value.display_docs = count;
    }
    for (const uint32_t doc : docs) {
      pairs.push_back({doc, result.value_count() - 1});
      ++result.begin_[doc + 1];
    }
    return true;
  };
  RETURN_IF_ERROR(files.ForEachTermDocs(TermField::kKeyword, KeywordPrefix(field), add));

  // Pairs come by ordinal: dealt out to their documents in this order they stay so.
  for (size_t doc = 1; doc < result.begin_.size(); ++doc) {
    result.begin_[doc] += result.begin_[doc - 1];
  }
  std::vector<uint32_t> next(result.begin_.begin(), result.begin_.end() - 1);
  result.ordinals_.resize(pairs.size());
  for (const Pair& pair : pairs) result.ordinals_[next[pair.doc]++] = pair.ordinal;
  result.with_one_ = DocSet(result.doc_count());
  result.with_several_ = DocSet(result.doc_count());
  for (uint32_t doc = 0; doc < result.doc_count(); ++doc) {
    const size_t count = result.of(doc).size();
    if (count == 1) result.with_one_.Add(doc);
    if (count > 1) result.with_several_.Add(doc);
  }
  result.text_.shrink_to_fit();
  result.values_.shrink_to_fit();
  return result;
}

std::optional<uint32_t> KeywordOrdinals::Find(absl::string_view normal) const {
  const auto found = std::lower_bound(values_.begin(), values_.end(), normal,
                                      [this](const Value& value, absl::string_view wanted) {
                                        return View(value.normal_begin, value.normal_size) < wanted;
                                      });
  const auto ordinal = static_cast<uint32_t>(found - values_.begin());
  if (found == values_.end() || this->normal(ordinal) != normal) return std::nullopt;
  return ordinal;
}

}  // namespace trialdex
