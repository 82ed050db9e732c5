// The records that a submit stream still owes an answer for.
#ifndef TRIALDEX_LIBS_CLIENT_UNANSWERED_H_
#define TRIALDEX_LIBS_CLIENT_UNANSWERED_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "trialdex/v1/ingest_service.pb.h"

namespace trialdex {

// A queue of batches in order of offset. The front ones have been sent on the
// present connection, the last one may still grow. Not thread-safe.
class Unanswered {
 public:
  // A batch as it goes over the wire, and what only the producer knows of it.
  struct Batch {
    v1::SubmitRecordsRequest request;
    size_t bytes = 0;
    // Records that were cut, by index, with their real size.
    std::vector<std::pair<int, size_t>> cut;

    uint64_t offset() const { return request.batch().offset(); }
    int size() const { return request.batch().records_size(); }
  };

  explicit Unanswered(size_t max_batch_bytes) : max_batch_bytes_(max_batch_bytes) {}

  // Numbers the next record added to an empty queue.
  void StartAt(uint64_t offset) { next_offset_ = offset; }

  // Adds a record, to the last batch if it is unsent and has room. Content beyond
  // `max_record_bytes` + 1 is cut.
  void Add(v1::RawRecord record, size_t max_record_bytes);

  bool empty() const { return batches_.empty(); }
  // Bytes of all batches.
  size_t bytes() const { return bytes_; }
  // Offset of the first record in the queue, or that of the next one added.
  uint64_t first_offset() const {
    return batches_.empty() ? next_offset_ : batches_.front().offset();
  }

  bool HasUnsent() const { return sent_ < batches_.size(); }
  // The next batch to send; counts as sent from now on. It stays where it is,
  // unchanged, until it is answered.
  const Batch& TakeUnsent() { return batches_[sent_++]; }
  // After a break: everything has to be sent again.
  void SendAgain() { sent_ = 0; }

  // Takes the batch that the service has answered: the first one.
  //
  // INTERNAL if the answer does not fit: nothing was sent, or another number of results.
  absl::StatusOr<Batch> TakeAnswered(const v1::SubmitRecordsResponse::Acknowledged& answer);

 private:
  const size_t max_batch_bytes_;
  std::deque<Batch> batches_;
  size_t sent_ = 0;
  size_t bytes_ = 0;
  uint64_t next_offset_ = 0;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_CLIENT_UNANSWERED_H_
