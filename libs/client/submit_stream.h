// Records in, results out, through whatever happens to the connection.
#ifndef TRIALDEX_LIBS_CLIENT_SUBMIT_STREAM_H_
#define TRIALDEX_LIBS_CLIENT_SUBMIT_STREAM_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "grpcpp/channel.h"
#include "libs/client/retry.h"
#include "trialdex/v1/ingest_service.pb.h"

namespace trialdex {

struct SubmitStreamOptions {
  // Name of the stream, see SubmitRecordsRequest.Open; empty for none.
  std::string stream;
  v1::AckLevel ack_level = v1::ACK_LEVEL_DURABLE;
  // Records go out together up to so many bytes. A record larger than that goes alone.
  size_t max_batch_bytes = size_t{1} << 20;
  // Bytes given to Submit and not yet answered, at which it blocks. They are
  // kept in memory: after a break they are sent again.
  size_t max_unanswered_bytes = size_t{16} << 20;
  // How long the service may be out of reach, without any progress, before the
  // stream fails.
  absl::Duration give_up_after = absl::Minutes(1);
  BackoffOptions backoff;
};

// A producer's end of IngestService.SubmitRecords that survives breaks: it keeps
// what is unanswered, opens the stream again and goes on from there, so that
// every record gets its result once and in order. After a break a record that
// had been written already is answered UNCHANGED or STALE instead of ACCEPTED.
//
// Used by one thread at a time. Results come on a thread of its own.
class SubmitStream {
 public:
  // The result of the record number `offset`: counted as on the service for a
  // named stream, from 0 for an unnamed one. Must not call the stream.
  using OnResult = std::function<void(uint64_t offset, const v1::RecordResult& result)>;

  // Connects. Errors as IngestService.SubmitRecords; UNAVAILABLE if that takes
  // longer than `give_up_after`.
  static absl::StatusOr<std::unique_ptr<SubmitStream>> Open(std::shared_ptr<grpc::Channel> channel,
                                                            SubmitStreamOptions options,
                                                            OnResult on_result);

  // Drops what is unanswered; call Finish before.
  virtual ~SubmitStream() = default;

  // Offset that the first record given to Submit will have: a producer that
  // starts again leaves out so many of its records. 0 for an unnamed stream.
  virtual uint64_t first_offset() const = 0;
  // Identity of the log that positions refer to.
  virtual const std::string& log_id() const = 0;

  // Takes a record; blocks while too much is unanswered. A record above the
  // service's limit is not sent, only so much of it that the service sees that
  // it is too large: its result is REJECTED, TOO_LARGE.
  //
  // An error means that the stream has failed, and is the same from then on:
  // ABORTED: another producer uses the name. FAILED_PRECONDITION, reason
  // LOG_MISMATCH: the service came back with another log. DATA_LOSS: it came
  // back without records that it had acknowledged. UNAVAILABLE: it did not come
  // back. Otherwise as IngestService.SubmitRecords.
  virtual absl::Status Submit(v1::RawRecord record) = 0;

  // Blocks until all results have been delivered. Nothing may be submitted
  // afterwards. Errors as Submit.
  virtual absl::Status Finish() = 0;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_CLIENT_SUBMIT_STREAM_H_
