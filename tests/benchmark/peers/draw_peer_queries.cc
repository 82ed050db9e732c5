// Prints the queries of the comparison, a line each.
//
//   draw_peer_queries CONDITIONS KEYWORDS [PER_CLASS]
//
// The files are JSON Lines (compressed or not) of {"condition": …, "trials": …} and {"keyword":
// …, "trials": …}, most trials first.
#include <cstdio>
#include <cstdlib>
#include <string>

#include "libs/base/status_macros.h"
#include "services/trialctl/input/record_reader.h"
#include "simdjson.h"
#include "tests/benchmark/exit_code.h"
#include "tests/benchmark/peers/peer_queries.h"

namespace trialdex {
namespace {

absl::StatusOr<TextCounts> ReadCounts(const std::string& path, const char* name) {
  TextCounts counts;
  simdjson::dom::parser parser;
  RETURN_IF_ERROR(ReadRecords(path, {}, [&](v1::RawRecord record, int64_t) {
    std::string_view text;
    int64_t trials = 0;
    const auto line = parser.parse(record.content());
    if (line[name].get(text) != simdjson::SUCCESS ||
        line["trials"].get(trials) != simdjson::SUCCESS) {
      return absl::InvalidArgumentError(record.source_uri() + ": no count of trials");
    }
    counts.emplace_back(std::string(text), static_cast<int>(trials));
    return absl::OkStatus();
  }));
  return counts;
}

absl::Status Run(const std::string& conditions_path, const std::string& keywords_path,
                 size_t per_class) {
  ASSIGN_OR_RETURN(const TextCounts conditions, ReadCounts(conditions_path, "condition"));
  ASSIGN_OR_RETURN(const TextCounts keywords, ReadCounts(keywords_path, "keyword"));
  Random random(1);
  ASSIGN_OR_RETURN(const auto queries, DrawPeerQueries(conditions, keywords, per_class, random));
  for (const PeerQuery& query : queries) {
    std::puts(FormatPeerQuery(query).c_str());
  }
  return absl::OkStatus();
}

}  // namespace
}  // namespace trialdex

int main(int argc, char** argv) {
  if (argc != 3 && argc != 4) {
    std::fprintf(stderr, "usage: draw_peer_queries CONDITIONS KEYWORDS [PER_CLASS]\n");
    return 2;
  }
  // 34 of each of nine classes: 306.
  const size_t per_class = argc == 4 ? std::strtoul(argv[3], nullptr, 10) : 34;
  return trialdex::ExitCode(argv[0], trialdex::Run(argv[1], argv[2], per_class));
}
