// How long calls took.
#ifndef TRIALDEX_TESTS_BENCHMARK_LATENCIES_H_
#define TRIALDEX_TESTS_BENCHMARK_LATENCIES_H_

#include <algorithm>
#include <cstddef>
#include <vector>

#include "absl/time/time.h"

namespace trialdex {

class Latencies {
 public:
  void Add(absl::Duration took) { values_.push_back(absl::ToDoubleMilliseconds(took)); }
  void Add(const Latencies& others) {
    values_.insert(values_.end(), others.values_.begin(), others.values_.end());
  }

  size_t count() const { return values_.size(); }

  // Milliseconds that the share `fraction`, 0 to 1, of all calls took at most; 0 without calls.
  double Percentile(double fraction) {
    if (values_.empty()) return 0;
    const auto place = static_cast<size_t>(fraction * static_cast<double>(values_.size() - 1));
    std::nth_element(values_.begin(), values_.begin() + static_cast<std::ptrdiff_t>(place),
                     values_.end());
    return values_[place];
  }

 private:
  std::vector<double> values_;
};

}  // namespace trialdex

#endif  // TRIALDEX_TESTS_BENCHMARK_LATENCIES_H_
