#include "libs/log/rocksdb_log_store.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"
#include "libs/base/errors.h"
#include "libs/base/file.h"
#include "libs/base/status_macros.h"
#include "libs/log/rocksdb_options.h"
#include "libs/log/rocksdb_status.h"
#include "rocksdb/db.h"
#include "rocksdb/write_batch.h"

namespace trialdex {
namespace {

// For the tables' own bookkeeping and the beginning of the next write-ahead log.
constexpr uint64_t kResumeReserveBytes = uint64_t{16} << 20;

absl::string_view ToView(const rocksdb::Slice& slice) { return {slice.data(), slice.size()}; }
rocksdb::Slice ToSlice(absl::string_view view) { return {view.data(), view.size()}; }

class RocksDbCursor final : public StoreCursor {
 public:
  RocksDbCursor(rocksdb::Iterator* iterator, absl::string_view from) : iterator_(iterator) {
    iterator_->Seek(ToSlice(from));
  }
  bool Valid() const override { return iterator_->Valid(); }
  void Next() override { iterator_->Next(); }
  absl::string_view key() const override { return ToView(iterator_->key()); }
  absl::string_view value() const override { return ToView(iterator_->value()); }
  absl::Status status() const override {
    return FromRocksDb("cannot read the trial log", iterator_->status());
  }

 private:
  const std::unique_ptr<rocksdb::Iterator> iterator_;
};

// The database and its tables, closed together.
class Database {
 public:
  Database(std::unique_ptr<rocksdb::DB> db, std::vector<rocksdb::ColumnFamilyHandle*> handles)
      : db_(std::move(db)), handles_(std::move(handles)) {}
  ~Database() {
    for (rocksdb::ColumnFamilyHandle* handle : handles_) db_->DestroyColumnFamilyHandle(handle);
    db_->Close();
  }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  rocksdb::DB& db() const { return *db_; }
  // The first handle is RocksDB's own default family.
  rocksdb::ColumnFamilyHandle* default_handle() const { return handles_.front(); }
  rocksdb::ColumnFamilyHandle* handle(Table table) const {
    return handles_[static_cast<size_t>(table) + 1];
  }

  absl::StatusOr<std::optional<std::string>> Get(const rocksdb::ReadOptions& options, Table table,
                                                 absl::string_view key) const {
    std::string value;
    const rocksdb::Status status = db_->Get(options, handle(table), ToSlice(key), &value);
    if (status.IsNotFound()) return std::optional<std::string>();
    RETURN_IF_ERROR(FromRocksDb("cannot read the trial log", status));
    return std::optional<std::string>(std::move(value));
  }

  std::unique_ptr<StoreCursor> Seek(const rocksdb::ReadOptions& options, Table table,
                                    absl::string_view from) const {
    return std::make_unique<RocksDbCursor>(db_->NewIterator(options, handle(table)), from);
  }

 private:
  const std::unique_ptr<rocksdb::DB> db_;
  const std::vector<rocksdb::ColumnFamilyHandle*> handles_;
};

class RocksDbSnapshot final : public StoreView {
 public:
  explicit RocksDbSnapshot(const Database& database) : database_(database) {
    options_.snapshot = database_.db().GetSnapshot();
  }
  ~RocksDbSnapshot() override { database_.db().ReleaseSnapshot(options_.snapshot); }

  absl::StatusOr<std::optional<std::string>> Get(Table table,
                                                 absl::string_view key) const override {
    return database_.Get(options_, table, key);
  }
  std::unique_ptr<StoreCursor> Seek(Table table, absl::string_view from) const override {
    return database_.Seek(options_, table, from);
  }

 private:
  const Database& database_;
  rocksdb::ReadOptions options_;
};

class RocksDbLogStore final : public LogStore {
 public:
  explicit RocksDbLogStore(std::unique_ptr<Database> database) : database_(std::move(database)) {}

  absl::StatusOr<std::optional<std::string>> Get(Table table,
                                                 absl::string_view key) const override {
    return database_->Get(rocksdb::ReadOptions(), table, key);
  }
  std::unique_ptr<StoreCursor> Seek(Table table, absl::string_view from) const override {
    return database_->Seek(rocksdb::ReadOptions(), table, from);
  }
  std::unique_ptr<StoreView> Snapshot() const override {
    return std::make_unique<RocksDbSnapshot>(*database_);
  }

  absl::Status Write(const std::vector<StoreChange>& changes, bool sync) override {
    absl::MutexLock lock(&mutex_);
    RETURN_IF_ERROR(Recover());
    failure_ = BeResumable();
    RETURN_IF_ERROR(failure_);
    rocksdb::WriteBatch batch;
    for (const StoreChange& change : changes) {
      rocksdb::ColumnFamilyHandle* handle = database_->handle(change.table);
      const rocksdb::Status added =
          change.value.has_value() ? batch.Put(handle, ToSlice(change.key), ToSlice(*change.value))
                                   : batch.Delete(handle, ToSlice(change.key));
      RETURN_IF_ERROR(FromRocksDb("cannot prepare a write", added));
    }
    rocksdb::WriteOptions options;
    options.sync = sync;
    failure_ = FromRocksDb("cannot write the trial log", database_->db().Write(options, &batch));
    return failure_;
  }

