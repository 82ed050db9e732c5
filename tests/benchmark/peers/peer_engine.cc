#include "tests/benchmark/peers/peer_engine.h"

#include <time.h>

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "CLI/CLI.hpp"
#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "tests/benchmark/exit_code.h"

namespace trialdex {
namespace {

struct Arguments {
  std::string documents;
  std::string directory;
  std::string queries;
  int threads = 1;
  uint64_t commit_every = 5000;
  int warm_rounds = 3;
  int rounds = 10;
  bool first_uses = false;
};

double SecondsSince(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// Of all threads of this process so far.
double ProcessorSeconds() {
  timespec time{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

double MegabytesOf(const std::string& directory) {
  double bytes = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(directory)) {
    if (entry.is_regular_file()) bytes += static_cast<double>(entry.file_size());
  }
  return bytes / 1e6;
}

absl::Status Index(const Arguments& arguments, PeerEngine& engine) {
  ASSIGN_OR_RETURN(PeerDocumentReader reader, PeerDocumentReader::Open(arguments.documents));
  std::filesystem::remove_all(arguments.directory);
  std::filesystem::create_directories(arguments.directory);
  const double processor_start = ProcessorSeconds();
  const auto start = std::chrono::steady_clock::now();
  RETURN_IF_ERROR(engine.Create(arguments.directory, arguments.threads));
  PeerDocument document;
  uint64_t count = 0;
  size_t text_bytes = 0;
  while (true) {
    ASSIGN_OR_RETURN(const bool found, reader.Next(document));
    if (!found) break;
    text_bytes += document.text.size();
    RETURN_IF_ERROR(engine.Upsert(document));
    if (++count % arguments.commit_every == 0) RETURN_IF_ERROR(engine.Commit(count));
  }
  RETURN_IF_ERROR(engine.Commit(count));
  RETURN_IF_ERROR(engine.Close());
  const double seconds = SecondsSince(start);
  const std::string prefix = absl::StrCat("index.threads_", arguments.threads);
  PrintPeerFigure(prefix + ".documents", static_cast<double>(count) / seconds, "documents/s");
  PrintPeerFigure(prefix + ".text", static_cast<double>(text_bytes) / 1e6 / seconds, "MB/s");
  PrintPeerFigure(prefix + ".documents_per_processor_second",
                  static_cast<double>(count) / (ProcessorSeconds() - processor_start),
                  "documents/s");
  PrintPeerFigure("index.bytes", MegabytesOf(arguments.directory), "MB");
  return absl::OkStatus();
}

absl::Status Search(const Arguments& arguments, PeerEngine& engine) {
  ASSIGN_OR_RETURN(auto queries, ReadPeerQueries(arguments.queries));
  queries.erase(std::remove_if(queries.begin(), queries.end(),
                               [&](const PeerQuery& query) { return !engine.Answers(query); }),
                queries.end());
  const auto start = std::chrono::steady_clock::now();
  RETURN_IF_ERROR(engine.Open(arguments.directory));
  PrintPeerFigure("search.open", SecondsSince(start), "s");
  const auto ask = [&](const PeerQuery& query, const PeerMode& mode) {
    return engine.Search(query, mode);
  };
  if (arguments.first_uses) {
    return MeasureFirstUses(queries, arguments.warm_rounds, arguments.rounds, ask,
                            [&] { engine.Forget(); });
  }
  return MeasureSearches(queries, arguments.warm_rounds, arguments.rounds, ask);
}

}  // namespace

int PeerMain(int argc, char** argv, PeerEngine& engine) {
  CLI::App app("Indexes or searches the documents of the comparison.");
  Arguments arguments;
  app.require_subcommand(1);
  CLI::App* const index = app.add_subcommand("index", "Index documents");
  index->add_option("--documents", arguments.documents, "What dump_peer_documents wrote")
      ->required();
  index->add_option("--directory", arguments.directory, "Where to; emptied before")->required();
  index->add_option("--threads", arguments.threads, "Threads that index");
  index->add_option("--commit-every", arguments.commit_every, "Documents between two commits");
  CLI::App* const search = app.add_subcommand("search", "Ask queries");
  search->add_option("--directory", arguments.directory, "What index made")->required();
  search->add_option("--queries", arguments.queries, "What draw_peer_queries wrote")->required();
  search->add_option("--warm-rounds", arguments.warm_rounds, "Rounds that do not count");
  search->add_option("--rounds", arguments.rounds, "Rounds that count");
  search->add_flag("--first-uses", arguments.first_uses,
                   "Nothing that was made for one search is there for the next");
  CLI11_PARSE(app, argc, argv);
  return ExitCode(argv[0], index->parsed() ? Index(arguments, engine) : Search(arguments, engine));
}

}  // namespace trialdex
