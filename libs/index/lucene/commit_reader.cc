#include <cstring>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "boost/algorithm/string/predicate.hpp"
#include "libs/base/status_macros.h"
#include "libs/index/index_fields.h"
#include "libs/index/lucene/durable_directory.h"
#include "libs/index/lucene/guard.h"
#include "libs/index/lucene/lucene.h"
#include "libs/index/lucene/postings_decoder.h"
#include "libs/index/lucene/term_walker.h"
#include "libs/index/segment_files.h"

namespace trialdex {
namespace {

using Lucene::newLucene;

// Runs fn(value), which may throw, and answers with the value.
template <typename T, typename Fn>
absl::StatusOr<T> Read(absl::string_view doing, Fn&& fn) {
  T value = {};
  RETURN_IF_ERROR(lucene::Guard(doing, [&] { return fn(value); }));
  return value;
}

const wchar_t* NameOf(TermField field) {
  switch (field) {
    case TermField::kId:
      return index_fields::kId;
    case TermField::kAlias:
      return index_fields::kAlias;
    case TermField::kKeyword:
      return index_fields::kKeyword;
    case TermField::kText:
      break;
  }
  return index_fields::kText;
}

absl::StatusOr<Lucene::TermPtr> MakeTerm(TermField field, absl::string_view term) {
  ASSIGN_OR_RETURN(const Lucene::String wide, lucene::ToWide(term));
  return newLucene<Lucene::Term>(NameOf(field), wide);
}

// Reads through the reader that saw the segment first: it skips only documents
// that are deleted in every commit we will ever look at.
class LuceneSegmentFiles final : public SegmentFiles {
 public:
  explicit LuceneSegmentFiles(Lucene::SegmentReaderPtr reader)
      : reader_(std::move(reader)), doc_count_(static_cast<uint32_t>(reader_->maxDoc())) {}

  uint32_t doc_count() const override { return doc_count_; }

  absl::StatusOr<uint32_t> DocumentFrequency(TermField field,
                                             absl::string_view term) const override {
    return Read<uint32_t>("look up a term", [&](uint32_t& frequency) -> absl::Status {
      ASSIGN_OR_RETURN(const Lucene::TermPtr lucene_term, MakeTerm(field, term));
      frequency = static_cast<uint32_t>(reader_->docFreq(lucene_term));
      return absl::OkStatus();
    });
  }

  absl::StatusOr<std::vector<uint32_t>> Docs(TermField field,
                                             absl::string_view term) const override {
    return Read<std::vector<uint32_t>>("read documents of a term", [&](auto& docs) -> absl::Status {
      ASSIGN_OR_RETURN(const Lucene::TermPtr lucene_term, MakeTerm(field, term));
      const Lucene::TermDocsPtr found = reader_->termDocs(lucene_term);
      while (found->next()) docs.push_back(static_cast<uint32_t>(found->doc()));
      return absl::OkStatus();
    });
  }

  absl::StatusOr<std::vector<uint32_t>> DocsWithPrefix(TermField field,
                                                       absl::string_view prefix) const override {
    std::vector<uint32_t> all;
    RETURN_IF_ERROR(
        ForEachTermDocs(field, prefix, [&all](absl::string_view, absl::Span<const uint32_t> docs) {
          all.insert(all.end(), docs.begin(), docs.end());
          return true;
        }));
    return all;
  }

  absl::Status ForEachTerm(
      TermField field, absl::string_view prefix,
      absl::FunctionRef<bool(absl::string_view, uint32_t)> visit) const override {
    return lucene::Guard("walk the terms of a field", [&]() -> absl::Status {
      ASSIGN_OR_RETURN(const Lucene::TermPtr first, MakeTerm(field, prefix));
      return lucene::WalkTermFile(reader_, first, visit);
    });
  }

