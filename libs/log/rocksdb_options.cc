#include "libs/log/rocksdb_options.h"

#include <cstdarg>
#include <memory>

#include "rocksdb/env.h"
#include "rocksdb/filter_policy.h"
#include "rocksdb/listener.h"
#include "rocksdb/table.h"

namespace trialdex {
namespace {

constexpr size_t kWriteBufferBytes = size_t{64} << 20;
constexpr size_t kCacheBytes = size_t{32} << 20;
// What a restart has to replay at most: a second or two.
constexpr uint64_t kMaxWalBytes = uint64_t{256} << 20;
// Values from here on go to blob files, which compaction does not rewrite.
constexpr uint64_t kMinBlobBytes = 512;

// RocksDB would look every few seconds whether a full disk has room again, and
// refuse to be told meanwhile; the next write finds out at once.
class NoAutoRecovery final : public rocksdb::EventListener {
 public:
  void OnErrorRecoveryBegin(rocksdb::BackgroundErrorReason /*reason*/, rocksdb::Status /*error*/,
                            bool* auto_recovery) override {
    *auto_recovery = false;
  }
};

// RocksDB would write its remarks to a file beside the data, and the build of it
// that has assertions on ends the process when that file does not fit on a full
// disk. What matters comes back as the status of a call.
class NoRemarks final : public rocksdb::Logger {
 public:
  using rocksdb::Logger::Logv;
  void Logv(const char* /*format*/, va_list /*arguments*/) override {}
};

bool HoldsContents(Table table) {
  return table == Table::kEntries || table == Table::kRaw || table == Table::kParsed ||
         table == Table::kLetterBytes;
}

}  // namespace

rocksdb::DBOptions LogDbOptions(rocksdb::Env* env) {
  rocksdb::DBOptions options;
  options.env = env == nullptr ? rocksdb::Env::Default() : env;
  options.create_if_missing = true;
  options.create_missing_column_families = true;
  options.db_write_buffer_size = kWriteBufferBytes;
  options.max_total_wal_size = kMaxWalBytes;
  options.max_open_files = 512;
  // One flush and one compaction beside the parsers is enough for two cores.
  options.max_background_jobs = 2;
  // A lost or cut log file that was once complete is damage, not a clean end.
  options.track_and_verify_wals_in_manifest = true;
  // What is in memory is in the write-ahead log too.
  options.avoid_flush_during_shutdown = true;
  // Spreads write-back of flushes, so that it does not delay the WAL's syncs.
  options.bytes_per_sync = uint64_t{1} << 20;
  options.listeners.push_back(std::make_shared<NoAutoRecovery>());
  options.info_log = std::make_shared<NoRemarks>();
  options.stats_dump_period_sec = 0;
  options.stats_persist_period_sec = 0;
  return options;
}

rocksdb::ColumnFamilyOptions LogTableOptions(Table table,
                                             const std::shared_ptr<rocksdb::Cache>& cache) {
  rocksdb::ColumnFamilyOptions options;
  options.write_buffer_size = kWriteBufferBytes / 2;
  rocksdb::BlockBasedTableOptions blocks;
  blocks.block_cache = cache;
  blocks.cache_index_and_filter_blocks = true;
  blocks.format_version = 5;
  // Most records of a first load ask for a trial that is not there.
  if (table == Table::kTrials) blocks.filter_policy.reset(rocksdb::NewBloomFilterPolicy(10));
  options.table_factory.reset(rocksdb::NewBlockBasedTableFactory(blocks));
  options.compression = rocksdb::kZSTD;
  if (HoldsContents(table)) {
    // Contents are zstd frames already.
    options.compression = rocksdb::kNoCompression;
    options.enable_blob_files = true;
    options.min_blob_size = kMinBlobBytes;
    options.enable_blob_garbage_collection = table == Table::kLetterBytes;
  }
  return options;
}

std::shared_ptr<rocksdb::Cache> NewLogCache() { return rocksdb::NewLRUCache(kCacheBytes); }

}  // namespace trialdex
