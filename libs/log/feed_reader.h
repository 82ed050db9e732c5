// The log as its followers see it: the disk log and the gRPC client of the feed
// are the same thing to the indexer.
#ifndef TRIALDEX_LIBS_LOG_FEED_READER_H_
#define TRIALDEX_LIBS_LOG_FEED_READER_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "trialdex/v1/feed_service.pb.h"

namespace trialdex {

// In what form a reader gets Trials.
enum class TrialForm {
  // As a message: v1::FeedEntry.upsert.
  kWhole,
  // As they are stored, where that is possible: v1::FeedEntry.packed_upsert.
  kPacked,
};

// Some entries of the log, in order.
struct FeedBatch {
  std::vector<v1::FeedEntry> entries;
  // Identity of the log; empty if nothing was heard of it yet.
  std::string log_id;
  // Position of the newest synced entry; 0 for an empty log.
  uint64_t last_position = 0;
  // Not 0 in the one batch that ends a snapshot: the position it stands for. An
  // empty log has no snapshot to end: its reader just follows.
  uint64_t snapshot_position = 0;
  // With it: when the entry at that position was written; the infinite past if the
  // log does not say.
  absl::Time snapshot_time = absl::InfinitePast();
};

// Reads the log once, from where it was opened, in order. Not thread-safe.
class FeedReader {
 public:
  virtual ~FeedReader() = default;

  // The next entries, at most about `max_bytes` of them but at least one if
  // there is one. Waits up to `max_wait` for the first, then returns an empty batch.
  //
  // OUT_OF_RANGE: the position asked for is beyond the end or no longer
  // retained. FAILED_PRECONDITION, reason LOG_MISMATCH: the log is another one, or
  // was put back to a backup and has gone on differently.
  // ABORTED: another reader took over the consumer name. UNAVAILABLE: the log
  // cannot be reached; open another reader later.
  virtual absl::StatusOr<FeedBatch> Read(size_t max_bytes, absl::Duration max_wait) = 0;

  // Tells the log that everything up to `position`, inclusive, is durable here.
  virtual absl::Status Publish(uint64_t position) = 0;
};

// How a reader begins; the fields are those of v1::StreamTrialsRequest.Start.
struct FeedStart {
  std::string consumer;
  uint64_t after_position = 0;
  std::string log_id;
  bool snapshot_first = false;
  TrialForm form = TrialForm::kWhole;
  // When the entry at `after_position` was written; the infinite past if that is not known.
  absl::Time after_time = absl::InfinitePast();
};

// Something that can be followed: a log on disk, or one behind a channel. Thread-safe.
class Feed {
 public:
  virtual ~Feed() = default;
  // Errors as FeedReader::Read; they may also come from the first Read.
  virtual absl::StatusOr<std::unique_ptr<FeedReader>> Open(const FeedStart& start) = 0;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_LOG_FEED_READER_H_
