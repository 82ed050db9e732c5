// A trial log in memory, for tests of whatever stands on a log.
#ifndef TRIALDEX_LIBS_LOG_TESTING_MEMORY_TRIAL_LOG_H_
#define TRIALDEX_LIBS_LOG_TESTING_MEMORY_TRIAL_LOG_H_

#include <memory>

#include "libs/base/clock.h"
#include "libs/log/trial_log.h"

namespace trialdex {

// Keeps the contract of the log on disk, except that it does not outlive the
// process. `clock` must outlive it.
std::unique_ptr<TrialLog> NewMemoryTrialLog(const Clock& clock,
                                            const TrialLogOptions& options = {});

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_LOG_TESTING_MEMORY_TRIAL_LOG_H_
