// The log's tables in RocksDB.
#ifndef TRIALDEX_LIBS_LOG_ROCKSDB_LOG_STORE_H_
#define TRIALDEX_LIBS_LOG_ROCKSDB_LOG_STORE_H_

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "libs/log/log_store.h"

namespace rocksdb {
class Env;
}  // namespace rocksdb

namespace trialdex {

// Opens the tables in `directory`, one column family each, or makes them there.
// Errors as OpenRocksDbTrialLog. `env` is the system's unless a test says
// otherwise; it must outlive the store.
absl::StatusOr<std::unique_ptr<LogStore>> OpenRocksDbLogStore(const std::string& directory,
                                                              rocksdb::Env* env = nullptr);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_LOG_ROCKSDB_LOG_STORE_H_
