// How RocksDB is set up for the log.
#ifndef TRIALDEX_LIBS_LOG_ROCKSDB_OPTIONS_H_
#define TRIALDEX_LIBS_LOG_ROCKSDB_OPTIONS_H_

#include "libs/log/log_store.h"
#include "rocksdb/cache.h"
#include "rocksdb/options.h"

namespace trialdex {

// Memory is bounded: 64 MiB of write buffers over all tables and 32 MiB of
// cached blocks, indexes and filters included, whatever the log's size.
rocksdb::DBOptions LogDbOptions(rocksdb::Env* env);
rocksdb::ColumnFamilyOptions LogTableOptions(Table table,
                                             const std::shared_ptr<rocksdb::Cache>& cache);
std::shared_ptr<rocksdb::Cache> NewLogCache();

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_LOG_ROCKSDB_OPTIONS_H_
