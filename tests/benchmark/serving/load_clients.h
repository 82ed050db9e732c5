// Clients that search all at once, to see how the query service bears it.
#ifndef TRIALDEX_TESTS_BENCHMARK_SERVING_LOAD_CLIENTS_H_
#define TRIALDEX_TESTS_BENCHMARK_SERVING_LOAD_CLIENTS_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "tests/benchmark/latencies.h"
#include "tests/benchmark/query_list.h"
#include "trialdex/v1/query_service.grpc.pb.h"

namespace trialdex {

struct LoadOptions {
  // Clients with one call under way each; the next begins when the last was answered. A client
  // that is refused waits as RetryInfo says.
  int clients = 1;
  // Above 0: so many calls a second begin instead, whatever becomes of those before; nobody
  // comes back. A call's time then counts from when it should have begun.
  double rate = 0;
  // Time before anything counts.
  absl::Duration warm_up = absl::Seconds(1);
  absl::Duration length = absl::Seconds(5);
  // Of each call.
  absl::Duration timeout = absl::Seconds(10);
  // Process of the service, to look at its use of the processor; empty: none.
  std::string server_pid;
};

struct LoadResult {
  // Of the calls that were answered.
  Latencies answered;
  // The same without the time that they began late.
  Latencies answered_since_begun;
  // How much later than they should have calls began: at a fixed rate that time is in theirs. Far
  // from 0 it is these clients that have too little of the processor, not the service.
  Latencies client_lag;
  // Of the calls that were told to come back, since they began.
  Latencies refused;
  // All others, by the name of their code.
  std::map<std::string, int64_t> errors;
  double seconds = 0;
  // Calls that began in that time.
  int64_t begun = 0;
  // Processor time of the service; 0 if unknown.
  double server_cpu_seconds = 0;
};

// One thread drives all clients, so that they take as little as possible from the service
// when both share a machine. Not thread-safe.
class LoadClients {
 public:
  // Calls go round `channels` connections to `target`, "host:port". `queries` must not be
  // empty and must outlive this.
  LoadClients(const std::string& target, int channels, const std::vector<ListedQuery>& queries);
  ~LoadClients();

  LoadResult Run(const LoadOptions& options);

 private:
  struct Call;
  class Round;

  const std::vector<ListedQuery>& queries_;
  std::vector<std::unique_ptr<v1::QueryService::Stub>> stubs_;
};

}  // namespace trialdex

#endif  // TRIALDEX_TESTS_BENCHMARK_SERVING_LOAD_CLIENTS_H_
