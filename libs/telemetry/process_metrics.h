// What this process takes of the machine.
#ifndef TRIALDEX_LIBS_TELEMETRY_PROCESS_METRICS_H_
#define TRIALDEX_LIBS_TELEMETRY_PROCESS_METRICS_H_

#include <memory>

#include "prometheus/collectable.h"

namespace trialdex {

// The metrics of the process under the names that every Prometheus client gives them:
// process_cpu_seconds_total, process_start_time_seconds, process_resident_memory_bytes,
// process_virtual_memory_bytes, process_open_fds, process_max_fds. What /proc does not say
// is left out. Thread-safe.
std::shared_ptr<prometheus::Collectable> MakeProcessMetrics();

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_TELEMETRY_PROCESS_METRICS_H_
