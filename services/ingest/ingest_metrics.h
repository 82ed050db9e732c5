// What ingest counts.
#ifndef TRIALDEX_SERVICES_INGEST_INGEST_METRICS_H_
#define TRIALDEX_SERVICES_INGEST_INGEST_METRICS_H_

#include <array>
#include <functional>
#include <memory>
#include <vector>

#include "google/protobuf/repeated_ptr_field.h"
#include "libs/log/trial_log.h"
#include "libs/telemetry/metrics.h"
#include "trialdex/v1/record.pb.h"

namespace trialdex {

// records_total{outcome}, record_bytes_total, and gauges of the log. Thread-safe.
class IngestMetrics {
 public:
  // Both must outlive this.
  IngestMetrics(Metrics& metrics, TrialLog& log);

  // Count what was answered.
  void CountResults(const google::protobuf::RepeatedPtrField<v1::RecordResult>& results);
  void CountResult(const v1::RecordResult& result);
  // Counts contents that were taken in.
  void CountBytes(size_t bytes) { bytes_.Increment(static_cast<double>(bytes)); }

  // Shows the number of open submit streams until the handle is destroyed.
  [[nodiscard]] std::shared_ptr<void> ShowStreams(std::function<double()> count);

 private:
  Metrics& metrics_;
  // By RecordOutcome.
  std::array<prometheus::Counter*, v1::RecordOutcome_ARRAYSIZE> outcomes_;
  prometheus::Counter& bytes_;
  std::vector<std::shared_ptr<void>> samples_;
};

}  // namespace trialdex

#endif  // TRIALDEX_SERVICES_INGEST_INGEST_METRICS_H_
