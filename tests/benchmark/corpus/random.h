// Random numbers that are the same on every machine and cheap to start anew.
#ifndef TRIALDEX_TESTS_BENCHMARK_CORPUS_RANDOM_H_
#define TRIALDEX_TESTS_BENCHMARK_CORPUS_RANDOM_H_

#include <cstddef>
#include <cstdint>

namespace trialdex {

// Steele, Lea and Flood's SplitMix64. Not thread-safe.
class Random {
 public:
  explicit Random(uint64_t seed) : state_(seed) {}

  uint64_t Next() {
    state_ += 0x9E3779B97F4A7C15;
    uint64_t mixed = state_;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
    return mixed ^ (mixed >> 31);
  }

  // From 0 to `bound` - 1. `bound` is from 1 to 2^32.
  size_t Below(size_t bound) { return static_cast<size_t>(((Next() >> 32) * bound) >> 32); }

  // True so often: 0 never, 1 always.
  bool Chance(double probability) {
    return static_cast<double>(Next() >> 11) * 0x1p-53 < probability;
  }

 private:
  uint64_t state_;
};

}  // namespace trialdex

#endif  // TRIALDEX_TESTS_BENCHMARK_CORPUS_RANDOM_H_
