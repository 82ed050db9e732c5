// Measures searches over gRPC, one client after the other's answer, per class
// of query. Prints p50 and p99 of each class and of all; before that of a first round alone,
// which is the first use of words if the service has just been started.
//
//   search_latency --query HOST:PORT --queries FILE [--seconds N] [--clients N]
#include <atomic>
#include <cstdio>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "libs/rpc/channel.h"
#include "tests/benchmark/json_line.h"
#include "tests/benchmark/latencies.h"
#include "tests/benchmark/query_list.h"
#include "trialdex/v1/query_service.grpc.pb.h"

namespace trialdex {
namespace {

// Of each class.
using LatenciesByClass = std::map<std::string, Latencies>;

// One client: asks round after round until `end`. False if a call failed.
bool Ask(v1::QueryService::Stub& stub, const std::vector<ListedQuery>& queries, absl::Time end,
         LatenciesByClass& latencies) {
  while (absl::Now() < end) {
    for (const ListedQuery& query : queries) {
      grpc::ClientContext context;
      context.set_deadline(absl::ToChronoTime(absl::Now() + absl::Seconds(30)));
      v1::SearchTrialsResponse response;
      const absl::Time start = absl::Now();
      const grpc::Status status = stub.SearchTrials(&context, query.request, &response);
      if (!status.ok()) {
        std::fprintf(stderr, "search_latency: '%s': %s\n", query.request.query().c_str(),
                     status.error_message().c_str());
        return false;
      }
      latencies[query.query_class].Add(absl::Now() - start);
    }
  }
  return true;
}

int Run(const std::string& target, const std::string& queries_path, double seconds, int clients) {
  const std::vector<ListedQuery> queries = ReadQueryList(queries_path);
  if (queries.empty()) return 1;
  const auto stub = v1::QueryService::NewStub(MakeChannel(target));
  LatenciesByClass first_round;
  if (!Ask(*stub, queries, absl::Now() + absl::Milliseconds(1), first_round)) return 1;
  Latencies first;
  for (const auto& [name, values] : first_round) first.Add(values);
  PrintFigure("search.first_round.p50", first.Percentile(0.5), "ms");
  PrintFigure("search.first_round.p99", first.Percentile(0.99), "ms");

  LatenciesByClass all;
  std::mutex mutex;
  std::atomic<bool> failed = false;
  std::vector<std::thread> threads;
  const absl::Time start = absl::Now();
  for (int i = 0; i < clients; ++i) {
    threads.emplace_back([&] {
      LatenciesByClass own;
      if (!Ask(*stub, queries, start + absl::Seconds(seconds), own)) failed = true;
      const std::lock_guard<std::mutex> lock(mutex);
      for (const auto& [name, values] : own) all[name].Add(values);
    });
  }
  for (std::thread& thread : threads) thread.join();
  const double took = absl::ToDoubleSeconds(absl::Now() - start);
  if (failed) return 1;

  Latencies total;
  const std::string suffix = clients == 1 ? "" : absl::StrCat(".clients_", clients);
  for (auto& [name, values] : all) {
    total.Add(values);
    PrintFigure(absl::StrCat("search.", name, ".p50", suffix), values.Percentile(0.5), "ms");
    PrintFigure(absl::StrCat("search.", name, ".p99", suffix), values.Percentile(0.99), "ms");
  }
  PrintFigure(absl::StrCat("search.all.p50", suffix), total.Percentile(0.5), "ms");
  PrintFigure(absl::StrCat("search.all.p99", suffix), total.Percentile(0.99), "ms");
  PrintFigure(absl::StrCat("search.all.throughput", suffix),
              static_cast<double>(total.count()) / took, "calls/s");
  return 0;
}

}  // namespace
}  // namespace trialdex

int main(int argc, char** argv) {
  CLI::App app("Measures searches over gRPC per class of query.");
  std::string target = "127.0.0.1:7103";
  std::string queries;
  double seconds = 5;
  int clients = 1;
  app.add_option("--query", target, "HOST:PORT of the query service")->capture_default_str();
  app.add_option("--queries", queries, "TSV file: class, query, filter")->required();
  app.add_option("--seconds", seconds, "How long")->capture_default_str();
  app.add_option("--clients", clients, "Clients at once")->capture_default_str();
  CLI11_PARSE(app, argc, argv);
  return trialdex::Run(target, queries, seconds, clients);
}
