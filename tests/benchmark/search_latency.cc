// Measures searches over gRPC, one client after the other's answer, per class
// of query. Prints p50 and p99 of each class and of all.
//
//   search_latency --query HOST:PORT --queries FILE [--seconds N] [--clients N]
#include <algorithm>
#include <atomic>
#include <cstdio>
#include <fstream>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "libs/rpc/channel.h"
#include "tests/benchmark/json_line.h"
#include "trialdex/v1/query_service.grpc.pb.h"

namespace trialdex {
namespace {

struct Query {
  std::string query_class;
  v1::SearchTrialsRequest request;
};

// Milliseconds of each call, by class.
using Latencies = std::map<std::string, std::vector<double>>;

std::vector<Query> ReadQueries(const std::string& path) {
  std::vector<Query> queries;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    const std::vector<std::string> columns = absl::StrSplit(line, '\t');
    Query query;
    query.query_class = columns[0];
    if (columns.size() > 1) query.request.set_query(columns[1]);
    if (columns.size() > 2) query.request.set_filter(columns[2]);
    queries.push_back(query);
  }
  return queries;
}

double Percentile(std::vector<double>& values, double fraction) {
  std::sort(values.begin(), values.end());
  return values[static_cast<size_t>(fraction * static_cast<double>(values.size() - 1))];
}

// One client: asks round after round until `end`. False if a call failed.
bool Ask(v1::QueryService::Stub& stub, const std::vector<Query>& queries, absl::Time end,
         Latencies& latencies) {
  while (absl::Now() < end) {
    for (const Query& query : queries) {
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
      latencies[query.query_class].push_back(absl::ToDoubleMilliseconds(absl::Now() - start));
    }
  }
  return true;
}

int Run(const std::string& target, const std::string& queries_path, double seconds, int clients) {
  const std::vector<Query> queries = ReadQueries(queries_path);
  if (queries.empty()) {
    std::fprintf(stderr, "search_latency: no queries in '%s'\n", queries_path.c_str());
    return 1;
  }
  const auto stub = v1::QueryService::NewStub(MakeChannel(target));
  Latencies warm_up;
  if (!Ask(*stub, queries, absl::Now() + absl::Milliseconds(1), warm_up)) return 1;

  Latencies all;
  std::mutex mutex;
  std::atomic<bool> failed = false;
  std::vector<std::thread> threads;
  const absl::Time start = absl::Now();
  for (int i = 0; i < clients; ++i) {
    threads.emplace_back([&] {
      Latencies own;
      if (!Ask(*stub, queries, start + absl::Seconds(seconds), own)) failed = true;
      const std::lock_guard<std::mutex> lock(mutex);
      for (const auto& [name, values] : own) {
        all[name].insert(all[name].end(), values.begin(), values.end());
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  const double took = absl::ToDoubleSeconds(absl::Now() - start);
  if (failed) return 1;

  std::vector<double> total;
  const std::string suffix = clients == 1 ? "" : absl::StrCat(".clients_", clients);
  for (auto& [name, values] : all) {
    total.insert(total.end(), values.begin(), values.end());
    PrintFigure(absl::StrCat("search.", name, ".p50", suffix), Percentile(values, 0.5), "ms");
    PrintFigure(absl::StrCat("search.", name, ".p99", suffix), Percentile(values, 0.99), "ms");
  }
  PrintFigure(absl::StrCat("search.all.p50", suffix), Percentile(total, 0.5), "ms");
  PrintFigure(absl::StrCat("search.all.p99", suffix), Percentile(total, 0.99), "ms");
  PrintFigure(absl::StrCat("search.all.throughput", suffix),
              static_cast<double>(total.size()) / took, "calls/s");
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
