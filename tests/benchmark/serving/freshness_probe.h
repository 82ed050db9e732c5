// Asks the query service for records that have just been accepted.
#ifndef TRIALDEX_TESTS_BENCHMARK_SERVING_FRESHNESS_PROBE_H_
#define TRIALDEX_TESTS_BENCHMARK_SERVING_FRESHNESS_PROBE_H_

#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "tests/benchmark/latencies.h"
#include "trialdex/v1/query_service.grpc.pb.h"
#include "trialdex/v1/record.pb.h"

namespace trialdex {

// What was seen from one Take to the next.
struct FreshnessSeen {
  // From the result of a record to an answer that contains it.
  Latencies accepted_to_searchable;
  // Probes that failed.
  int64_t failed = 0;
  int64_t accepted = 0;
  // Positions between the last one accepted and the one searched, at its worst.
  uint64_t max_backlog = 0;
  // Anonymous memory of the processes at its worst, MB, in their order.
  std::vector<double> max_anon_mb;
};

// Thread-safe.
class FreshnessProbe {
 public:
  // `query_target` is "host:port". Memory of the processes `pids` is looked at.
  FreshnessProbe(const std::string& query_target, std::vector<std::string> pids);
  // Waits for probes under way.
  ~FreshnessProbe();

  // A record has its result. Now and then one of them is probed, so that probes cost little.
  void Add(const v1::RecordResult& result);

  // Waits until all that was accepted is searched, then takes what was seen.
  FreshnessSeen Take();

 private:
  struct Call;

  void Probe(const v1::RecordResult& result);
  // Position that searches stand for; 0 if the service does not answer.
  uint64_t SearchedPosition() const;
  void Watch();

  const std::unique_ptr<v1::QueryService::Stub> stub_;
  const std::vector<std::string> pids_;

  absl::Mutex mutex_;
  int under_way_ ABSL_GUARDED_BY(mutex_) = 0;
  uint64_t last_accepted_ ABSL_GUARDED_BY(mutex_) = 0;
  absl::Time next_probe_ ABSL_GUARDED_BY(mutex_) = absl::InfinitePast();
  bool ending_ ABSL_GUARDED_BY(mutex_) = false;
  FreshnessSeen seen_ ABSL_GUARDED_BY(mutex_);
  // Looks at backlog and memory.
  std::thread watcher_;
};

}  // namespace trialdex

#endif  // TRIALDEX_TESTS_BENCHMARK_SERVING_FRESHNESS_PROBE_H_
