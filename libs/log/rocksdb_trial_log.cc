#include "libs/log/rocksdb_trial_log.h"

#include <utility>

#include "libs/base/status_macros.h"
#include "libs/log/rocksdb_log_store.h"

namespace trialdex {

absl::StatusOr<std::unique_ptr<TrialLog>> OpenRocksDbTrialLog(const std::string& directory,
                                                              const Clock& clock,
                                                              const TrialLogOptions& options) {
  ASSIGN_OR_RETURN(std::unique_ptr<LogStore> store, OpenRocksDbLogStore(directory));
  return TrialLog::Open(std::move(store), clock, options);
}

}  // namespace trialdex
