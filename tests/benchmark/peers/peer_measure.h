// Asks an engine the queries of the comparison and prints how long it takes.
#ifndef TRIALDEX_TESTS_BENCHMARK_PEERS_PEER_MEASURE_H_
#define TRIALDEX_TESTS_BENCHMARK_PEERS_PEER_MEASURE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tests/benchmark/peers/peer_queries.h"

namespace trialdex {

// What is asked for beside the query.
struct PeerMode {
  // The best so many.
  size_t limit = 10;
  // With the exact number of hits.
  bool counted = true;

  // "top10.counted"
  std::string Name() const;
};

struct PeerAnswer {
  // A lower bound unless counted.
  int64_t hits = 0;
  // Of the best ones, best first.
  std::vector<std::string> ids;
};

// Prints one figure: name, value and unit between tabs, a line. What every engine's program
// prints, and compare.awk puts side by side.
void PrintPeerFigure(const std::string& name, double value, const std::string& unit);

// Asks all `queries` for the best 10 and 100, counted and not, `warm_rounds` times without and
// then `rounds` times with the clock, and prints for each class and mode the p50, p99 and mean of
// one query in microseconds, for each class the median of its hits, and how many queries do not
// have the same best ones in all modes: none, if the engine is right. The first error ends it.
absl::Status MeasureSearches(
    const std::vector<PeerQuery>& queries, int warm_rounds, int rounds,
    absl::FunctionRef<absl::StatusOr<PeerAnswer>(const PeerQuery&, const PeerMode&)> search);

// Asks all `queries` for the best 10, counted, and calls `forget` before each, so that nothing but
// the index itself is in memory. Prints as MeasureSearches does, without hits.
absl::Status MeasureFirstUses(
    const std::vector<PeerQuery>& queries, int warm_rounds, int rounds,
    absl::FunctionRef<absl::StatusOr<PeerAnswer>(const PeerQuery&, const PeerMode&)> search,
    absl::FunctionRef<void()> forget);

}  // namespace trialdex

#endif  // TRIALDEX_TESTS_BENCHMARK_PEERS_PEER_MEASURE_H_
