#include "libs/log/rocksdb_status.h"

#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "libs/base/errors.h"

namespace trialdex {

absl::Status FromRocksDb(absl::string_view doing, const rocksdb::Status& status) {
  if (status.ok()) return absl::OkStatus();
  const std::string message = absl::StrCat(doing, ": ", status.ToString());
  if (status.IsNoSpace()) {
    return ReasonedError(absl::StatusCode::kResourceExhausted, "DISK_FULL", message);
  }
  return ReasonedError(absl::StatusCode::kDataLoss, "LOG_FAILED", message);
}

absl::Status FromRocksDbOpen(absl::string_view directory, const rocksdb::Status& status) {
  if (status.ok()) return absl::OkStatus();
  const std::string text = status.ToString();
  // RocksDB tells these apart by their text only.
  if (absl::StrContains(text, "Permission denied") || absl::StrContains(text, "Read-only file")) {
    return ReasonedError(
        absl::StatusCode::kPermissionDenied, "LOG_NOT_WRITABLE",
        absl::StrCat("the trial log in ", directory, " cannot be written: ", text));
  }
  if (absl::StrContains(text, "LOCK")) {
    return ReasonedError(absl::StatusCode::kFailedPrecondition, "LOG_IN_USE",
                         absl::StrCat("another process has the trial log in ", directory, " open"));
  }
  if (absl::StrContains(text, "Not a directory")) {
    return ReasonedError(absl::StatusCode::kFailedPrecondition, "NOT_A_LOG",
                         absl::StrCat(directory, " is not a directory"));
  }
  return FromRocksDb(absl::StrCat("cannot open the trial log in ", directory), status);
}

}  // namespace trialdex
