// The queries that every engine of the comparison is asked.
#ifndef TRIALDEX_TESTS_BENCHMARK_PEERS_PEER_QUERIES_H_
#define TRIALDEX_TESTS_BENCHMARK_PEERS_PEER_QUERIES_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "tests/benchmark/corpus/random.h"

namespace trialdex {

enum class PeerOperator { kAnd, kOr, kPhrase };

struct PeerQuery {
  // "or2"; "facets" is counted over all hits.
  std::string name;
  PeerOperator op = PeerOperator::kAnd;
  // Letters and spaces only, so that all engines see the same words.
  std::vector<std::string> words;
  // "overall_status=RECRUITING"; empty: none.
  std::string filter;
};

// One line of a file of queries: name, operator, words, filter; between tabs.
std::string FormatPeerQuery(const PeerQuery& query);

// The queries of a file. INVALID_ARGUMENT for a line that is none.
absl::StatusOr<std::vector<PeerQuery>> ReadPeerQueries(const std::string& path);

// Texts and how many trials have them, most first: conditions or keywords.
using TextCounts = std::vector<std::pair<std::string, int>>;

// Draws `per_class` queries of each of the nine classes: the words and phrases that people gave
// trials as conditions and keywords, the more often the sooner. INVALID_ARGUMENT if these are too
// few.
absl::StatusOr<std::vector<PeerQuery>> DrawPeerQueries(const TextCounts& conditions,
                                                       const TextCounts& keywords, size_t per_class,
                                                       Random& random);

}  // namespace trialdex

#endif  // TRIALDEX_TESTS_BENCHMARK_PEERS_PEER_QUERIES_H_
