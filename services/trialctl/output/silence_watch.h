// Tells a person what a long silence is about.
#ifndef TRIALDEX_SERVICES_TRIALCTL_OUTPUT_SILENCE_WATCH_H_
#define TRIALDEX_SERVICES_TRIALCTL_OUTPUT_SILENCE_WATCH_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "services/trialctl/session.h"

namespace trialdex {

// While ingest owes answers and gives none, this says to standard error, once a silence, why:
// the index is too far behind, or ingest cannot be reached.
class SilenceWatch {
 public:
  // `answered` counts the answers so far, or is nullopt while none is awaited; it is called
  // from another thread until this is destroyed.
  SilenceWatch(const Session& session, std::function<std::optional<int64_t>()> answered);
  ~SilenceWatch();

 private:
  void Run();
  void Explain() const;

  const Session session_;
  const std::function<std::optional<int64_t>()> answered_;
  absl::Mutex mutex_;
  bool ended_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace trialdex

#endif  // TRIALDEX_SERVICES_TRIALCTL_OUTPUT_SILENCE_WATCH_H_
