#include "libs/index/reading/mapped_segment.h"

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/index/index_fields.h"
#include "libs/index/reading/byte_input.h"
#include "libs/index/reading/doc_reader.h"
#include "libs/index/reading/occurrence_counter.h"
#include "libs/index/reading/position_reader.h"
#include "libs/index/reading/postings_reader.h"
#include "libs/index/reading/segment_input.h"
#include "libs/index/reading/term_dictionary.h"

namespace trialdex {
namespace {

SegmentField FieldOf(TermField field) {
  switch (field) {
    case TermField::kId:
      return SegmentField::kId;
    case TermField::kAlias:
      return SegmentField::kAlias;
    case TermField::kKeyword:
      return SegmentField::kKeyword;
    case TermField::kText:
      break;
  }
  return SegmentField::kText;
}

class MappedSegment final : public SegmentFiles {
 public:
  explicit MappedSegment(SegmentInput input) : input_(std::move(input)) {}

  absl::Status Open() {
    ASSIGN_OR_RETURN(dictionary_, TermDictionary::Open(input_));
    return absl::OkStatus();
  }

  uint32_t doc_count() const override { return input_.doc_count(); }

  absl::StatusOr<uint32_t> DocumentFrequency(TermField field,
                                             absl::string_view term) const override {
    ASSIGN_OR_RETURN(const TermPostings postings, dictionary_->Find(FieldOf(field), term));
    return postings.document_frequency;
  }

  absl::StatusOr<std::vector<uint32_t>> Docs(TermField field,
                                             absl::string_view term) const override {
    std::vector<uint32_t> docs;
    ASSIGN_OR_RETURN(const TermPostings postings, dictionary_->Find(FieldOf(field), term));
    RETURN_IF_ERROR(AppendDocs(input_, InfoOf(FieldOf(field)).postings, postings, docs));
    return docs;
  }

  absl::StatusOr<std::vector<uint32_t>> DocsWithPrefix(TermField field,
                                                       absl::string_view prefix) const override {
    std::vector<uint32_t> docs;
    const auto append = [&](const TermCursor& term) -> absl::StatusOr<bool> {
      RETURN_IF_ERROR(AppendDocs(input_, InfoOf(term.field()).postings, term.postings(), docs));
      return true;
    };
    RETURN_IF_ERROR(WalkTerms(field, prefix, append));
    return docs;
  }

  absl::Status ForEachTerm(
      TermField field, absl::string_view prefix,
      absl::FunctionRef<bool(absl::string_view, uint32_t)> visit) const override {
    return WalkTerms(field, prefix, [&](const TermCursor& term) -> absl::StatusOr<bool> {
      return visit(term.text(), term.postings().document_frequency);
    });
  }

  absl::Status ForEachTermDocs(
      TermField field, absl::string_view prefix,
      absl::FunctionRef<bool(absl::string_view, absl::Span<const uint32_t>)> visit) const override {
    std::vector<uint32_t> docs;
    return WalkTerms(field, prefix, [&](const TermCursor& term) -> absl::StatusOr<bool> {
      docs.clear();
      RETURN_IF_ERROR(AppendDocs(input_, InfoOf(term.field()).postings, term.postings(), docs));
      return visit(term.text(), docs);
    });
  }

  absl::Status CountOccurrences(
      absl::string_view term, OccurrenceFilter filter,
      absl::FunctionRef<void(absl::Span<const FieldCount>)> visit) const override {
    ASSIGN_OR_RETURN(const TermPostings postings, dictionary_->Find(SegmentField::kText, term));
    if (postings.document_frequency == 0) return absl::OkStatus();
    OccurrenceCounter counter(input_, postings, filter);
    while (counter.Next()) visit(counter.counts());
    return counter.damaged() ? DamagedPostings() : absl::OkStatus();
  }

  absl::StatusOr<std::unique_ptr<PositionCursor>> OpenPositions(
      absl::string_view term) const override {
    ASSIGN_OR_RETURN(const TermPostings postings, dictionary_->Find(SegmentField::kText, term));
    return std::make_unique<PositionReader>(input_, postings);
  }

  absl::Status ForEachColumnRow(
      absl::FunctionRef<absl::Status(uint32_t doc, absl::string_view bytes)> row) const override {
    ASSIGN_OR_RETURN(const TermPostings postings,
                     dictionary_->Find(SegmentField::kColumns, index_fields::kColumnTerm));
    return ForEachPayload(input_, postings, row);
  }

  absl::StatusOr<absl::string_view> Stored(uint32_t doc, StoredField field) const override {
    const SegmentField wanted =
        field == StoredField::kSummary ? SegmentField::kSummary : SegmentField::kTrial;
    ByteInput in(input_.StoredBytes(doc));
    for (uint64_t left = in.Vint(); left > 0 && in.ok(); --left) {
      const uint64_t number = in.Vint();
      const bool is_binary = in.Byte() == kBinaryValue;
      const absl::string_view value = in.Bytes(in.Vint());
      if (!in.ok() || !is_binary) break;
      if (number == static_cast<uint64_t>(wanted)) return value;
    }
    return absl::DataLossError(
        absl::StrCat("a document has no readable stored field ", InfoOf(wanted).name));
  }

 private:
  // Calls visit(cursor) at each term of `field` that begins with `prefix` until it answers
  // false or with an error.
  template <typename Visit>
  absl::Status WalkTerms(TermField field, absl::string_view prefix, Visit&& visit) const {
    const SegmentField wanted = FieldOf(field);
    TermCursor cursor = dictionary_->Before(wanted, prefix);
    while (cursor.Next()) {
      const bool is_before =
          cursor.field() < wanted || (cursor.field() == wanted && cursor.text() < prefix);
      if (is_before) continue;
      if (cursor.field() != wanted || !absl::StartsWith(cursor.text(), prefix)) break;
      ASSIGN_OR_RETURN(const bool go_on, visit(cursor));
      if (!go_on) break;
    }
    return cursor.status();
  }

  const SegmentInput input_;
  // Of input_, so that the two stay together; there from Open on.
  std::optional<TermDictionary> dictionary_;
};

}  // namespace

absl::StatusOr<std::shared_ptr<const SegmentFiles>> OpenMappedSegment(const std::string& directory,
                                                                      const std::string& name,
                                                                      bool compound,
                                                                      uint32_t doc_count) {
  ASSIGN_OR_RETURN(SegmentInput input, SegmentInput::Open(directory, name, compound, doc_count));
  auto segment = std::make_shared<MappedSegment>(std::move(input));
  RETURN_IF_ERROR(segment->Open());
  return segment;
}

}  // namespace trialdex
