#include "libs/index/testing/memory_segment.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "libs/index/columns/column_row.h"
#include "libs/index/positions/position.h"

namespace trialdex {
namespace {

uint32_t PositionOf(const MemoryDocument::Word& word) {
  return MakePosition(static_cast<uint32_t>(word.field), word.place, word.flags);
}

class MemoryPositions final : public PositionCursor {
 public:
  MemoryPositions(const std::vector<MemoryDocument>& documents, absl::string_view term)
      : documents_(documents), term_(term) {}

  absl::Span<const uint32_t> Read(uint32_t doc) override {
    positions_.clear();
    for (const MemoryDocument::Word& word : documents_[doc].words) {
      if (word.term == term_) positions_.push_back(PositionOf(word));
    }
    std::sort(positions_.begin(), positions_.end());
    return positions_;
  }
  absl::Status status() const override { return absl::OkStatus(); }

 private:
  const std::vector<MemoryDocument>& documents_;
  const std::string term_;
  std::vector<uint32_t> positions_;
};

class MemorySegment final : public SegmentFiles {
 public:
  explicit MemorySegment(std::vector<MemoryDocument> documents) : documents_(std::move(documents)) {
    for (uint32_t doc = 0; doc < doc_count(); ++doc) {
      const MemoryDocument& document = documents_[doc];
      dictionary(TermField::kId)[document.id].insert(doc);
      for (const auto& alias : document.aliases) dictionary(TermField::kAlias)[alias].insert(doc);
      for (const auto& term : document.keyword_terms) {
        dictionary(TermField::kKeyword)[term].insert(doc);
      }
      for (const auto& word : document.words) dictionary(TermField::kText)[word.term].insert(doc);
    }
  }

  uint32_t doc_count() const override { return static_cast<uint32_t>(documents_.size()); }

  absl::StatusOr<uint32_t> DocumentFrequency(TermField field,
                                             absl::string_view term) const override {
    return static_cast<uint32_t>(Docs(field, term)->size());
  }

  absl::StatusOr<std::vector<uint32_t>> Docs(TermField field,
                                             absl::string_view term) const override {
    const Dictionary& terms = dictionary(field);
    const auto found = terms.find(std::string(term));
    if (found == terms.end()) return std::vector<uint32_t>();
    return std::vector<uint32_t>(found->second.begin(), found->second.end());
  }

  absl::StatusOr<std::vector<uint32_t>> DocsWithPrefix(TermField field,
                                                       absl::string_view prefix) const override {
    std::set<uint32_t> all;
    for (const auto& [term, docs] : dictionary(field)) {
      if (absl::StartsWith(term, prefix)) all.insert(docs.begin(), docs.end());
    }
    return std::vector<uint32_t>(all.begin(), all.end());
  }

  absl::Status ForEachTerm(
      TermField field, absl::string_view prefix,
      absl::FunctionRef<bool(absl::string_view, uint32_t)> visit) const override {
    return ForEachTermDocs(field, prefix,
                           [&](absl::string_view term, absl::Span<const uint32_t> docs) {
                             return visit(term, static_cast<uint32_t>(docs.size()));
                           });
  }

  absl::Status ForEachTermDocs(
      TermField field, absl::string_view prefix,
      absl::FunctionRef<bool(absl::string_view, absl::Span<const uint32_t>)> visit) const override {
    for (const auto& [term, docs] : dictionary(field)) {
      if (!absl::StartsWith(term, prefix)) continue;
      if (!visit(term, std::vector<uint32_t>(docs.begin(), docs.end()))) break;
    }
    return absl::OkStatus();
  }

  absl::Status CountOccurrences(
      absl::string_view term, OccurrenceFilter filter,
      absl::FunctionRef<void(absl::Span<const FieldCount>)> visit) const override {
    for (uint32_t doc = 0; doc < doc_count(); ++doc) {
      std::map<uint32_t, uint32_t> by_field;
      for (const MemoryDocument::Word& word : documents_[doc].words) {
        const uint32_t position = PositionOf(word);
        if (word.term == term && filter.Passes(position)) ++by_field[FieldOfPosition(position)];
      }
      std::vector<FieldCount> counts;
      for (const auto& [field, count] : by_field) counts.push_back({doc, field, count});
      if (!counts.empty()) visit(counts);
    }
    return absl::OkStatus();
  }

  absl::StatusOr<std::unique_ptr<PositionCursor>> OpenPositions(
      absl::string_view term) const override {
    return std::make_unique<MemoryPositions>(documents_, term);
  }

  absl::Status ForEachColumnRow(
      absl::FunctionRef<absl::Status(uint32_t doc, absl::string_view bytes)> row) const override {
    std::string bytes;
    for (uint32_t doc = 0; doc < doc_count(); ++doc) {
      std::set<uint32_t> positions;
      for (const auto& word : documents_[doc].words) {
        positions.insert(WithoutFlags(PositionOf(word)));
      }
      std::map<TextField, uint32_t> lengths;
      for (const uint32_t position : positions) {
        ++lengths[static_cast<TextField>(FieldOfPosition(position))];
      }
      ColumnRow column_row{documents_[doc].id, documents_[doc].columns, {}, documents_[doc].points};
      for (const auto& [field, tokens] : lengths) column_row.lengths.push_back({field, tokens});
      EncodeColumnRow(column_row, &bytes);
      const absl::Status status = row(doc, bytes);
      if (!status.ok()) return status;
    }
    return absl::OkStatus();
  }

  absl::StatusOr<absl::string_view> Stored(uint32_t, StoredField) const override {
    return absl::DataLossError("nothing is stored");
  }

 private:
  // The documents of each term of a field.
  using Dictionary = std::map<std::string, std::set<uint32_t>>;

  Dictionary& dictionary(TermField field) { return dictionaries_[static_cast<size_t>(field)]; }
  const Dictionary& dictionary(TermField field) const {
    return dictionaries_[static_cast<size_t>(field)];
  }

  const std::vector<MemoryDocument> documents_;
  // By field.
  std::array<Dictionary, 4> dictionaries_;
};

}  // namespace

MemoryDocument& MemoryDocument::Write(TextField field, const std::string& text, uint32_t place) {
  const std::vector<std::string> terms = absl::StrSplit(text, ' ', absl::SkipEmpty());
  for (size_t i = 0; i < terms.size(); ++i) {
    const uint32_t flags = (i == 0 ? kBeginsValue : 0) | (i + 1 == terms.size() ? kEndsValue : 0);
    words.push_back({field, place++, terms[i], flags});
  }
  return *this;
}

std::shared_ptr<const SegmentFiles> MakeMemorySegment(std::vector<MemoryDocument> documents) {
  return std::make_shared<MemorySegment>(std::move(documents));
}

std::shared_ptr<const IndexSnapshot> MakeMemorySnapshot(
    const std::vector<std::vector<MemoryDocument>>& segments, ByteCache& cache) {
  IndexCommit commit;
  commit.position = 1;
  commit.log_id = "log";
  commit.fingerprint = "fingerprint";
  commit.version = 1;
  for (const std::vector<MemoryDocument>& documents : segments) {
    auto deleted = std::make_shared<DocSet>(static_cast<uint32_t>(documents.size()));
    for (uint32_t doc = 0; doc < documents.size(); ++doc) {
      if (documents[doc].deleted) deleted->Add(doc);
    }
    commit.segments.push_back({MakeMemorySegment(documents), std::move(deleted)});
  }
  return IndexSnapshot::Load(commit, nullptr, cache).value();
}

}  // namespace trialdex
