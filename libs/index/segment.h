// One segment of the index as searches use it.
#ifndef TRIALDEX_LIBS_INDEX_SEGMENT_H_
#define TRIALDEX_LIBS_INDEX_SEGMENT_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/index/byte_cache.h"
#include "libs/index/columns/keyword_ordinals.h"
#include "libs/index/columns/segment_columns.h"
#include "libs/index/doc_set.h"
#include "libs/index/out_of_time.h"
#include "libs/index/segment_files.h"
#include "libs/index/terms/term_list.h"
#include "libs/schema/keywords.h"

namespace trialdex {

// Documents that have a keyword.
struct KeywordDocs {
  DocSet docs;
  size_t byte_size() const { return docs.byte_size(); }
};

// The files of a segment with its columns in memory and its postings decoded
// when asked for. Shared by every snapshot that contains the segment; knows of
// no deletions. Thread-safe.
//
// Errors of all functions: as SegmentFiles.
class Segment {
 public:
  // Reads the columns. `cache` must outlive the segment. DATA_LOSS if a column
  // row is damaged.
  static absl::StatusOr<std::shared_ptr<const Segment>> Load(
      std::shared_ptr<const SegmentFiles> files, ByteCache& cache);

  uint32_t doc_count() const { return columns_.doc_count(); }
  const SegmentColumns& columns() const { return columns_; }
  const SegmentFiles& files() const { return *files_; }

  // For what is made of this segment alone.
  ByteCache& cache() const { return cache_; }
  ByteCache::OwnerId cache_owner() const { return cache_owner_; }

  // Terms of field `text` as texts have them, no stems and no exact spellings: with the
  // first code point of `prefix`, or all of them if it is empty. Never null.
  // DEADLINE_EXCEEDED when out of time.
  absl::StatusOr<std::shared_ptr<const TermList>> Terms(absl::string_view prefix,
                                                        const OutOfTime& out_of_time) const;

  // Documents that have `normal` (NormalKeyword) among their values of `field`, or
  // any value of it. Never null.
  absl::StatusOr<std::shared_ptr<const KeywordDocs>> WithKeyword(KeywordField field,
                                                                 absl::string_view normal) const;
  absl::StatusOr<std::shared_ptr<const KeywordDocs>> WithAnyKeyword(KeywordField field) const;

  // The values of `field`, counted by number. Never null.
  absl::StatusOr<std::shared_ptr<const KeywordOrdinals>> Ordinals(KeywordField field) const;

 private:
  Segment(std::shared_ptr<const SegmentFiles> files, ByteCache& cache);

  absl::StatusOr<std::shared_ptr<const KeywordDocs>> WithKeywordPrefix(
      absl::string_view prefix) const;
  const std::shared_ptr<const SegmentFiles> files_;
  ByteCache& cache_;
  const ByteCache::OwnerId cache_owner_;
  SegmentColumns columns_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_SEGMENT_H_
