// Writing side of the search index.
#ifndef TRIALDEX_LIBS_INDEX_INDEX_WRITER_H_
#define TRIALDEX_LIBS_INDEX_INDEX_WRITER_H_

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "trialdex/v1/packed_trial.pb.h"
#include "trialdex/v1/trial.pb.h"

namespace trialdex {

// Where in which log a commit stands.
struct LogPoint {
  // Identity of the log; empty before the first contact with one.
  std::string log_id;
  // Position of the last entry that is in the index, inclusive; 0 for none.
  uint64_t position = 0;
  // When the log wrote that entry; the infinite past if that is not known. By it a log
  // that was put back to a backup, and has given the position to another entry, is noticed.
  absl::Time entry_time = absl::InfinitePast();
};

// What an index holds, as of the newest commit unless said otherwise.
struct IndexStatistics {
  // Trials, those not yet committed included.
  int64_t document_count = 0;
  int32_t segment_count = 0;
  // All files of the directory.
  int64_t bytes = 0;
};

// The projection of the trial log into one index directory.
//
// The index holds nothing that the log does not: delete the directory and the
// indexer builds it again. Every commit carries the log point that it stands
// for, in the same atomic switch as the documents, so a restart goes on after
// committed() and no entry is left out or counted twice.
//
// After an error other than INVALID_ARGUMENT what was not committed may be
// gone: destroy the writer and open another. Not thread-safe.
class IndexWriter {
 public:
  // Drops what was not committed, without waiting for merges. A commit that was started is
  // made or has failed.
  virtual ~IndexWriter() = default;

  // Replaces the document of `trial.id()`, or adds it. Seen by nobody before Commit.
  // Takes the trial if it answers OK, and leaves it as it is otherwise.
  //
  // INVALID_ARGUMENT if the trial cannot be a document (no id, an id of more
  // than 64 bytes); the writer stays usable. It is indexed in the background: what
  // else may go wrong is told by Commit.
  virtual absl::Status Upsert(v1::Trial&& trial) = 0;
  // The same of a trial as the log stores it, which becomes part of the index as it is.
  // It is opened in the background: that it is damaged, DATA_LOSS, is told by Commit.
  virtual absl::Status Upsert(v1::PackedTrial&& trial) = 0;

  // Removes the document of `id`. OK if there is none.
  virtual absl::Status Delete(absl::string_view id) = 0;

  // Makes everything so far durable and visible as of `point`, also if nothing
  // changed but the point. Merges go on in the background meanwhile.
  //
  // INVALID_ARGUMENT if `point.position` is below the committed one of the same
  // log; DATA_LOSS if the disk refused to keep it.
  absl::Status Commit(const LogPoint& point) {
    const absl::Status started = StartCommit(point);
    return started.ok() ? FinishCommit() : started;
  }
  // The same in two steps: the disk works beside the caller, whose changes between them are
  // not part of the commit. StartCommit waits for a commit that was started before, and
  // answers its error.
  virtual absl::Status StartCommit(const LogPoint& point) = 0;
  // Waits for the commit that was started; OK if none was.
  virtual absl::Status FinishCommit() = 0;
  // True if FinishCommit would not wait.
  virtual bool CommitIsDone() const = 0;

  // The point of the newest commit that has been finished.
  virtual const LogPoint& committed() const = 0;

  // True if a background merge has ended since the newest commit: the next
  // commit frees what it replaced.
  virtual bool HasUncommittedMerge() const = 0;

  // DATA_LOSS, saying what, once a merge has found a committed segment damaged, or files of
  // the newest commit have been touched, which are looked at unless another is under way.
  //
  // The writer goes on, but that segment stays as it is, and searches of it fail: the index
  // has to be built anew.
  virtual absl::Status Damage() = 0;

  // Waits until no merge is running or due.
  virtual absl::Status WaitForMerges() = 0;

  virtual IndexStatistics Statistics() const = 0;
};

struct IndexWriterOptions {
  // Created if missing.
  std::string directory;
  // Schema and analysis of this program; stored in every commit.
  std::string fingerprint;
  // Documents collected in memory before they become a segment.
  double ram_buffer_mb = 48;
  // Segments of about the same size that are merged into one.
  int merge_factor = 10;
  // No merge makes a larger segment: its files stay below the 2 GiB that Lucene++ can map.
  double max_merge_mb = 1024;
  // Threads that index, at least 1. One more merges. Each makes segments of its own.
  int threads = 1;
};

// Opens or creates the index. Files that a crash left behind are removed.
//
// FAILED_PRECONDITION if another writer has the directory, or, reason
// FINGERPRINT_MISMATCH, if it was written with another fingerprint; DATA_LOSS
// if it is damaged.
absl::StatusOr<std::unique_ptr<IndexWriter>> OpenIndexWriter(const IndexWriterOptions& options);

// The point of the newest commit in `directory`, whatever schema wrote it. May be
// called while somebody writes. NOT_FOUND if there is no commit; DATA_LOSS if it
// is damaged.
absl::StatusOr<LogPoint> ReadLogPoint(const std::string& directory);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_INDEX_WRITER_H_
