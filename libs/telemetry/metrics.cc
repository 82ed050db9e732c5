#include "libs/telemetry/metrics.h"

#include <exception>
#include <list>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "libs/base/errors.h"
#include "libs/telemetry/process_metrics.h"
#include "prometheus/collectable.h"
#include "prometheus/exposer.h"
#include "prometheus/metric_family.h"
#include "prometheus/registry.h"
#include "prometheus/text_serializer.h"

namespace trialdex {
namespace {

absl::Status CannotListen(const std::string& listen) {
  return ReasonedError(
      absl::StatusCode::kUnavailable, "CANNOT_LISTEN",
      absl::StrCat("metrics cannot listen on ", listen,
                   ": the port is in use, or the address is not host:port of this machine, "
                   "which must be IPv4"));
}

}  // namespace

// Gauges and counters that are functions.
class Metrics::Samples final : public prometheus::Collectable {
 public:
  struct Entry {
    prometheus::MetricType type;
    std::string name;
    std::string help;
    std::function<double()> sample;
  };
  using Handle = std::list<Entry>::iterator;

  Handle Add(Entry entry) {
    absl::MutexLock lock(&mutex_);
    return entries_.insert(entries_.end(), std::move(entry));
  }

  void Remove(Handle handle) {
    absl::MutexLock lock(&mutex_);
    entries_.erase(handle);
  }

  std::vector<prometheus::MetricFamily> Collect() const override {
    absl::MutexLock lock(&mutex_);
    std::vector<prometheus::MetricFamily> families;
    for (const Entry& entry : entries_) {
      prometheus::MetricFamily& family = families.emplace_back();
      family.name = entry.name;
      family.help = entry.help;
      family.type = entry.type;
      prometheus::ClientMetric& metric = family.metric.emplace_back();
      const double value = entry.sample();
      if (entry.type == prometheus::MetricType::Counter) {
        metric.counter.value = value;
      } else {
        metric.gauge.value = value;
      }
    }
    return families;
  }

 private:
  mutable absl::Mutex mutex_;
  std::list<Entry> entries_ ABSL_GUARDED_BY(mutex_);
};

Metrics::Metrics(absl::string_view service)
    : prefix_(absl::StrCat("trialdex_", service, "_")),
      registry_(std::make_shared<prometheus::Registry>()),
      samples_(std::make_shared<Samples>()),
      process_(MakeProcessMetrics()) {}

Metrics::~Metrics() = default;

std::string Metrics::FullName(absl::string_view name) const { return absl::StrCat(prefix_, name); }

prometheus::Counter& Metrics::Counter(absl::string_view name, absl::string_view help,
                                      const MetricLabels& labels) {
  return prometheus::BuildCounter()
      .Name(FullName(name))
      .Help(std::string(help))
      .Register(*registry_)
      .Add(labels);
}

prometheus::Gauge& Metrics::Gauge(absl::string_view name, absl::string_view help,
                                  const MetricLabels& labels) {
  return prometheus::BuildGauge()
      .Name(FullName(name))
      .Help(std::string(help))
      .Register(*registry_)
      .Add(labels);
}

prometheus::Histogram& Metrics::Histogram(absl::string_view name, absl::string_view help,
                                          const std::vector<double>& upper_bounds,
                                          const MetricLabels& labels) {
  return prometheus::BuildHistogram()
      .Name(FullName(name))
      .Help(std::string(help))
      .Register(*registry_)
      .Add(labels, upper_bounds);
}

std::shared_ptr<void> Metrics::Sampled(absl::string_view name, absl::string_view help,
                                       std::function<double()> sample) {
  return AddSample(prometheus::MetricType::Gauge, name, help, std::move(sample));
}

std::shared_ptr<void> Metrics::SampledCount(absl::string_view name, absl::string_view help,
                                            std::function<double()> sample) {
  return AddSample(prometheus::MetricType::Counter, name, help, std::move(sample));
}

std::shared_ptr<void> Metrics::AddSample(prometheus::MetricType type, absl::string_view name,
                                         absl::string_view help, std::function<double()> sample) {
  const Samples::Handle handle =
      samples_->Add({type, FullName(name), std::string(help), std::move(sample)});
  // The deleter is what matters: it holds the list alive and takes the entry out.
  return std::shared_ptr<void>(nullptr,
                               [samples = samples_, handle](void*) { samples->Remove(handle); });
}

absl::Status Metrics::Expose(const std::string& listen) {
  // A bare port would be served on every address of the machine.
  if (!absl::StrContains(listen, ':')) return CannotListen(listen);
  try {
    exposer_ = std::make_unique<prometheus::Exposer>(listen);
    exposer_->RegisterCollectable(registry_);
    exposer_->RegisterCollectable(samples_);
    exposer_->RegisterCollectable(process_);
  } catch (const std::exception&) {
    return CannotListen(listen);
  }
  return absl::OkStatus();
}

std::string Metrics::Text() const {
  std::vector<prometheus::MetricFamily> families = registry_->Collect();
  for (const prometheus::Collectable* more :
       {static_cast<const prometheus::Collectable*>(samples_.get()),
        static_cast<const prometheus::Collectable*>(process_.get())}) {
    for (prometheus::MetricFamily& family : more->Collect()) families.push_back(std::move(family));
  }
  return prometheus::TextSerializer().Serialize(families);
}

std::vector<double> CallSecondsBuckets() {
  return {0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
          0.05,   0.1,     0.25,   0.5,   1,      2.5,   5,    10};
}

}  // namespace trialdex
