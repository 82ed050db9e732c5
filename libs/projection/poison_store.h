// Entries that were accepted but could not be indexed, kept until they can.
#ifndef TRIALDEX_LIBS_PROJECTION_POISON_STORE_H_
#define TRIALDEX_LIBS_PROJECTION_POISON_STORE_H_

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "trialdex/storage/v1/indexer_storage.pb.h"
#include "trialdex/v1/feed_service.pb.h"
#include "trialdex/v1/indexer_service.pb.h"

namespace trialdex {

// Id of the trial that `entry` is about (of a redirect: the alias); empty if it
// says nothing that this program understands.
std::string TrialIdOf(const v1::FeedEntry& entry);

// One file an entry, named by its log position in 20 digits. It stands in the
// directory of the index that it is missing from, and goes with it.
//
// What is in the store has no newer entry of the same trial in the index: so a
// retry can never put back what was replaced. Thread-safe.
class PoisonStore {
 public:
  // Opens or creates `directory`. DATA_LOSS if a file in it cannot be read.
  static absl::StatusOr<std::unique_ptr<PoisonStore>> Open(const std::string& directory);

  // Sets `entry` aside, durably, replacing what is kept at its position.
  absl::Status Put(const v1::FeedEntry& entry, const absl::Status& reason, absl::Time now);

  // Removes what is kept for a trial up to a position, inclusive: called when the
  // entry there has been applied, before it is committed.
  absl::Status RemoveTrial(const std::string& trial_id, uint64_t up_to_position);

  // NOT_FOUND if nothing is kept at `position`.
  absl::StatusOr<storage::v1::StoredPoison> Get(uint64_t position) const;

  // Of what is kept at positions above `after_position`, the first `limit`.
  std::vector<v1::PoisonEntry> List(uint64_t after_position, size_t limit) const;

  int64_t size() const;

 private:
  explicit PoisonStore(std::string directory) : directory_(std::move(directory)) {}

  std::string PathOf(uint64_t position) const;

  const std::string directory_;
  mutable absl::Mutex mutex_;
  // By position, without the entries themselves.
  std::map<uint64_t, v1::PoisonEntry> kept_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_PROJECTION_POISON_STORE_H_
