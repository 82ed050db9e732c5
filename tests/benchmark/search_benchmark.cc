// How fast searches are inside the process, without gRPC, per class of query.
//
//   TRIALDEX_RECORDS_DIR=… search_benchmark --queries=FILE [--index_root=DIR]
//
// Builds an index of the classic XML records in `--index_root` unless one is
// there, and prints one JSON object a line: "cold" is each query's first run on
// a fresh snapshot, "warm" all later ones. With --facets each search is run once
// more with thirteen facets, and what these add to its time is printed, too.
#include <algorithm>
#include <chrono>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/strings/str_split.h"
#include "libs/base/status_macros.h"
#include "libs/index/index_directory.h"
#include "libs/index/index_fingerprint.h"
#include "libs/index/index_writer.h"
#include "libs/search/search_engine.h"
#include "libs/sources/ctgov_xml/ctgov_xml_parser.h"
#include "simdjson.h"
#include "tests/benchmark/exit_code.h"
#include "tests/benchmark/json_line.h"
#include "tests/support/real_records.h"
#include "tests/support/temp_dir.h"

ABSL_FLAG(std::string, queries, "", "TSV file: class, query, filter.");
ABSL_FLAG(std::string, index_root, "", "Where the index is or goes; empty: a temporary place.");
ABSL_FLAG(int, rounds, 50, "Warm runs of each query.");
ABSL_FLAG(bool, facets, false, "Measure what facets cost beside the search.");

namespace trialdex {
namespace {

using SteadyClock = std::chrono::steady_clock;

absl::Status BuildIndex(const std::string& root) {
  auto records = RealRecords::Open("ctgov-legacy-xml");
  if (!records.has_value()) return absl::NotFoundError("TRIALDEX_RECORDS_DIR is not set");
  ASSIGN_OR_RETURN(const auto directory, IndexDirectory::Open(root));
  ASSIGN_OR_RETURN(const IndexName name, directory->NextName(IndexFingerprint()));
  ASSIGN_OR_RETURN(const auto writer, OpenIndexWriter({.directory = directory->Path(name),
                                                       .fingerprint = IndexFingerprint()}));
  const auto parser = MakeCtgovXmlParser();
  simdjson::ondemand::parser json;
  std::string line;
  uint64_t count = 0;
  while (records->Next(line)) {
    simdjson::padded_string padded(line);
    auto document = json.iterate(padded);
    const std::string_view xml = document["xml"].get_string();
    ASSIGN_OR_RETURN(const v1::Trial trial, parser->Parse({xml.data(), xml.size()}));
    RETURN_IF_ERROR(writer->Upsert(v1::Trial(trial)));
    ++count;
  }
  RETURN_IF_ERROR(writer->Commit({"benchmark", count}));
  RETURN_IF_ERROR(writer->WaitForMerges());
  return directory->SetCurrent(name);
}

struct Latencies {
  std::vector<double> cold;
  std::vector<double> warm;
};

// What a page of results offers to narrow it down by.
constexpr const char* kFacets[] = {
    "overall_status", "phase",         "study_type", "primary_purpose", "sex",
    "standard_age",   "sponsor_class", "sponsor",    "condition",       "intervention",
    "country",        "start_year",    "has_results"};

// Milliseconds that `request` takes.
absl::StatusOr<double> Time(SearchEngine& engine, const v1::SearchTrialsRequest& request) {
  const auto start = SteadyClock::now();
  RETURN_IF_ERROR(engine.SearchSerialized(request).status());
  return std::chrono::duration<double, std::milli>(SteadyClock::now() - start).count();
}

void PrintPercentiles(const std::string& name, std::vector<double> values) {
  std::sort(values.begin(), values.end());
  PrintFigure(name + ".p50", values[values.size() / 2], "ms");
  PrintFigure(name + ".p99", values[values.size() * 99 / 100], "ms");
}

absl::Status Run() {
  const TempDir temp;
  std::string root = absl::GetFlag(FLAGS_index_root);
  if (root.empty()) root = temp.path();
  if (absl::IsNotFound(ReadCurrentIndex(root).status())) RETURN_IF_ERROR(BuildIndex(root));

  SnapshotSource source({.index_dir = root, .fingerprint = IndexFingerprint()});
  RETURN_IF_ERROR(source.Current().status());
  SearchEngine engine(source, {});
  std::map<std::string, Latencies> latencies;
  std::map<std::string, Latencies> facet_latencies;
  std::ifstream file(absl::GetFlag(FLAGS_queries));
  for (std::string line; std::getline(file, line);) {
    if (line.empty() || line[0] == '#') continue;
    const std::vector<std::string> columns = absl::StrSplit(line, '\t');
    v1::SearchTrialsRequest request;
    if (columns.size() > 1) request.set_query(columns[1]);
    if (columns.size() > 2) request.set_filter(columns[2]);
    for (int round = 0; round <= absl::GetFlag(FLAGS_rounds); ++round) {
      ASSIGN_OR_RETURN(const double took, Time(engine, request));
      auto& of_class = latencies[columns[0]];
      (round == 0 ? of_class.cold : of_class.warm).push_back(took);
      if (!absl::GetFlag(FLAGS_facets)) continue;
      v1::SearchTrialsRequest with_facets = request;
      for (const char* field : kFacets) with_facets.add_facets()->set_field(field);
      ASSIGN_OR_RETURN(const double took_with_facets, Time(engine, with_facets));
      auto& facets = facet_latencies[columns[0]];
      (round == 0 ? facets.cold : facets.warm).push_back(took_with_facets - took);
    }
  }
  for (const auto& [name, of_class] : latencies) {
    PrintPercentiles("search_in_process." + name + ".cold", of_class.cold);
    PrintPercentiles("search_in_process." + name + ".warm", of_class.warm);
  }
  for (const auto& [name, of_class] : facet_latencies) {
    PrintPercentiles("facets_in_process." + name + ".cold", of_class.cold);
    PrintPercentiles("facets_in_process." + name + ".warm", of_class.warm);
  }
  return absl::OkStatus();
}

}  // namespace
}  // namespace trialdex

int main(int argc, char** argv) {
  absl::ParseCommandLine(argc, argv);
  return trialdex::ExitCode(argv[0], trialdex::Run());
}
