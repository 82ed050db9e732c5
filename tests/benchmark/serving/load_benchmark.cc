// Measures how many searches the query service answers, and how fast, under load.
//
//   load_benchmark --query HOST:PORT --queries FILE [--clients 1,2,4] [--pid PID]
//   load_benchmark --query HOST:PORT --queries FILE --rate 500 --rate 2000
//
// Prints one JSON object for each number of clients, or rate.
#include <cstdio>
#include <string>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/time/time.h"
#include "tests/benchmark/memory.h"
#include "tests/benchmark/query_list.h"
#include "tests/benchmark/serving/load_clients.h"

namespace trialdex {
namespace {

void Print(const LoadOptions& options, LoadResult& result) {
  const auto calls = static_cast<double>(result.answered.count());
  const std::string load = options.rate > 0 ? absl::StrCat("\"rate\":", options.rate)
                                            : absl::StrCat("\"clients\":", options.clients);
  const std::string errors =
      absl::StrJoin(result.errors, ",", [](std::string* out, const auto& error) {
        absl::StrAppend(out, "\"", error.first, "\":", error.second);
      });
  std::printf(
      "{\"name\":\"load\",%s,\"sent\":%.1f,\"throughput\":%.1f,\"p50_ms\":%.3f,\"p99_ms\":%.3f,"
      "\"p999_ms\":%.3f,\"max_ms\":%.3f,\"begun_p50_ms\":%.3f,\"begun_p99_ms\":%.3f,"
      "\"client_lag_p99_ms\":%.3f,\"refused\":%zu,\"refused_p50_ms\":%.3f,\"refused_p99_ms\":%.3f,"
      "\"errors\":{%s},\"seconds\":%.2f,"
      "\"server_cpu_s\":%.2f,\"server_cpu_us_per_call\":%.1f,\"server_anon_mb\":%.1f}\n",
      load.c_str(), static_cast<double>(result.begun) / result.seconds, calls / result.seconds,
      result.answered.Percentile(0.5), result.answered.Percentile(0.99),
      result.answered.Percentile(0.999), result.answered.Percentile(1),
      result.answered_since_begun.Percentile(0.5), result.answered_since_begun.Percentile(0.99),
      result.client_lag.Percentile(0.99), result.refused.count(), result.refused.Percentile(0.5),
      result.refused.Percentile(0.99), errors.c_str(), result.seconds, result.server_cpu_seconds,
      calls > 0 ? result.server_cpu_seconds * 1e6 / calls : 0,
      RssAnonMegabytes(options.server_pid));
  std::fflush(stdout);
}

}  // namespace
}  // namespace trialdex

int main(int argc, char** argv) {
  using namespace trialdex;
  CLI::App app("Measures how many searches the query service answers, and how fast.");
  std::string target = "127.0.0.1:7103";
  std::string queries_path;
  std::string pid;
  std::vector<int> clients = {1, 2, 4, 8, 16, 32, 64};
  std::vector<double> rates;
  int channels = 4;
  double seconds = 5;
  double timeout = 10;
  app.add_option("--query", target, "HOST:PORT of the query service")->capture_default_str();
  app.add_option("--queries", queries_path, "TSV file: class, query, filter")->required();
  app.add_option("--clients", clients, "Numbers of clients, one step each")
      ->delimiter(',')
      ->capture_default_str();
  app.add_option("--rate", rates, "Calls a second, one step each, instead of clients")
      ->delimiter(',');
  app.add_option("--channels", channels, "Connections")->capture_default_str();
  app.add_option("--seconds", seconds, "How long each step counts")->capture_default_str();
  app.add_option("--timeout", timeout, "Seconds that a call may take")->capture_default_str();
  app.add_option("--pid", pid, "Process of the service, for its use of the processor");
  CLI11_PARSE(app, argc, argv);

  const std::vector<ListedQuery> queries = ReadQueryList(queries_path);
  if (queries.empty()) return 1;
  LoadClients load(target, channels, queries);
  LoadOptions options;
  options.length = absl::Seconds(seconds);
  options.timeout = absl::Seconds(timeout);
  options.server_pid = pid;
  const auto step = [&] {
    LoadResult result = load.Run(options);
    Print(options, result);
  };
  for (const double rate : rates) {
    options.rate = rate;
    step();
  }
  if (!rates.empty()) return 0;
  for (const int count : clients) {
    options.clients = count;
    step();
  }
  return 0;
}
