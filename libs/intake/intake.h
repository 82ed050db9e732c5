// The use case of ingest: bytes in; parsed, versioned, numbered, durable out.
#ifndef TRIALDEX_LIBS_INTAKE_INTAKE_H_
#define TRIALDEX_LIBS_INTAKE_INTAKE_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "libs/base/clock.h"
#include "libs/log/trial_log.h"
#include "libs/sources/record_parser.h"
#include "trialdex/v1/record.pb.h"

namespace trialdex {

struct IntakeOptions {
  // Larger records are REJECTED with TOO_LARGE. The largest real one is 1.4 MB.
  size_t max_record_bytes = size_t{32} << 20;
  // Content bytes taken and not yet answered at which WhenReady holds callers
  // back. Parsed records take about four times as much memory.
  size_t max_queued_bytes = size_t{32} << 20;
  // Content bytes at which a group commit is closed: large enough to share one
  // sync among many records, small enough to answer soon.
  size_t max_commit_bytes = size_t{8} << 20;
  // Threads that parse. One more thread compares, numbers and writes.
  int parser_threads = 2;
  // Names of submit streams that have not moved for so long are forgotten.
  absl::Duration stream_expiry = absl::Hours(24 * 30);
};

// A producer's hold on a submit stream. An empty name is the unnamed stream: no
// offsets, nobody is fenced.
struct StreamTicket {
  std::string stream;
  uint64_t epoch = 0;
};

struct OpenedStream {
  StreamTicket ticket;
  // Offset that the next batch must start at, or below. 0 if unnamed.
  uint64_t next_offset = 0;
};

struct SubmitBatch {
  StreamTicket ticket;
  // Offset of the first record; ignored if unnamed.
  uint64_t offset = 0;
  std::vector<v1::RawRecord> records;
};

struct SubmitResult {
  // One per record, in order.
  std::vector<v1::RecordResult> results;
  // Offset after the last record; 0 if unnamed.
  uint64_t next_offset = 0;
  // Highest position among the results: what AckLevel SEARCHABLE has to wait
  // for (TrialLog::consumers().WhenPublished). 0 if all were rejected.
  uint64_t position = 0;
};

// Takes records, deletes trials, retries dead letters. Records are parsed on
// several threads; one sequencer thread then takes everything in the order of
// the calls, compares, numbers, merges and writes, and answers after the sync.
//
// Thread-safe. Nothing blocks except the destructor; every `done` runs exactly
// once, on the sequencer's thread, in the order of the calls, and must not block.
// Errors that any call may answer: RESOURCE_EXHAUSTED (disk or quota full),
// DATA_LOSS (the log is damaged or takes no more writes).
class Intake {
 public:
  template <typename T>
  using Done = std::function<void(absl::StatusOr<T>)>;

  // `log`, `parsers` (one per format) and `clock` must outlive this.
  static std::unique_ptr<Intake> Start(TrialLog& log, absl::Span<const RecordParser* const> parsers,
                                       const Clock& clock, const IntakeOptions& options = {});

  // Answers what was submitted, then ends the threads.
  virtual ~Intake() = default;

  // Takes the stream over from an earlier producer of its name, whose batches
  // that are not yet written fail ABORTED, and answers where it stands.
  //
  // INVALID_ARGUMENT unless the name is empty or 1 to 128 of [A-Za-z0-9._/-].
  virtual void OpenStream(std::string name, Done<OpenedStream> done) = 0;

  // Answers once every record of the batch is durable, rejected ones included.
  // Always takes the batch: call WhenReady first to keep the queue bounded.
  //
  // ABORTED: another producer has opened the stream. OUT_OF_RANGE: the offset is
  // beyond the stream's next, which the metadata names ("next_offset"). Nothing
  // of the batch was taken in either case.
  virtual void Submit(SubmitBatch batch, Done<SubmitResult> done) = 0;

  // Runs `ready` once there is room in the queue: at once, in this thread, if
  // there is, else on the sequencer's thread. Used before reading on.
  virtual void WhenReady(std::function<void()> ready) = 0;

  // Deletes a trial, by id or alias; answers the position of its tombstone.
  // NOT_FOUND if it was never held; INVALID_ARGUMENT for a malformed id.
  virtual void DeleteTrial(std::string trial_id, Done<uint64_t> done) = 0;

  // Submits a dead letter again; it goes in the same write unless it is rejected
  // again, when it stays with the newer reason. NOT_FOUND.
  virtual void RetryDeadLetter(std::string id, Done<v1::RecordResult> done) = 0;

  // Removes a dead letter. NOT_FOUND.
  virtual void DeleteDeadLetter(std::string id, std::function<void(absl::Status)> done) = 0;

  // Where a named stream stands. NOT_FOUND if it is not known or has expired.
  virtual absl::StatusOr<storage::v1::StreamState> GetStream(const std::string& name) const = 0;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INTAKE_INTAKE_H_
