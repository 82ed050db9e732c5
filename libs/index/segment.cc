#include "libs/index/segment.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"

namespace trialdex {
namespace {

constexpr size_t kTermsBetweenChecks = size_t{1} << 12;

KeywordDocs ToSet(const std::vector<uint32_t>& docs, uint32_t doc_count) {
  KeywordDocs set{DocSet(doc_count)};
  for (const uint32_t doc : docs) set.docs.Add(doc);
  return set;
}

}  // namespace

Segment::Segment(std::shared_ptr<const SegmentFiles> files, ByteCache& cache)
    : files_(std::move(files)),
      cache_(cache),
      cache_owner_(cache.NewOwner()),
      columns_(files_->doc_count()) {}

absl::StatusOr<std::shared_ptr<const Segment>> Segment::Load(
    std::shared_ptr<const SegmentFiles> files, ByteCache& cache) {
  const std::shared_ptr<Segment> segment(new Segment(std::move(files), cache));
  const auto add = [&](uint32_t doc, absl::string_view row) {
    return segment->columns_.Add(doc, row);
  };
  RETURN_IF_ERROR(segment->files_->ForEachColumnRow(add));
  segment->columns_.Finish();
  return segment;
}

absl::StatusOr<std::shared_ptr<const TermList>> Segment::Terms(absl::string_view prefix,
                                                               const OutOfTime& out_of_time) const {
  size_t first = std::min<size_t>(prefix.size(), 1);
  while (first < prefix.size() && (static_cast<unsigned char>(prefix[first]) & 0xC0) == 0x80) {
    ++first;
  }
  const absl::string_view letter = prefix.substr(0, first);
  return cache_.FindOrMake<TermList>(
      cache_owner_, absl::StrCat("t", letter), [&]() -> absl::StatusOr<TermList> {
        TermList terms;
        size_t seen = 0;
        bool stopped = false;
        const auto add = [&](absl::string_view term, uint32_t document_frequency) {
          stopped = ++seen % kTermsBetweenChecks == 0 && out_of_time();
          const bool marked = term[0] == '~' || term[0] == '=';
          if (!marked) terms.Add(term, document_frequency);
          return !stopped;
        };
        RETURN_IF_ERROR(files_->ForEachTerm(TermField::kText, letter, add));
        if (stopped) return OutOfTimeError();
        terms.Finish();
        return terms;
      });
}

absl::StatusOr<std::shared_ptr<const KeywordDocs>> Segment::WithKeyword(
    KeywordField field, absl::string_view normal) const {
  if (InfoOf(field).type == KeywordType::kText) {
    return WithKeywordPrefix(KeywordPrefix(field, normal));
  }
  const std::string term = KeywordTerm(field, normal, normal);
  return cache_.FindOrMake<KeywordDocs>(
      cache_owner_, absl::StrCat("k", term), [&]() -> absl::StatusOr<KeywordDocs> {
        ASSIGN_OR_RETURN(const std::vector<uint32_t> docs, files_->Docs(TermField::kKeyword, term));
        return ToSet(docs, doc_count());
      });
}

absl::StatusOr<std::shared_ptr<const KeywordDocs>> Segment::WithAnyKeyword(
    KeywordField field) const {
  return WithKeywordPrefix(KeywordPrefix(field));
}

absl::StatusOr<std::shared_ptr<const KeywordDocs>> Segment::WithKeywordPrefix(
    absl::string_view prefix) const {
  return cache_.FindOrMake<KeywordDocs>(
      cache_owner_, absl::StrCat("x", prefix), [&]() -> absl::StatusOr<KeywordDocs> {
        ASSIGN_OR_RETURN(const std::vector<uint32_t> docs,
                         files_->DocsWithPrefix(TermField::kKeyword, prefix));
        return ToSet(docs, doc_count());
      });
}

absl::StatusOr<std::shared_ptr<const KeywordOrdinals>> Segment::Ordinals(KeywordField field) const {
  return cache_.FindOrMake<KeywordOrdinals>(cache_owner_, absl::StrCat("o", InfoOf(field).name),
                                            [&] { return KeywordOrdinals::Read(*files_, field); });
}

}  // namespace trialdex
