#include "libs/intake/intake.h"

#include <algorithm>
#include <atomic>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/errors.h"
#include "libs/base/executor.h"
#include "libs/base/status_macros.h"
#include "libs/intake/dead_letters.h"
#include "libs/intake/held_versions.h"
#include "libs/intake/record_preparer.h"
#include "libs/intake/sequencer.h"
#include "libs/intake/submit_streams.h"
#include "libs/intake/trial_updater.h"
#include "libs/log/log_transaction.h"
#include "libs/log/resource_name.h"

namespace trialdex {
namespace {

// Content bytes that one thread parses at a stretch: large enough to forget the
// cost of handing over, small enough to keep all threads busy with one batch.
constexpr size_t kStretchBytes = size_t{128} << 10;

// What a record takes until it is answered, whatever its content.
constexpr size_t kRecordOverheadBytes = size_t{1} << 10;

// One call of Submit on its way.
struct Submission {
  StreamTicket ticket;
  uint64_t offset = 0;
  std::vector<v1::RawRecord> records;
  std::vector<PreparedRecord> prepared;
  // Stretches that are still being parsed.
  std::atomic<size_t> stretches{0};
  SubmitResult result;
};

struct Retry {
  std::string id;
  absl::Status found;
  PreparedRecord prepared;
  v1::RecordResult result;
};

// Ends of the stretches of `records`.
std::vector<size_t> Stretches(const std::vector<v1::RawRecord>& records) {
  std::vector<size_t> ends;
  size_t bytes = 0;
  for (size_t i = 0; i < records.size(); ++i) {
    bytes += records[i].content().size();
    if (bytes < kStretchBytes && i + 1 < records.size()) continue;
    ends.push_back(i + 1);
    bytes = 0;
  }
  return ends;
}

class IntakeImpl final : public Intake {
 public:
  IntakeImpl(TrialLog& log, absl::Span<const RecordParser* const> parsers, const Clock& clock,
             const IntakeOptions& options)
      : log_(log),
        clock_(clock),
        preparer_(parsers, options.max_record_bytes, clock),
        updater_(preparer_),
        streams_(options.stream_expiry),
        parsing_(std::max(1, options.parser_threads)),
        sequencer_(log, {options.max_queued_bytes, options.max_commit_bytes}) {}

  void OpenStream(std::string name, Done<OpenedStream> done) override {
    const absl::Status well_formed =
        name.empty() ? absl::OkStatus() : CheckResourceName("stream", name);
    auto opened = std::make_shared<OpenedStream>();
    if (well_formed.ok()) opened->ticket = streams_.TakeOver(name);
    Now(
        [this, well_formed, opened](LogTransaction& transaction) -> absl::Status {
          RETURN_IF_ERROR(well_formed);
          ASSIGN_OR_RETURN(opened->next_offset,
                           streams_.NextOffset(opened->ticket.stream, transaction));
          return streams_.RemoveExpired(log_, transaction);
        },
        [opened, done = std::move(done)](const absl::Status& status) {
          if (status.ok()) {
            done(*opened);
          } else {
            done(status);
          }
        });
  }

  void Submit(SubmitBatch batch, Done<SubmitResult> done) override {
    auto submission = std::make_shared<Submission>();
    submission->ticket = std::move(batch.ticket);
    submission->offset = batch.offset;
    submission->records = std::move(batch.records);
    submission->prepared.resize(submission->records.size());
    size_t bytes = submission->records.size() * kRecordOverheadBytes;
    for (const v1::RawRecord& record : submission->records) bytes += record.content().size();
    const auto slot =
        sequencer_.Enqueue({bytes,
                            [this, submission](LogTransaction& transaction) {
                              return Apply(*submission, transaction);
                            },
                            [submission, done = std::move(done)](const absl::Status& status) {
                              if (status.ok()) {
                                done(std::move(submission->result));
                              } else {
                                done(status);
                              }
                            }});
    const std::vector<size_t> ends = Stretches(submission->records);
    submission->stretches = ends.size();
    if (ends.empty()) sequencer_.SetReady(slot);
    size_t begin = 0;
    for (const size_t end : ends) {
      parsing_.Run([this, submission, slot, begin, end] {
        Prepare(*submission, begin, end);
        if (--submission->stretches == 0) sequencer_.SetReady(slot);
      });
      begin = end;
    }
  }

  void WhenReady(std::function<void()> ready) override { sequencer_.WhenRoom(std::move(ready)); }

  void DeleteTrial(std::string trial_id, Done<uint64_t> done) override {
    auto position = std::make_shared<uint64_t>(0);
    Now(
        [this, position,
         trial_id = std::move(trial_id)](LogTransaction& transaction) -> absl::Status {
          ASSIGN_OR_RETURN(*position, updater_.Delete(trial_id, transaction));
          return absl::OkStatus();
        },
        [position, done = std::move(done)](const absl::Status& status) {
          if (status.ok()) {
            done(*position);
          } else {
            done(status);
          }
        });
  }

