// The trial log on disk.
#ifndef TRIALDEX_LIBS_LOG_ROCKSDB_TRIAL_LOG_H_
#define TRIALDEX_LIBS_LOG_ROCKSDB_TRIAL_LOG_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "libs/base/clock.h"
#include "libs/log/trial_log.h"

namespace trialdex {

// Opens the log in `directory`, or makes one there. `clock` must outlive it.
//
// FAILED_PRECONDITION: the directory holds something else, or a log of another
// version, or another process has it open. PERMISSION_DENIED: it cannot be
// written. RESOURCE_EXHAUSTED: the disk is full. DATA_LOSS: it is damaged.
absl::StatusOr<std::unique_ptr<TrialLog>> OpenRocksDbTrialLog(const std::string& directory,
                                                              const Clock& clock,
                                                              const TrialLogOptions& options = {});

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_LOG_ROCKSDB_TRIAL_LOG_H_
