// The log as a feed, for readers in the same process.
#ifndef TRIALDEX_LIBS_LOG_LOG_FEED_H_
#define TRIALDEX_LIBS_LOG_LOG_FEED_H_

#include <memory>

#include "libs/log/feed_reader.h"
#include "libs/log/trial_log.h"

namespace trialdex {

// Readers over one log. A snapshot is held for as long as its reader is sending
// it. Thread-safe; its readers are not.
//
// Read with a `max_wait` of zero never blocks; an empty batch then means: wait
// for `TrialLog::committed()` to pass the last position read.
class LogFeed final : public Feed {
 public:
  // `log` must outlive this and its readers.
  explicit LogFeed(TrialLog& log) : log_(log) {}

  // INVALID_ARGUMENT for a malformed consumer name; OUT_OF_RANGE and LOG_MISMATCH
  // come from here. Takes the consumer's name over from an older reader.
  absl::StatusOr<std::unique_ptr<FeedReader>> Open(const FeedStart& start) override;

 private:
  // That the reader's entry at the position where it stands is the log's.
  absl::Status CheckEntry(const FeedStart& start) const;

  TrialLog& log_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_LOG_LOG_FEED_H_