  absl::Status ForEachTermDocs(
      TermField field, absl::string_view prefix,
      absl::FunctionRef<bool(absl::string_view, absl::Span<const uint32_t>)> visit) const override {
    return lucene::Guard("read documents of the terms of a field", [&] {
      const Lucene::TermDocsPtr found = reader_->termDocs();
      std::vector<uint32_t> docs;
      return WalkTerms(field, prefix,
                       [&](const Lucene::TermEnumPtr& terms, absl::string_view term) {
                         found->seek(terms);
                         docs.clear();
                         while (found->next()) docs.push_back(static_cast<uint32_t>(found->doc()));
                         return visit(term, docs);
                       });
    });
  }

  absl::StatusOr<PositionPostings> Positions(absl::string_view term) const override {
    return Read<PositionPostings>(
        "read positions of a term", [&](PositionPostings& postings) -> absl::Status {
          ASSIGN_OR_RETURN(const Lucene::TermPtr lucene_term, MakeTerm(TermField::kText, term));
          return lucene::DecodePostings(reader_, lucene_term, postings);
        });
  }

  absl::Status ForEachColumnRow(
      const std::function<absl::Status(uint32_t doc, absl::string_view bytes)>& row)
      const override {
    return lucene::Guard("read the columns of a segment", [&]() -> absl::Status {
      ASSIGN_OR_RETURN(const Lucene::String term, lucene::ToWide(index_fields::kColumnTerm));
      const Lucene::TermPositionsPtr found =
          reader_->termPositions(newLucene<Lucene::Term>(index_fields::kColumns, term));
      Lucene::ByteArray bytes;
      while (found->next()) {
        found->nextPosition();
        if (!found->isPayloadAvailable()) return absl::DataLossError("a column row is missing");
        const auto size = static_cast<size_t>(found->getPayloadLength());
        bytes = found->getPayload(bytes, 0);
        RETURN_IF_ERROR(row(static_cast<uint32_t>(found->doc()),
                            absl::string_view(reinterpret_cast<const char*>(bytes.get()), size)));
      }
      return absl::OkStatus();
    });
  }

  absl::StatusOr<std::string> Stored(uint32_t doc, StoredField field) const override {
    return Read<std::string>("read a stored field", [&](auto& value) -> absl::Status {
      const Lucene::String name =
          field == StoredField::kSummary ? index_fields::kSummary : index_fields::kTrial;
      auto selected = Lucene::MapStringFieldSelectorResult::newInstance();
      selected.put(name, Lucene::FieldSelector::SELECTOR_LOAD_AND_BREAK);
      const auto selector = newLucene<Lucene::MapFieldSelector>(selected);
      const Lucene::DocumentPtr document = reader_->document(static_cast<int32_t>(doc), selector);
      const Lucene::FieldablePtr stored = document->getFieldable(name);
      if (!stored) {
        return absl::DataLossError(
            absl::StrCat("the document has no stored field ", lucene::FromWide(name)));
      }
      const Lucene::ByteArray bytes = stored->getBinaryValue();
      value.assign(reinterpret_cast<const char*>(bytes.get()) + stored->getBinaryOffset(),
                   static_cast<size_t>(stored->getBinaryLength()));
      return absl::OkStatus();
    });
  }

 private:
  // Calls visit(terms, term) with the dictionary at each term that begins with
  // `prefix` until it answers false. Throws what Lucene++ throws.
  template <typename Visit>
  absl::Status WalkTerms(TermField field, absl::string_view prefix, Visit&& visit) const {
    ASSIGN_OR_RETURN(const Lucene::TermPtr first, MakeTerm(field, prefix));
    const Lucene::TermEnumPtr terms = reader_->terms(first);
    std::string utf8;
    for (Lucene::TermPtr term = terms->term();
         term && term->field() == first->field() &&
         boost::algorithm::starts_with(term->text(), first->text());
         term = terms->next() ? terms->term() : Lucene::TermPtr()) {
      utf8 = lucene::FromWide(term->text());
      if (!visit(terms, utf8)) break;
    }
    return absl::OkStatus();
  }

