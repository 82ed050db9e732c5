// Decides what a record changes: the rules of versions, sources, deletion and aliases.
#ifndef TRIALDEX_LIBS_INTAKE_TRIAL_UPDATER_H_
#define TRIALDEX_LIBS_INTAKE_TRIAL_UPDATER_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "libs/intake/record_preparer.h"
#include "libs/log/log_transaction.h"
#include "trialdex/v1/record.pb.h"

namespace trialdex {

// Compares records with what is held and adds what follows to a transaction.
// What is held in the end does not depend on the order of records, except that
// a deletion is an act at its time. Not thread-safe.
//
// Errors are DATA_LOSS only, unless it says otherwise.
class TrialUpdater {
 public:
  // `preparer` must outlive this.
  explicit TrialUpdater(const RecordPreparer& preparer) : preparer_(preparer) {}

  // Takes one record that was understood; packs it if it is stored and was not packed yet.
  absl::StatusOr<v1::RecordResult> Update(PreparedRecord& record, LogTransaction& transaction);

  // Deletes a trial, by id or alias; the position of its tombstone, which is the
  // old one if it is deleted already. NOT_FOUND if it was never held;
  // INVALID_ARGUMENT for a malformed id.
  absl::StatusOr<uint64_t> Delete(const std::string& trial_id, LogTransaction& transaction);

 private:
  // One record against one trial.
  struct Change {
    PreparedRecord& record;
    LogTransaction& transaction;
    const storage::v1::TrialState before;
    storage::v1::TrialState after;
  };
  // What the trial would be with a new newest version of its format.
  struct Merge {
    // The current Trial, packed for the next position.
    std::string frames;
    // The record leads it.
    bool leads = true;
    // The record alone is not it.
    bool differs_from_record = false;
    // It is what is current already.
    bool is_current = false;
  };

  absl::Status ParseHeldAgain(Change& change);
  absl::StatusOr<v1::RecordResult> TakeNewest(Change& change);
  absl::StatusOr<v1::RecordResult> EnterHistory(Change& change, uint64_t position);
  absl::StatusOr<Merge> MergeHeld(Change& change);
  absl::StatusOr<bool> IsInHistory(const Change& change) const;
  absl::StatusOr<uint64_t> RedirectAliases(Change& change);
  void AddVersion(Change& change, uint64_t position, bool parsed_apart);
  void HoldRecord(Change& change);

  const RecordPreparer& preparer_;
  Compressor compressor_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INTAKE_TRIAL_UPDATER_H_
