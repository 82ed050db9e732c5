#include "libs/log/rocksdb_trial_log.h"

#include <utility>

#include "absl/strings/cord.h"
#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/log/rocksdb_log_store.h"

namespace trialdex {
namespace {

// The same error, and where.
absl::Status In(const std::string& directory, const absl::Status& status) {
  absl::Status located(status.code(), absl::StrCat(directory, ": ", status.message()));
  status.ForEachPayload([&](absl::string_view type, const absl::Cord& payload) {
    located.SetPayload(type, payload);
  });
  return located;
}

}  // namespace

absl::StatusOr<std::unique_ptr<TrialLog>> OpenRocksDbTrialLog(const std::string& directory,
                                                              const Clock& clock,
                                                              const TrialLogOptions& options) {
  ASSIGN_OR_RETURN(std::unique_ptr<LogStore> store, OpenRocksDbLogStore(directory));
  auto log = TrialLog::Open(std::move(store), clock, options);
  if (!log.ok()) return In(directory, log.status());
  return log;
}

}  // namespace trialdex
