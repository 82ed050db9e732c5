// What the files of a committed index hold, decoded. Everything that reads the index
// works on these interfaces.
#ifndef TRIALDEX_LIBS_INDEX_SEGMENT_FILES_H_
#define TRIALDEX_LIBS_INDEX_SEGMENT_FILES_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "libs/index/doc_set.h"
#include "libs/index/positions/occurrence_filter.h"
#include "libs/index/positions/position_cursor.h"
#include "libs/index/positions/postings.h"

namespace trialdex {

// Fields that hold terms.
enum class TermField { kId, kAlias, kKeyword, kText };

// Fields that are stored with a document.
enum class StoredField { kSummary, kTrial };

// The files of one segment. They never change and know of no deletions. Thread-safe.
//
// Errors of all functions: DATA_LOSS if the files are damaged.
class SegmentFiles {
 public:
  virtual ~SegmentFiles() = default;

  // Documents, deleted ones included: numbers run from 0 to doc_count() - 1.
  virtual uint32_t doc_count() const = 0;

  // Documents with `term`, as the dictionary counts them.
  virtual absl::StatusOr<uint32_t> DocumentFrequency(TermField field,
                                                     absl::string_view term) const = 0;

  // Documents with `term` in `field`, ascending. None if there is no such term.
  virtual absl::StatusOr<std::vector<uint32_t>> Docs(TermField field,
                                                     absl::string_view term) const = 0;

  // Documents with any term of `field` that begins with `prefix`; in no order,
  // some more than once.
  virtual absl::StatusOr<std::vector<uint32_t>> DocsWithPrefix(TermField field,
                                                               absl::string_view prefix) const = 0;

  // Walks the terms of `field` that begin with `prefix`, in order of their bytes, until
  // `visit` answers false. `document_frequency` as DocumentFrequency, never 0. A
  // term is valid during its call only.
  virtual absl::Status ForEachTerm(
      TermField field, absl::string_view prefix,
      absl::FunctionRef<bool(absl::string_view term, uint32_t document_frequency)> visit) const = 0;

  // The same, with the documents of each term, ascending.
  virtual absl::Status ForEachTermDocs(
      TermField field, absl::string_view prefix,
      absl::FunctionRef<bool(absl::string_view term, absl::Span<const uint32_t> docs)> visit)
      const = 0;

  // Counts the occurrences of `term` in field `text` that pass `filter`. Calls visit(counts)
  // with those of some documents at a time, never 0, by ascending document and field; all of
  // a document come in one call. Valid during the call only.
  virtual absl::Status CountOccurrences(
      absl::string_view term, OccurrenceFilter filter,
      absl::FunctionRef<void(absl::Span<const FieldCount> counts)> visit) const = 0;

  // Where `term` of field `text` stands. The cursor must not outlive this object. Never null.
  virtual absl::StatusOr<std::unique_ptr<PositionCursor>> OpenPositions(
      absl::string_view term) const = 0;

  // Calls `row` with every document that has a column row, in order. The bytes live as
  // long as this object.
  virtual absl::Status ForEachColumnRow(
      absl::FunctionRef<absl::Status(uint32_t doc, absl::string_view bytes)> row) const = 0;

  // The bytes of stored field `field`, which live as long as this object. DATA_LOSS if the
  // document has none.
  virtual absl::StatusOr<absl::string_view> Stored(uint32_t doc, StoredField field) const = 0;
};

// One commit.
struct IndexCommit {
  struct Segment {
    // The same object in every commit that contains the segment.
    std::shared_ptr<const SegmentFiles> files;
    // Documents deleted in this commit; null if none. The same object as long
    // as it is the same set.
    std::shared_ptr<const DocSet> deleted;
  };

  uint64_t position = 0;
  std::string log_id;
  std::string fingerprint;
  // Grows with every commit of one index directory; a directory begins at a
  // number of its own.
  int64_t version = 0;
  std::vector<Segment> segments;
};

// The commits of one index directory. Not thread-safe.
class CommitReader {
 public:
  virtual ~CommitReader() = default;

  // The newest commit; null if it is the one that was returned last.
  //
  // NOT_FOUND if the directory holds no commit; DATA_LOSS if it is damaged.
  virtual absl::StatusOr<std::unique_ptr<IndexCommit>> ReadNewest() = 0;
};

// Reads the commits of `directory`. Segments are read through memory maps, Lucene++ says
// which there are.
// Never writes to it and takes no lock.
std::unique_ptr<CommitReader> OpenCommits(const std::string& directory);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_SEGMENT_FILES_H_
