// What the calls of one ingest service share.
#ifndef TRIALDEX_SERVICES_INGEST_SUBMIT_CONTEXT_H_
#define TRIALDEX_SERVICES_INGEST_SUBMIT_CONTEXT_H_

#include <atomic>
#include <cstdint>

#include "libs/intake/intake.h"
#include "libs/log/trial_log.h"
#include "libs/rpc/open_streams.h"
#include "services/ingest/ingest_metrics.h"

namespace trialdex {

class SubmitReactor;

// The consumer that ACK_LEVEL_SEARCHABLE waits for: it owns the live index.
inline constexpr char kLiveIndexConsumer[] = "indexer";

struct IngestServiceOptions {
  // Largest content of one record; the same as IntakeOptions.max_record_bytes.
  size_t max_record_bytes = size_t{32} << 20;
  // Bytes of unanswered requests at which a submit stream is no longer read.
  // Enough to keep the log busy while answers travel.
  size_t max_in_flight_bytes = size_t{8} << 20;
  // Submit streams open at once; each holds up to its bytes in flight.
  size_t max_streams = 256;
  // SubmitRecord calls under way at once.
  int max_unary_submits = 64;
  // Entries that the live index may be behind before submit streams are no
  // longer read; 0 for no bound.
  uint64_t max_lag = 0;

  // Records in one request. A record without content takes a thousand times as much memory
  // as in the request: bytes alone would not bound it.
  size_t max_batch_records = 100'000;
  // Largest request: one record at its limit, or many, and what is around them.
  size_t max_batch_bytes() const { return max_record_bytes + (size_t{1} << 20); }
};

// Held by the service and by each of its calls, so that the last answer may
// come after the service has gone.
struct SubmitContext {
  SubmitContext(Intake& the_intake, TrialLog& the_log, const IngestServiceOptions& the_options,
                IngestMetrics& the_metrics)
      : intake(the_intake),
        log(the_log),
        options(the_options),
        metrics(the_metrics),
        streams(options.max_streams) {}

  Intake& intake;
  TrialLog& log;
  const IngestServiceOptions options;
  IngestMetrics& metrics;
  OpenStreams<SubmitReactor> streams;
  std::atomic<int> unary_submits{0};
};

}  // namespace trialdex

#endif  // TRIALDEX_SERVICES_INGEST_SUBMIT_CONTEXT_H_
