// What the programs of the engines that are compared have in common.
#ifndef TRIALDEX_TESTS_BENCHMARK_PEERS_PEER_ENGINE_H_
#define TRIALDEX_TESTS_BENCHMARK_PEERS_PEER_ENGINE_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tests/benchmark/peers/peer_documents.h"
#include "tests/benchmark/peers/peer_measure.h"
#include "tests/benchmark/peers/peer_queries.h"

namespace trialdex {

// An engine that is compared. For one thread. Either Create and what follows it are called, or
// Open and Search.
class PeerEngine {
 public:
  virtual ~PeerEngine() = default;

  // Makes an index in `directory`, which is empty. It may use so many threads.
  virtual absl::Status Create(const std::string& directory, int threads) = 0;
  // Replaces the document of that id, or adds it. May change `document`.
  virtual absl::Status Upsert(PeerDocument& document) = 0;
  // Makes all `count` documents so far durable.
  virtual absl::Status Commit(uint64_t count) = 0;
  // Waits for what goes on behind the last commit.
  virtual absl::Status Close() = 0;

  virtual absl::Status Open(const std::string& directory) = 0;
  // False if it has nothing like this class of queries.
  virtual bool Answers(const PeerQuery&) const { return true; }
  // Lets go of all that was made for earlier searches.
  virtual void Forget() {}
  virtual absl::StatusOr<PeerAnswer> Search(const PeerQuery& query, const PeerMode& mode) = 0;
};

// The main function of an engine's program: reads the command line, indexes or searches, prints
// figures.
int PeerMain(int argc, char** argv, PeerEngine& engine);

}  // namespace trialdex

#endif  // TRIALDEX_TESTS_BENCHMARK_PEERS_PEER_ENGINE_H_
