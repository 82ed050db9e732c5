// Lets health say whether there is an index to search.
#ifndef TRIALDEX_SERVICES_QUERY_INDEX_HEALTH_H_
#define TRIALDEX_SERVICES_QUERY_INDEX_HEALTH_H_

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "libs/index/snapshot_source.h"
#include "libs/rpc/server.h"
#include "libs/telemetry/logger.h"

namespace trialdex {

// Told after each look for a commit; turns health to SERVING once there has
// been an index, and logs what goes wrong, once and not every time. Thread-safe.
class IndexHealth {
 public:
  // `log` must outlive this.
  explicit IndexHealth(Logger& log) : log_(log) {}

  // Begins and ends the time in which `server` may be used.
  void Attach(RpcServer& server);
  void Detach();

  // A look for a commit has ended so; `has_index` if there is a snapshot to search.
  void Refreshed(const absl::Status& status, bool has_index);

 private:
  Logger& log_;
  absl::Mutex mutex_;
  RpcServer* server_ ABSL_GUARDED_BY(mutex_) = nullptr;
  bool has_index_ ABSL_GUARDED_BY(mutex_) = false;
  absl::Status last_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace trialdex

#endif  // TRIALDEX_SERVICES_QUERY_INDEX_HEALTH_H_
