// The tables that the log stands on: RocksDB on disk, ordered maps in tests.
#ifndef TRIALDEX_LIBS_LOG_LOG_STORE_H_
#define TRIALDEX_LIBS_LOG_LOG_STORE_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace trialdex {

// The tables of the log. Integers in keys are big-endian, so that the order of
// bytes is that of numbers; values are messages of trialdex.storage.v1 or, where
// it says so, zstd frames.
//
//     meta           "format" | "counters"    LogFormat | LogCounters
//     entries        position:u64             LogEntry
//     trials         trial_id                 TrialState
//     changes        trial_id 0 position:u64  (empty): the entries of one trial
//     versions       trial_id 0 version:u64   StoredVersion
//     raw            trial_id 0 version:u64   zstd: the record as fetched, see
//                                             StoredVersion.raw_after_trial
//     parsed         trial_id 0 version:u64   zstd: Trial, see StoredVersion.parsed_apart
//     streams        name                     StreamState
//     consumers      name                     ConsumerState
//     dead_letters   id:u64                   StoredDeadLetter
//     letter_bytes   id:u64                   zstd: its content
//     letter_digests raw_digest               id:u64
//     unknown        format:u8 path           UnknownFieldTally
//
// One group commit is one write over all of them: a crash keeps all of it or none.
enum class Table {
  kMeta,
  kEntries,
  kTrials,
  kChanges,
  kVersions,
  kRaw,
  kParsed,
  kStreams,
  kConsumers,
  kDeadLetters,
  kLetterBytes,
  kLetterDigests,
  kUnknown,
};
inline constexpr int kTableCount = 13;

// Name of a table, as above; also that of its RocksDB column family.
absl::string_view TableName(Table table);

// One change. A value of nullopt removes the key.
struct StoreChange {
  Table table;
  std::string key;
  std::optional<std::string> value;
};

// Goes through one table in order of keys. Not thread-safe. Keys and values
// are valid until the next move.
class StoreCursor {
 public:
  virtual ~StoreCursor() = default;
  virtual bool Valid() const = 0;
  virtual void Next() = 0;
  virtual absl::string_view key() const = 0;
  virtual absl::string_view value() const = 0;
  // Why it is not valid: OK at the end of the table, DATA_LOSS on damage.
  virtual absl::Status status() const = 0;
};

// Tables to read: the store, a snapshot of it, or it and what a transaction adds.
class StoreView {
 public:
  virtual ~StoreView() = default;
  // The value; nullopt if there is none. DATA_LOSS if it cannot be read.
  virtual absl::StatusOr<std::optional<std::string>> Get(Table table,
                                                         absl::string_view key) const = 0;
  // A cursor at the first key that is not below `from`; this must outlive it.
  virtual std::unique_ptr<StoreCursor> Seek(Table table, absl::string_view from) const = 0;
};

// Ordered tables of bytes with atomic writes. Thread-safe; as a view it shows
// the newest state.
class LogStore : public StoreView {
 public:
  // The state of now, unchanging. The store must outlive it.
  virtual std::unique_ptr<StoreView> Snapshot() const = 0;

  // Applies all changes, in order, or none. With `sync` they are on stable
  // storage when this returns; readers see them not before that.
  //
  // RESOURCE_EXHAUSTED: the disk is full; may be tried again. DATA_LOSS: the
  // device refused to write or to sync; every later write is refused, too.
  virtual absl::Status Write(const std::vector<StoreChange>& changes, bool sync) = 0;

  // Bytes on stable storage, about. Looks at every file.
  virtual uint64_t DiskBytes() const = 0;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_LOG_LOG_STORE_H_