  void RetryDeadLetter(std::string id, Done<v1::RecordResult> done) override {
    auto retry = std::make_shared<Retry>();
    retry->id = std::move(id);
    const auto slot = sequencer_.Enqueue(
        {0, [this, retry](LogTransaction& transaction) { return Apply(*retry, transaction); },
         [retry, done = std::move(done)](const absl::Status& status) {
           if (status.ok()) {
             done(std::move(retry->result));
           } else {
             done(status);
           }
         }});
    parsing_.Run([this, retry, slot] {
      auto letter = log_.GetDeadLetter(retry->id);
      retry->found = letter.status();
      if (letter.ok()) {
        retry->prepared = preparer_.Prepare(std::move(*letter->mutable_record()));
      }
      sequencer_.SetReady(slot);
    });
  }

  void DeleteDeadLetter(std::string id, std::function<void(absl::Status)> done) override {
    Now([id = std::move(id)](
            LogTransaction& transaction) { return transaction.RemoveDeadLetter(id); },
        std::move(done));
  }

  absl::StatusOr<storage::v1::StreamState> GetStream(const std::string& name) const override {
    ASSIGN_OR_RETURN(const auto state, log_.GetStream(name));
    if (state.has_value() && !streams_.IsExpired(*state, clock_.Now())) return *state;
    return ReasonedError(absl::StatusCode::kNotFound, "STREAM_NOT_FOUND",
                         absl::StrCat("stream '", name, "' is not known"));
  }

 private:
  // Enqueues what needs no preparation.
  void Now(std::function<absl::Status(LogTransaction&)> apply,
           std::function<void(const absl::Status&)> finish) {
    sequencer_.SetReady(sequencer_.Enqueue({0, std::move(apply), std::move(finish)}));
  }

  void Prepare(Submission& submission, size_t begin, size_t end) const {
    // Its tables are larger than most records.
    thread_local Compressor compressor;
    for (size_t i = begin; i < end; ++i) {
      PreparedRecord& prepared = submission.prepared[i];
      prepared = preparer_.Prepare(std::move(submission.records[i]));
      if (!SeemsHeld(prepared)) Pack(prepared, compressor);
    }
  }

  // Records before it may still be on their way: only the sequencer knows.
  bool SeemsHeld(const PreparedRecord& record) const {
    if (record.rejection.has_value()) return false;
    const auto state = log_.GetTrialState(record.trial_id);
    return state.ok() && state->has_value() && IsHeld(**state, record);
  }

  absl::Status Apply(Submission& submission, LogTransaction& transaction) {
    SubmitResult& result = submission.result;
    result = SubmitResult();
    ASSIGN_OR_RETURN(result.next_offset, streams_.Advance(submission.ticket, submission.offset,
                                                          submission.prepared.size(), transaction));
    result.results.reserve(submission.prepared.size());
    for (PreparedRecord& record : submission.prepared) {
      if (record.rejection.has_value()) {
        ASSIGN_OR_RETURN(v1::RecordResult rejected,
                         KeepRejected(record, submission.ticket.stream, transaction));
        result.results.push_back(std::move(rejected));
        continue;
      }
      ASSIGN_OR_RETURN(v1::RecordResult outcome, updater_.Update(record, transaction));
      result.position = std::max(result.position, outcome.position());
      result.results.push_back(std::move(outcome));
    }
    return absl::OkStatus();
  }

  absl::Status Apply(Retry& retry, LogTransaction& transaction) {
    RETURN_IF_ERROR(retry.found);
    if (retry.prepared.rejection.has_value()) {
      ASSIGN_OR_RETURN(retry.result, RejectAgain(retry.id, retry.prepared, transaction));
      return absl::OkStatus();
    }
    RETURN_IF_ERROR(transaction.RemoveDeadLetter(retry.id));
    ASSIGN_OR_RETURN(retry.result, updater_.Update(retry.prepared, transaction));
    return absl::OkStatus();
  }

  TrialLog& log_;
  const Clock& clock_;
  const RecordPreparer preparer_;
  // Used on the sequencer's thread only.
  TrialUpdater updater_;
  SubmitStreams streams_;
  // In this order: the sequencer ends first, while tasks still become ready.
  Executor parsing_;
  Sequencer sequencer_;
};

}  // namespace

std::unique_ptr<Intake> Intake::Start(TrialLog& log, absl::Span<const RecordParser* const> parsers,
                                      const Clock& clock, const IntakeOptions& options) {
  return std::make_unique<IntakeImpl>(log, parsers, clock, options);
}

}  // namespace trialdex
