// An intake whose every step a test can hold up.
#ifndef TRIALDEX_SERVICES_INGEST_TESTING_FAKE_INTAKE_H_
#define TRIALDEX_SERVICES_INGEST_TESTING_FAKE_INTAKE_H_

#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "libs/base/errors.h"
#include "libs/intake/intake.h"
#include "libs/log/log_transaction.h"
#include "libs/log/trial_log.h"

namespace trialdex {

// Accepts every record that is not "bad" and gives each an entry of `log`.
// Offsets and fences are those of the real one. Thread-safe.
class FakeIntake final : public Intake {
 public:
  explicit FakeIntake(TrialLog& log) : log_(log) {}

  void OpenStream(std::string name, Done<OpenedStream> done) override {
    OpenedStream opened;
    {
      absl::MutexLock lock(&mutex_);
      opened.ticket = {.stream = name, .epoch = ++epochs_[name]};
      opened.next_offset = next_offsets_[name];
    }
    done(opened);
  }

  void Submit(SubmitBatch batch, Done<SubmitResult> done) override {
    absl::MutexLock lock(&mutex_);
    size_t bytes = 0;
    for (const v1::RawRecord& record : batch.records) bytes += record.content().size();
    taken_records_ += batch.records.size();
    unanswered_bytes_ += bytes;
    max_unanswered_bytes_ = std::max(max_unanswered_bytes_, unanswered_bytes_);
    held_.push_back([this, bytes, batch = std::move(batch), done = std::move(done)] {
      absl::StatusOr<SubmitResult> result = Answer(batch);
      {
        absl::MutexLock inner(&mutex_);
        unanswered_bytes_ -= bytes;
      }
      done(std::move(result));
    });
    if (!holding_) RunHeld();
  }

  void WhenReady(std::function<void()> ready) override {
    {
      absl::MutexLock lock(&mutex_);
      if (full_) {
        waiting_for_room_.push_back(std::move(ready));
        return;
      }
    }
    ready();
  }

  void DeleteTrial(std::string trial_id, Done<uint64_t> done) override {
    if (trial_id != "NCT00000001") return done(absl::NotFoundError("never held"));
    done(uint64_t{1});
  }

  void RetryDeadLetter(std::string id, Done<v1::RecordResult> done) override {
    if (id != "0000000000000001") return done(absl::NotFoundError("no such letter"));
    v1::RecordResult result;
    result.set_outcome(v1::RECORD_OUTCOME_ACCEPTED);
    done(result);
  }

  void DeleteDeadLetter(std::string id, std::function<void(absl::Status)> done) override {
    done(id == "0000000000000001" ? absl::OkStatus() : absl::NotFoundError("no such letter"));
  }

  absl::StatusOr<storage::v1::StreamState> GetStream(const std::string& name) const override {
    absl::MutexLock lock(&mutex_);
    const auto found = next_offsets_.find(name);
    if (found == next_offsets_.end()) return absl::NotFoundError("no such stream");
    storage::v1::StreamState state;
    state.set_next_offset(found->second);
    state.mutable_update_time()->set_seconds(1);
    return state;
  }

  // From now on batches are taken, but not answered.
  void Hold() {
    absl::MutexLock lock(&mutex_);
    holding_ = true;
  }
  // Answers what was held, and goes on as usual.
  void Release() {
    absl::MutexLock lock(&mutex_);
    holding_ = false;
    RunHeld();
  }
  // WhenReady waits from now on, or goes on.
  void SetFull(bool full) {
    std::vector<std::function<void()>> ready;
    {
      absl::MutexLock lock(&mutex_);
      full_ = full;
      if (!full) ready.swap(waiting_for_room_);
    }
    for (const auto& callback : ready) callback();
  }
  // Every batch from now on fails.
  void FailWith(absl::Status failure) {
    absl::MutexLock lock(&mutex_);
    failure_ = std::move(failure);
  }
  // Blocks until so many records were taken in.
  void AwaitRecords(size_t count) const {
    const auto taken = [this, count]()
                           ABSL_SHARED_LOCKS_REQUIRED(mutex_) { return taken_records_ >= count; };
    absl::MutexLock lock(&mutex_, absl::Condition(&taken));
  }
  size_t taken_records() const {
    absl::MutexLock lock(&mutex_);
    return taken_records_;
  }
  size_t max_unanswered_bytes() const {
    absl::MutexLock lock(&mutex_);
    return max_unanswered_bytes_;
  }

 private:
  // In order, without the lock, one caller at a time: whoever comes meanwhile
  // leaves its batch to the one that is at it.
  void RunHeld() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    if (std::exchange(running_, true)) return;
    while (!held_.empty()) {
      std::vector<std::function<void()>> held;
      held.swap(held_);
      mutex_.Unlock();
      for (const auto& answer : held) answer();
      mutex_.Lock();
    }
    running_ = false;
  }

  absl::StatusOr<SubmitResult> Answer(const SubmitBatch& batch) {
    absl::MutexLock lock(&mutex_);
    if (!failure_.ok()) return failure_;
    const std::string& stream = batch.ticket.stream;
    if (!stream.empty() && batch.ticket.epoch != epochs_[stream]) {
      return ReasonedError(absl::StatusCode::kAborted, "STREAM_FENCED", "another producer");
    }
    if (!stream.empty() && batch.offset > next_offsets_[stream]) {
      return ReasonedError(absl::StatusCode::kOutOfRange, "OFFSET_GAP", "records are missing",
                           {{"next_offset", absl::StrCat(next_offsets_[stream])}});
    }
    SubmitResult result;
    LogTransaction transaction(log_);
    for (const v1::RawRecord& record : batch.records) {
      v1::RecordResult& one = result.results.emplace_back();
      if (record.content() == "bad") {
        one.set_outcome(v1::RECORD_OUTCOME_REJECTED);
        one.mutable_rejection()->set_reason("UNKNOWN_FORMAT");
      } else {
        one.set_outcome(v1::RECORD_OUTCOME_ACCEPTED);
        one.set_trial_id(record.content());
        one.set_position(transaction.AddDelete(record.content().substr(0, 20)));
        result.position = one.position();
      }
    }
    if (const absl::Status status = log_.Commit(std::move(transaction)); !status.ok()) {
      return status;
    }
    if (!stream.empty()) {
      result.next_offset = next_offsets_[stream] = batch.offset + batch.records.size();
    }
    return result;
  }

  TrialLog& log_;
  mutable absl::Mutex mutex_;
  std::map<std::string, uint64_t> epochs_ ABSL_GUARDED_BY(mutex_);
  std::map<std::string, uint64_t> next_offsets_ ABSL_GUARDED_BY(mutex_);
  bool holding_ ABSL_GUARDED_BY(mutex_) = false;
  bool full_ ABSL_GUARDED_BY(mutex_) = false;
  bool running_ ABSL_GUARDED_BY(mutex_) = false;
  absl::Status failure_ ABSL_GUARDED_BY(mutex_);
  size_t taken_records_ ABSL_GUARDED_BY(mutex_) = 0;
  size_t unanswered_bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  size_t max_unanswered_bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  std::vector<std::function<void()>> held_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::function<void()>> waiting_for_room_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace trialdex

#endif  // TRIALDEX_SERVICES_INGEST_TESTING_FAKE_INTAKE_H_
