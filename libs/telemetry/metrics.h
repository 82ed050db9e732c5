// Counts and times for Prometheus.
#ifndef TRIALDEX_LIBS_TELEMETRY_METRICS_H_
#define TRIALDEX_LIBS_TELEMETRY_METRICS_H_

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "prometheus/counter.h"
#include "prometheus/gauge.h"
#include "prometheus/histogram.h"
#include "prometheus/metric_type.h"

namespace prometheus {
class Collectable;
class Exposer;
class Registry;
}  // namespace prometheus

namespace trialdex {

// Label values come from closed sets (outcome, code, method), never from data.
using MetricLabels = std::map<std::string, std::string>;

// The metrics of one service, and those of its process. Thread-safe. What it returns lives as long
// as it does; asking again with the same name and labels returns the same object, so keep the
// reference where it is hot.
class Metrics {
 public:
  // Names become "trialdex_<service>_<name>"; `name` ends in its unit ("_seconds",
  // "_bytes") and, for counters, in "_total".
  explicit Metrics(absl::string_view service);
  ~Metrics();

  prometheus::Counter& Counter(absl::string_view name, absl::string_view help,
                               const MetricLabels& labels = {});
  prometheus::Gauge& Gauge(absl::string_view name, absl::string_view help,
                           const MetricLabels& labels = {});
  prometheus::Histogram& Histogram(absl::string_view name, absl::string_view help,
                                   const std::vector<double>& upper_bounds,
                                   const MetricLabels& labels = {});

  // A gauge whose value is asked for at each scrape. `sample` is called from
  // any thread, one call at a time, until the returned handle is destroyed.
  [[nodiscard]] std::shared_ptr<void> Sampled(absl::string_view name, absl::string_view help,
                                              std::function<double()> sample);
  // The same of a counter: the value never falls.
  [[nodiscard]] std::shared_ptr<void> SampledCount(absl::string_view name, absl::string_view help,
                                                   std::function<double()> sample);

  // Serves http://<listen>/metrics until destroyed, which may take four seconds: the
  // threads look every two whether they shall end. `listen` is "host:port", IPv4.
  // UNAVAILABLE, reason CANNOT_LISTEN, if it cannot be bound.
  absl::Status Expose(const std::string& listen);

  // The text that a scrape gets.
  std::string Text() const;

 private:
  std::string FullName(absl::string_view name) const;
  std::shared_ptr<void> AddSample(prometheus::MetricType type, absl::string_view name,
                                  absl::string_view help, std::function<double()> sample);

  class Samples;

  const std::string prefix_;
  const std::shared_ptr<prometheus::Registry> registry_;
  const std::shared_ptr<Samples> samples_;
  const std::shared_ptr<prometheus::Collectable> process_;
  std::unique_ptr<prometheus::Exposer> exposer_;
};

// Upper bounds for the duration of calls: 0.1 ms to 10 s.
std::vector<double> CallSecondsBuckets();

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_TELEMETRY_METRICS_H_
