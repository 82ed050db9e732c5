#include "services/ingest/ingest_metrics.h"

#include <string>
#include <utility>

#include "absl/strings/strip.h"
#include "services/ingest/submit_context.h"

namespace trialdex {
namespace {

// "ACCEPTED" of RECORD_OUTCOME_ACCEPTED.
std::string OutcomeLabel(v1::RecordOutcome outcome) {
  return std::string(absl::StripPrefix(v1::RecordOutcome_Name(outcome), "RECORD_OUTCOME_"));
}

double LiveIndexLag(TrialLog& log) {
  const uint64_t last = log.last_position();
  for (const v1::ConsumerStatus& status : log.consumers().List(last)) {
    if (status.consumer() == kLiveIndexConsumer) return static_cast<double>(status.lag_entries());
  }
  return static_cast<double>(last);
}

}  // namespace

IngestMetrics::IngestMetrics(Metrics& metrics, TrialLog& log)
    : metrics_(metrics),
      bytes_(metrics.Counter("record_bytes_total", "Bytes of records taken in.")) {
  for (int i = 0; i < v1::RecordOutcome_ARRAYSIZE; ++i) {
    outcomes_[static_cast<size_t>(i)] =
        &metrics.Counter("records_total", "Records answered, by outcome.",
                         {{"outcome", OutcomeLabel(static_cast<v1::RecordOutcome>(i))}});
  }
  const auto show = [&](const char* name, const char* help, auto sample) {
    samples_.push_back(
        metrics.Sampled(name, help, [&log, sample] { return static_cast<double>(sample(log)); }));
  };
  show("log_position", "Position of the newest synced entry.",
       [](TrialLog& l) { return l.last_position(); });
  show("trials", "Trials held, deleted ones left out.",
       [](TrialLog& l) { return l.counters().trial_count(); });
  show("dead_letters", "Rejected records kept.",
       [](TrialLog& l) { return l.counters().dead_letter_count(); });
  show("dead_letter_bytes", "Bytes of rejected records kept.",
       [](TrialLog& l) { return l.counters().dead_letter_bytes(); });
  show("live_index_lag_entries", "Entries that the live index has not committed yet.",
       LiveIndexLag);
}

void IngestMetrics::CountResults(
    const google::protobuf::RepeatedPtrField<v1::RecordResult>& results) {
  std::array<int, v1::RecordOutcome_ARRAYSIZE> counts{};
  for (const v1::RecordResult& result : results) ++counts[static_cast<size_t>(result.outcome())];
  for (size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] > 0) outcomes_[i]->Increment(counts[i]);
  }
}

void IngestMetrics::CountResult(const v1::RecordResult& result) {
  outcomes_[static_cast<size_t>(result.outcome())]->Increment();
}

std::shared_ptr<void> IngestMetrics::ShowStreams(std::function<double()> count) {
  return metrics_.Sampled("open_submit_streams", "Submit streams open now.", std::move(count));
}

}  // namespace trialdex
