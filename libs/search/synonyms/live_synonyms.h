// The synonyms of a running service: from files, which may change, and from the index.
#ifndef TRIALDEX_LIBS_SEARCH_SYNONYMS_LIVE_SYNONYMS_H_
#define TRIALDEX_LIBS_SEARCH_SYNONYMS_LIVE_SYNONYMS_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/base/file_identity.h"
#include "libs/index/snapshot_source.h"
#include "libs/query/synonym_source.h"
#include "libs/search/synonyms/mined_synonyms.h"
#include "libs/text/synonyms/synonym_files.h"
#include "libs/text/synonyms/synonym_set.h"

namespace trialdex {

struct LiveSynonymsOptions {
  // In the formats of ReadSynonymFile.
  std::vector<std::string> files;
  SynonymScopes scopes;
  // What finding a synonym of a file counts.
  float file_weight = 0.6F;
  // Learn from the index, too.
  bool learn = true;
  MiningOptions mining;
  // How often Follow looks at the files and the index.
  absl::Duration poll_interval = absl::Seconds(1);
  // The index is read again when its number of trials has changed by a tenth, or
  // when it has changed at all and this time has passed: a few trials change nothing.
  absl::Duration learn_interval = absl::Minutes(10);
  // Before that, reading takes at most this part of the time: while trials pour in, an index
  // has grown by a tenth every second or two.
  double learn_share = 0.02;
  // Replaced synonyms are kept for the next pages of searches that began with them: so
  // long, and so many of them.
  absl::Duration keep_replaced = absl::Minutes(5);
  size_t max_replaced = 16;
};

// How many rules there are.
struct SynonymCounts {
  size_t file_rules = 0;
  size_t learnt_rules = 0;
  size_t bytes = 0;
  // When the files were read last; InfinitePast if never.
  absl::Time files_read = absl::InfinitePast();
};

// Keeps synonyms current, in a thread of its own, so that no search and no commit
// waits for it. Thread-safe, but for Follow and StopFollowing, which are for one thread.
class LiveSynonyms {
 public:
  // `source` and `clock` must outlive this.
  LiveSynonyms(LiveSynonymsOptions options, const SnapshotSource& source,
               const Clock& clock = RealClock());
  ~LiveSynonyms();
  LiveSynonyms(const LiveSynonyms&) = delete;
  LiveSynonyms& operator=(const LiveSynonyms&) = delete;

  // What is known now; never null, never changes once it is returned.
  std::shared_ptr<const SynonymSource> Current() const;
  // The current ones, or some that were replaced not long ago; null if they are gone.
  std::shared_ptr<const SynonymSource> Find(uint64_t digest) const;
  SynonymCounts Counts() const;

  // Reads files that have changed (in size, time or inode). A file that cannot be
  // read, or is malformed, leaves all files' synonyms as they were and is the status;
  // it is read again when it changes.
  absl::Status RefreshFiles();

  // The same and, if it is time, reads the index. Errors of the index come after
  // those of files.
  absl::Status Refresh();

  // Starts a thread that refreshes every poll interval and calls `refreshed` with
  // the outcome.
  void Follow(std::function<void(const absl::Status&)> refreshed);
  void StopFollowing();

 private:
  using Set = std::shared_ptr<const SynonymSet>;

  absl::Status ReadFiles() ABSL_EXCLUSIVE_LOCKS_REQUIRED(refresh_mutex_);
  absl::Status Learn() ABSL_EXCLUSIVE_LOCKS_REQUIRED(refresh_mutex_);
  bool IsTimeToLearn(const IndexSnapshot& snapshot) const
      ABSL_EXCLUSIVE_LOCKS_REQUIRED(refresh_mutex_);
  void Publish() ABSL_EXCLUSIVE_LOCKS_REQUIRED(refresh_mutex_);
  void Poll(const std::function<void(const absl::Status&)>& refreshed);

  const LiveSynonymsOptions options_;
  const SnapshotSource& source_;
  const Clock& clock_;

  // One refresh at a time.
  absl::Mutex refresh_mutex_;
  std::vector<FileIdentity> file_states_ ABSL_GUARDED_BY(refresh_mutex_);
  absl::Status files_status_ ABSL_GUARDED_BY(refresh_mutex_);
  Set from_files_ ABSL_GUARDED_BY(refresh_mutex_);
  absl::Time files_read_ ABSL_GUARDED_BY(refresh_mutex_) = absl::InfinitePast();
  Set learnt_ ABSL_GUARDED_BY(refresh_mutex_);
  int64_t learnt_version_ ABSL_GUARDED_BY(refresh_mutex_) = 0;
  int64_t learnt_trials_ ABSL_GUARDED_BY(refresh_mutex_) = 0;
  absl::Time learnt_at_ ABSL_GUARDED_BY(refresh_mutex_) = absl::InfinitePast();
  // How long that took.
  absl::Duration learning_took_ ABSL_GUARDED_BY(refresh_mutex_);

  struct Replaced {
    std::shared_ptr<const SynonymSource> synonyms;
    absl::Time until;
  };

  mutable absl::Mutex mutex_;
  std::shared_ptr<const SynonymSource> current_ ABSL_GUARDED_BY(mutex_);
  // The oldest first.
  std::deque<Replaced> replaced_ ABSL_GUARDED_BY(mutex_);
  SynonymCounts counts_ ABSL_GUARDED_BY(mutex_);
  bool stopping_ ABSL_GUARDED_BY(mutex_) = false;
  std::thread thread_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_SYNONYMS_LIVE_SYNONYMS_H_