  const Lucene::SegmentReaderPtr reader_;
  const uint32_t doc_count_;
};

std::shared_ptr<const DocSet> DeletedDocs(const Lucene::SegmentReader& reader, uint32_t doc_count) {
  if (!reader.deletedDocs) return nullptr;
  auto deleted = std::make_shared<DocSet>(doc_count);
  for (uint32_t doc = 0; doc < doc_count; ++doc) {
    if (reader.deletedDocs->get(static_cast<int32_t>(doc))) deleted->Add(doc);
  }
  return deleted;
}

absl::Status ReadUserData(Lucene::IndexReader& reader, IndexCommit& commit) {
  const Lucene::MapStringString data = reader.getCommitUserData();
  const auto get = [&data](const char* ascii) {
    const Lucene::String key(ascii, ascii + std::strlen(ascii));
    return data && data.contains(key) ? lucene::FromWide(data.get(key)) : std::string();
  };
  commit.log_id = get(index_fields::kLogId);
  commit.fingerprint = get(index_fields::kFingerprint);
  if (!absl::SimpleAtoi(get(index_fields::kPosition), &commit.position)) {
    return absl::DataLossError("the commit has no position");
  }
  return absl::OkStatus();
}

class LuceneCommitReader final : public CommitReader {
 public:
  explicit LuceneCommitReader(std::string directory) : directory_(std::move(directory)) {}

  absl::StatusOr<std::unique_ptr<IndexCommit>> ReadNewest() override {
    return Read<std::unique_ptr<IndexCommit>>(
        "open " + directory_, [this](std::unique_ptr<IndexCommit>& commit) -> absl::Status {
          ASSIGN_OR_RETURN(const Lucene::IndexReaderPtr reader, Reopen());
          if (reader == reader_) return absl::OkStatus();
          commit = std::make_unique<IndexCommit>();
          RETURN_IF_ERROR(ReadUserData(*reader, *commit));
          commit->version = reader->getVersion();
          Describe(*reader, *commit);
          // Readers are never closed: what a snapshot still holds has to stay
          // readable, and the rest goes with the last pointer to it.
          reader_ = reader;
          return absl::OkStatus();
        });
  }

 private:
  // What the last commit knew of a segment.
  struct Known {
    Lucene::LuceneObjectPtr core;
    Lucene::BitVectorPtr deleted_docs;
    IndexCommit::Segment segment;
  };

  absl::StatusOr<Lucene::IndexReaderPtr> Reopen() {
    if (reader_) return reader_->reopen(true);
    // Knows what to do with files of no bytes, which cannot be mapped: a merge of
    // deleted documents leaves them.
    return Lucene::IndexReader::open(newLucene<lucene::DurableDirectory>(directory_), true);
  }

  void Describe(Lucene::IndexReader& reader, IndexCommit& commit) {
    std::vector<Known> now;
    for (const Lucene::IndexReaderPtr& child : reader.getSequentialSubReaders()) {
      const auto segment_reader = boost::dynamic_pointer_cast<Lucene::SegmentReader>(child);
      const Lucene::LuceneObjectPtr core = segment_reader->getFieldCacheKey();
      Known known{core, segment_reader->deletedDocs, {}};
      for (const Known& before : known_) {
        if (before.core == core) known.segment.files = before.segment.files;
        if (before.core == core && before.deleted_docs == known.deleted_docs) {
          known.segment.deleted = before.segment.deleted;
        }
      }
      if (known.segment.files == nullptr) {
        known.segment.files = std::make_shared<LuceneSegmentFiles>(segment_reader);
      }
      if (known.segment.deleted == nullptr) {
        known.segment.deleted = DeletedDocs(*segment_reader, known.segment.files->doc_count());
      }
      commit.segments.push_back(known.segment);
      now.push_back(std::move(known));
    }
    known_ = std::move(now);
  }

  const std::string directory_;
  Lucene::IndexReaderPtr reader_;
  std::vector<Known> known_;
};

}  // namespace

std::unique_ptr<CommitReader> OpenCommits(const std::string& directory) {
  return std::make_unique<LuceneCommitReader>(directory);
}

}  // namespace trialdex
