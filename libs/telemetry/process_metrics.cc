#include "libs/telemetry/process_metrics.h"

#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "libs/base/file.h"
#include "prometheus/metric_family.h"

namespace trialdex {
namespace {

using Families = std::vector<prometheus::MetricFamily>;

// The fields of /proc/self/stat after the name of the program, which may hold spaces: the
// first is number 3 of proc(5).
class ProcessStat {
 public:
  ProcessStat() : text_(ReadFile("/proc/self/stat").value_or("")) {
    const size_t end_of_name = text_.rfind(')');
    if (end_of_name == std::string::npos) return;
    fields_ =
        absl::StrSplit(absl::string_view(text_).substr(end_of_name + 1), ' ', absl::SkipEmpty());
  }
  std::optional<double> Field(size_t number) const {
    double value = 0;
    if (number - 3 >= fields_.size() || !absl::SimpleAtod(fields_[number - 3], &value)) {
      return std::nullopt;
    }
    return value;
  }

 private:
  const std::string text_;
  std::vector<absl::string_view> fields_;
};

constexpr size_t kStartTicks = 22;
constexpr size_t kVirtualBytes = 23;
constexpr size_t kResidentPages = 24;

// Seconds since 1970.
std::optional<double> BootTime() {
  const std::string text = ReadFile("/proc/stat").value_or("");
  for (absl::string_view line : absl::StrSplit(text, '\n')) {
    double seconds = 0;
    if (absl::ConsumePrefix(&line, "btime ") && absl::SimpleAtod(line, &seconds)) return seconds;
  }
  return std::nullopt;
}

double CpuSeconds() {
  rusage usage = {};
  getrusage(RUSAGE_SELF, &usage);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
  };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

std::optional<double> OpenFiles() {
  double count = 0;
  std::error_code error;
  for (std::filesystem::directory_iterator it("/proc/self/fd", error), end; !error && it != end;
       it.increment(error)) {
    ++count;
  }
  if (error) return std::nullopt;
  // Without the one that reads the directory.
  return count - 1;
}

std::optional<double> MaxFiles() {
  rlimit limit = {};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0) return std::nullopt;
  return static_cast<double>(limit.rlim_cur);
}

prometheus::MetricFamily& AddFamily(const char* name, const char* help, prometheus::MetricType type,
                                    Families& families) {
  prometheus::MetricFamily& family = families.emplace_back();
  family.name = name;
  family.help = help;
  family.type = type;
  return family;
}

void AddGauge(const char* name, const char* help, std::optional<double> value, Families& families) {
  if (!value.has_value()) return;
  AddFamily(name, help, prometheus::MetricType::Gauge, families).metric.emplace_back().gauge.value =
      *value;
}

class ProcessMetrics final : public prometheus::Collectable {
 public:
  Families Collect() const override {
    Families families;
    AddFamily("process_cpu_seconds_total", "User and system processor time.",
              prometheus::MetricType::Counter, families)
        .metric.emplace_back()
        .counter.value = CpuSeconds();
    const ProcessStat stat;
    AddGauge("process_start_time_seconds", "When the process started, in seconds since 1970.",
             start_time_, families);
    AddGauge("process_virtual_memory_bytes", "Address space, mapped files included.",
             stat.Field(kVirtualBytes), families);
    std::optional<double> resident = stat.Field(kResidentPages);
    if (resident.has_value()) *resident *= static_cast<double>(sysconf(_SC_PAGESIZE));
    AddGauge("process_resident_memory_bytes", "Memory in use, pages of mapped files included.",
             resident, families);
    AddGauge("process_open_fds", "Open file descriptors.", OpenFiles(), families);
    AddGauge("process_max_fds", "File descriptors that may be open.", MaxFiles(), families);
    return families;
  }

 private:
  static std::optional<double> StartTime() {
    const std::optional<double> boot = BootTime();
    const std::optional<double> ticks = ProcessStat().Field(kStartTicks);
    if (!boot.has_value() || !ticks.has_value()) return std::nullopt;
    return *boot + *ticks / static_cast<double>(sysconf(_SC_CLK_TCK));
  }

  // Read once: a clock that is set moves the time of the boot.
  const std::optional<double> start_time_ = StartTime();
};

}  // namespace

std::shared_ptr<prometheus::Collectable> MakeProcessMetrics() {
  return std::make_shared<ProcessMetrics>();
}

}  // namespace trialdex
