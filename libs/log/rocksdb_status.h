// RocksDB's errors as ours.
#ifndef TRIALDEX_LIBS_LOG_ROCKSDB_STATUS_H_
#define TRIALDEX_LIBS_LOG_ROCKSDB_STATUS_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "rocksdb/status.h"

namespace trialdex {

// For an open store: RESOURCE_EXHAUSTED for a full disk, DATA_LOSS for the rest.
absl::Status FromRocksDb(absl::string_view doing, const rocksdb::Status& status);

// For opening: also FAILED_PRECONDITION if another process has it open or it is
// not a store at all, PERMISSION_DENIED if it cannot be written.
absl::Status FromRocksDbOpen(absl::string_view directory, const rocksdb::Status& status);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_LOG_ROCKSDB_STATUS_H_