  // All files: what is in no table yet is in the write-ahead log, which may be large.
  uint64_t DiskBytes() const override {
    std::vector<rocksdb::Env::FileAttributes> files;
    const rocksdb::DB& db = database_->db();
    if (!db.GetEnv()->GetChildrenFileAttributes(db.GetName(), &files).ok()) return 0;
    uint64_t bytes = 0;
    for (const auto& file : files) bytes += file.size_bytes;
    return bytes;
  }

 private:
  // After a failed write: a full disk may have been freed since; what a failed
  // sync left behind is not known, so nothing may be written on top of it.
  absl::Status Recover() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    if (failure_.ok()) return absl::OkStatus();
    if (!absl::IsResourceExhausted(failure_)) return failure_;
    // Resume writes out what is in memory and may wait for ever if that does not
    // fit: it is not asked before there is room for all of it.
    if (!HasRoomToResume()) return failure_;
    return FromRocksDb("cannot write the trial log", database_->db().Resume());
  }

  // A write-ahead log in which a write has failed takes no more. Resume begins another one,
  // but only if there is something in memory to be written out, as there is not after a start:
  // so there always is, in a family that holds nothing else and needs no log.
  absl::Status BeResumable() {
    uint64_t entries = 0;
    database_->db().GetIntProperty(database_->default_handle(),
                                   rocksdb::DB::Properties::kNumEntriesActiveMemTable, &entries);
    if (entries > 0) return absl::OkStatus();
    rocksdb::WriteOptions options;
    options.disableWAL = true;
    return FromRocksDb("cannot write the trial log",
                       database_->db().Put(options, database_->default_handle(), "resumable", ""));
  }

  bool HasRoomToResume() const {
    rocksdb::DB& db = database_->db();
    uint64_t room = 0;
    // A file system that cannot say is asked by trying.
    if (!db.GetEnv()->GetFreeSpace(db.GetName(), &room).ok()) return true;
    uint64_t wanted = kResumeReserveBytes;
    for (int table = 0; table < kTableCount; ++table) {
      uint64_t part = 0;
      db.GetIntProperty(database_->handle(static_cast<Table>(table)),
                        "rocksdb.cur-size-all-mem-tables", &part);
      wanted += part;
    }
    return room >= wanted;
  }

  const std::unique_ptr<Database> database_;
  absl::Mutex mutex_;
  absl::Status failure_ ABSL_GUARDED_BY(mutex_);
};

// FAILED_PRECONDITION unless `directory` is empty, missing, or holds RocksDB tables of ours.
absl::Status CheckDirectory(const std::string& directory, const rocksdb::DBOptions& options) {
  const auto foreign = [&](absl::string_view what) {
    return ReasonedError(absl::StatusCode::kFailedPrecondition, "NOT_A_LOG",
                         absl::StrCat(directory, " is not a trial log: ", what));
  };
  if (!options.env->FileExists(directory + "/CURRENT").ok()) {
    std::error_code error;
    for (const auto& file : std::filesystem::directory_iterator(directory, error)) {
      // What a first start leaves that was killed before it had made CURRENT.
      const std::string name = file.path().filename();
      const bool ours = name == "LOCK" || name == "IDENTITY" || name.rfind("LOG", 0) == 0 ||
                        name.rfind("MANIFEST-", 0) == 0 || name.rfind("OPTIONS-", 0) == 0 ||
                        name == "lost+found" || file.path().extension() == ".dbtmp";
      if (!ours) return foreign(absl::StrCat("it holds ", name));
    }
    return absl::OkStatus();
  }
  std::vector<std::string> families;
  RETURN_IF_ERROR(
      FromRocksDbOpen(directory, rocksdb::DB::ListColumnFamilies(options, directory, &families)));
  for (const std::string& family : families) {
    bool known = family == rocksdb::kDefaultColumnFamilyName;
    for (int table = 0; table < kTableCount; ++table) {
      known = known || family == TableName(static_cast<Table>(table));
    }
    if (!known) return foreign(absl::StrCat("it has a table '", family, "'"));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::unique_ptr<LogStore>> OpenRocksDbLogStore(const std::string& directory,
                                                              rocksdb::Env* env) {
  const rocksdb::DBOptions options = LogDbOptions(env);
  RETURN_IF_ERROR(CreateDirectories(directory));
  RETURN_IF_ERROR(CheckDirectory(directory, options));
  const auto cache = NewLogCache();
  std::vector<rocksdb::ColumnFamilyDescriptor> families;
  families.emplace_back(rocksdb::kDefaultColumnFamilyName, rocksdb::ColumnFamilyOptions());
  for (int table = 0; table < kTableCount; ++table) {
    families.emplace_back(std::string(TableName(static_cast<Table>(table))),
                          LogTableOptions(static_cast<Table>(table), cache));
  }
  std::vector<rocksdb::ColumnFamilyHandle*> handles;
  rocksdb::DB* db = nullptr;
  RETURN_IF_ERROR(
      FromRocksDbOpen(directory, rocksdb::DB::Open(options, directory, families, &handles, &db)));
  return std::make_unique<RocksDbLogStore>(
      std::make_unique<Database>(std::unique_ptr<rocksdb::DB>(db), std::move(handles)));
}

}  // namespace trialdex
