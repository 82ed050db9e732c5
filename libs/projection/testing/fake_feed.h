// A log in memory that a test writes and breaks at will.
#ifndef TRIALDEX_LIBS_PROJECTION_TESTING_FAKE_FEED_H_
#define TRIALDEX_LIBS_PROJECTION_TESTING_FAKE_FEED_H_

#include <algorithm>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/time/time.h"
#include "libs/base/errors.h"
#include "libs/base/timestamp.h"
#include "libs/log/feed_reader.h"

namespace trialdex {

// Gives out the log like the real feeds do: a snapshot in order of id, then
// entries by position, `batch_entries` at a time. Never waits. Not thread-safe.
class FakeFeed final : public Feed {
 public:
  void Upsert(const std::string& id, const std::string& title) {
    v1::FeedEntry& entry = Add();
    entry.mutable_upsert()->set_id(id);
    entry.mutable_upsert()->mutable_identification()->set_brief_title(title);
    current[id] = entry;
  }
  void Delete(const std::string& id) {
    Add().set_deleted_id(id);
    current.erase(id);
  }
  void Redirect(const std::string& from, const std::string& to) {
    v1::FeedEntry& entry = Add();
    entry.mutable_redirect()->set_from_id(from);
    entry.mutable_redirect()->set_to_id(to);
    current[from] = entry;
  }

  absl::StatusOr<std::unique_ptr<FeedReader>> Open(const FeedStart& start) override {
    if (!error.ok()) return error;
    starts.push_back(start);
    if (!start.log_id.empty() && start.log_id != log_id) {
      return ReasonedError(absl::StatusCode::kFailedPrecondition, "LOG_MISMATCH", "another log");
    }
    if (start.after_position > entries.size()) return absl::OutOfRangeError("beyond the end");
    const bool diverged = start.after_position > 0 && start.after_time != absl::InfinitePast() &&
                          start.after_time != TimeOf(start.after_position);
    if (diverged) {
      return ReasonedError(absl::StatusCode::kFailedPrecondition, "LOG_MISMATCH", "was put back");
    }
    return std::make_unique<Reader>(*this, start);
  }

  // Forgets the entries after `position`, as a log does that is put back to a backup.
  void GoBackTo(size_t position) {
    entries.resize(position);
    current.clear();
    for (const v1::FeedEntry& entry : entries) {
      if (entry.has_upsert()) current[entry.upsert().id()] = entry;
    }
  }

  // What readers answer with until it is OK again.
  absl::Status error;
  std::string log_id = "log-a";
  // Readers have not heard anything yet.
  bool silent = false;
  size_t batch_entries = 100;
  std::vector<v1::FeedEntry> entries;
  // The newest entry of each live id.
  std::map<std::string, v1::FeedEntry> current;
  std::vector<FeedStart> starts;
  // Newest published position of each consumer.
  std::map<std::string, uint64_t> published;

 private:
  class Reader final : public FeedReader {
   public:
    Reader(FakeFeed& feed, const FeedStart& start)
        : feed_(feed), consumer_(start.consumer), next_(start.after_position) {
      if (!start.snapshot_first || feed.entries.empty()) return;
      for (const auto& [id, entry] : feed.current) snapshot_.push_back(entry);
      snapshot_position_ = feed.entries.size();
    }
    absl::StatusOr<FeedBatch> Read(size_t, absl::Duration) override {
      if (!feed_.error.ok()) return feed_.error;
      FeedBatch batch;
      if (feed_.silent) return batch;
      batch.log_id = feed_.log_id;
      batch.last_position = feed_.entries.size();
      if (snapshot_position_ > 0) {
        const size_t count = std::min(feed_.batch_entries, snapshot_.size());
        const auto end = snapshot_.begin() + static_cast<std::ptrdiff_t>(count);
        batch.entries.assign(snapshot_.begin(), end);
        snapshot_.erase(snapshot_.begin(), end);
        if (!snapshot_.empty()) return batch;
        batch.snapshot_position = next_ = std::exchange(snapshot_position_, 0);
        batch.snapshot_time = feed_.TimeOf(next_);
        return batch;
      }
      while (next_ < feed_.entries.size() && batch.entries.size() < feed_.batch_entries) {
        batch.entries.push_back(feed_.entries[next_++]);
      }
      return batch;
    }
    absl::Status Publish(uint64_t position) override {
      if (!feed_.error.ok()) return feed_.error;
      feed_.published[consumer_] = position;
      return absl::OkStatus();
    }

   private:
    FakeFeed& feed_;
    const std::string consumer_;
    uint64_t next_;
    std::vector<v1::FeedEntry> snapshot_;
    uint64_t snapshot_position_ = 0;
  };

  absl::Time TimeOf(size_t position) const {
    return FromTimestamp(entries[position - 1].create_time());
  }
  v1::FeedEntry& Add() {
    v1::FeedEntry& entry = entries.emplace_back();
    entry.set_position(entries.size());
    entry.mutable_create_time()->set_seconds(++last_time_);
    return entry;
  }

  int64_t last_time_ = 0;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_PROJECTION_TESTING_FAKE_FEED_H_
