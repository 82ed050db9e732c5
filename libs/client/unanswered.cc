#include "libs/client/unanswered.h"

#include <utility>

#include "absl/strings/str_cat.h"

namespace trialdex {
namespace {

// What a record takes on the wire and in memory beside its content.
constexpr size_t kRecordOverheadBytes = 64;

// The service takes no more in one batch.
constexpr int kMaxBatchRecords = 100'000;

size_t RecordBytes(const v1::RawRecord& record) {
  return record.content().size() + record.source_uri().size() + kRecordOverheadBytes;
}

}  // namespace

void Unanswered::Add(v1::RawRecord record, size_t max_record_bytes) {
  const size_t real_size = record.content().size();
  if (real_size > max_record_bytes) {
    record.mutable_content()->resize(max_record_bytes + 1);
    record.mutable_content()->shrink_to_fit();
  }
  const size_t bytes = RecordBytes(record);
  if (!HasUnsent() || batches_.back().bytes + bytes > max_batch_bytes_ ||
      batches_.back().size() == kMaxBatchRecords) {
    batches_.emplace_back().request.mutable_batch()->set_offset(next_offset_);
  }
  Batch& batch = batches_.back();
  if (real_size > max_record_bytes) batch.cut.emplace_back(batch.size(), real_size);
  *batch.request.mutable_batch()->add_records() = std::move(record);
  batch.bytes += bytes;
  bytes_ += bytes;
  ++next_offset_;
}

absl::StatusOr<Unanswered::Batch> Unanswered::TakeAnswered(
    const v1::SubmitRecordsResponse::Acknowledged& answer) {
  if (sent_ == 0 || batches_.front().size() != answer.results_size()) {
    return absl::InternalError(absl::StrCat("the service answered ", answer.results_size(),
                                            " records that were not sent together"));
  }
  Batch batch = std::move(batches_.front());
  batches_.pop_front();
  bytes_ -= batch.bytes;
  --sent_;
  return batch;
}

}  // namespace trialdex
