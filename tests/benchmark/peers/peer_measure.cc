#include "tests/benchmark/peers/peer_measure.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <map>
#include <numeric>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"

namespace trialdex {
namespace {

constexpr PeerMode kModes[] = {{10, true}, {100, true}, {10, false}, {100, false}};
constexpr size_t kMostIds = 100;

using SteadyClock = std::chrono::steady_clock;

double Percentile(std::vector<double>& values, double share) {
  std::sort(values.begin(), values.end());
  return values[static_cast<size_t>(share * static_cast<double>(values.size() - 1))];
}

using Search = absl::FunctionRef<absl::StatusOr<PeerAnswer>(const PeerQuery&, const PeerMode&)>;

// True if the best ones are the same in all modes.
absl::StatusOr<bool> Agrees(const PeerQuery& query, Search search) {
  ASSIGN_OR_RETURN(const PeerAnswer most, search(query, {kMostIds, true}));
  for (const PeerMode& mode : kModes) {
    ASSIGN_OR_RETURN(const PeerAnswer answer, search(query, mode));
    const size_t count = std::min(mode.limit, most.ids.size());
    const auto end = most.ids.begin() + static_cast<std::ptrdiff_t>(count);
    if (!std::equal(most.ids.begin(), end, answer.ids.begin(), answer.ids.end())) return false;
  }
  return true;
}

// Microseconds of each search, by what they are printed as.
using Times = std::map<std::string, std::vector<double>>;

double MicrosecondsSince(SteadyClock::time_point start) {
  return std::chrono::duration<double, std::micro>(SteadyClock::now() - start).count();
}

void PrintTimes(Times& times) {
  for (auto& [name, values] : times) {
    const double sum = std::accumulate(values.begin(), values.end(), 0.0);
    PrintPeerFigure(absl::StrCat("search.", name, ".p50"), Percentile(values, 0.5), "us");
    PrintPeerFigure(absl::StrCat("search.", name, ".p99"), Percentile(values, 0.99), "us");
    PrintPeerFigure(absl::StrCat("search.", name, ".mean"),
                    sum / static_cast<double>(values.size()), "us");
  }
}

}  // namespace

std::string PeerMode::Name() const {
  return absl::StrCat("top", limit, counted ? ".counted" : ".uncounted");
}

void PrintPeerFigure(const std::string& name, double value, const std::string& unit) {
  std::printf("%s\t%.6g\t%s\n", name.c_str(), value, unit.c_str());
  std::fflush(stdout);
}

absl::Status MeasureSearches(const std::vector<PeerQuery>& queries, int warm_rounds, int rounds,
                             Search search) {
  int disagreements = 0;
  for (const PeerQuery& query : queries) {
    ASSIGN_OR_RETURN(const bool agrees, Agrees(query, search));
    if (!agrees) ++disagreements;
  }
  PrintPeerFigure("search.disagreements", disagreements, "queries");
  // By "class.mode" and by class.
  Times times;
  std::map<std::string, std::vector<double>> hits;
  for (int round = -warm_rounds; round < rounds; ++round) {
    for (const PeerMode& mode : kModes) {
      for (const PeerQuery& query : queries) {
        // Facets are of all hits: those are counted in any case.
        if (query.name == "facets" && !mode.counted) continue;
        const auto start = SteadyClock::now();
        ASSIGN_OR_RETURN(const PeerAnswer answer, search(query, mode));
        const double took = MicrosecondsSince(start);
        if (round < 0) continue;
        times[absl::StrCat(query.name, ".", mode.Name())].push_back(took);
        if (mode.counted) hits[query.name].push_back(static_cast<double>(answer.hits));
      }
    }
  }
  PrintTimes(times);
  for (auto& [name, values] : hits) {
    PrintPeerFigure(absl::StrCat("search.", name, ".hits"), Percentile(values, 0.5), "documents");
  }
  return absl::OkStatus();
}

absl::Status MeasureFirstUses(const std::vector<PeerQuery>& queries, int warm_rounds, int rounds,
                              Search search, absl::FunctionRef<void()> forget) {
  Times times;
  for (int round = -warm_rounds; round < rounds; ++round) {
    for (const PeerQuery& query : queries) {
      forget();
      const auto start = SteadyClock::now();
      RETURN_IF_ERROR(search(query, {}).status());
      const double took = MicrosecondsSince(start);
      if (round >= 0) times[absl::StrCat(query.name, ".first")].push_back(took);
    }
  }
  PrintTimes(times);
  return absl::OkStatus();
}

}  // namespace trialdex
