#include "libs/log/testing/memory_trial_log.h"

#include "libs/log/testing/memory_log_store.h"

namespace trialdex {

std::unique_ptr<TrialLog> NewMemoryTrialLog(const Clock& clock, const TrialLogOptions& options) {
  // An empty store in memory always opens.
  return *TrialLog::Open(std::make_unique<MemoryLogStore>(), clock, options);
}

}  // namespace trialdex
