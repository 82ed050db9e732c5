// An index in memory that outlives its writers, as a directory does.
#ifndef TRIALDEX_LIBS_PROJECTION_TESTING_FAKE_INDEX_H_
#define TRIALDEX_LIBS_PROJECTION_TESTING_FAKE_INDEX_H_

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "libs/base/compression.h"
#include "libs/base/status_macros.h"
#include "libs/index/index_writer.h"

namespace trialdex {

// What is committed: title by id.
struct FakeIndex {
  std::map<std::string, std::string> trials;
  LogPoint point;
  int commits = 0;
  // What Upsert says of a trial titled "poison"; OK once it is cured.
  absl::Status poison = absl::InvalidArgumentError("cannot be indexed");
  // What Commit fails with; OK again afterwards.
  absl::Status commit_error;
  bool merged = false;
  // Commits that were started are made at once, not when they are waited for.
  bool quick_commits = true;
  // Runs in every commit.
  std::function<void()> on_commit = [] {};
};

// Forgets what was not committed when it is destroyed, as the real one does.
class FakeIndexWriter final : public IndexWriter {
 public:
  explicit FakeIndexWriter(FakeIndex& index) : index_(index), working_(index.trials) {}

  absl::Status Upsert(v1::Trial&& trial) override {
    const std::string& title = trial.identification().brief_title();
    if (title == "poison" && !index_.poison.ok()) return index_.poison;
    working_[trial.id()] = title;
    return absl::OkStatus();
  }
  absl::Status Upsert(v1::PackedTrial&& packed) override {
    v1::Trial trial;
    RETURN_IF_ERROR(DecompressMessage(packed.frames(), trial));
    return Upsert(std::move(trial));
  }
  absl::Status Delete(absl::string_view id) override {
    working_.erase(std::string(id));
    return absl::OkStatus();
  }
  absl::Status StartCommit(const LogPoint& point) override {
    RETURN_IF_ERROR(FinishCommit());
    started_ = {working_, point};
    return absl::OkStatus();
  }
  absl::Status FinishCommit() override {
    if (!started_.has_value()) return absl::OkStatus();
    const Started started = *std::exchange(started_, std::nullopt);
    if (!index_.commit_error.ok()) return std::exchange(index_.commit_error, absl::OkStatus());
    index_.on_commit();
    index_.trials = started.trials;
    index_.point = started.point;
    index_.merged = false;
    ++index_.commits;
    return absl::OkStatus();
  }
  bool CommitIsDone() const override { return !started_.has_value() || index_.quick_commits; }
  const LogPoint& committed() const override { return index_.point; }
  bool HasUncommittedMerge() const override { return index_.merged; }
  absl::Status Damage() override { return absl::OkStatus(); }
  absl::Status WaitForMerges() override { return absl::OkStatus(); }
  IndexStatistics Statistics() const override {
    return {.document_count = static_cast<int64_t>(working_.size()), .segment_count = 1};
  }

 private:
  struct Started {
    std::map<std::string, std::string> trials;
    LogPoint point;
  };

  FakeIndex& index_;
  std::map<std::string, std::string> working_;
  std::optional<Started> started_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_PROJECTION_TESTING_FAKE_INDEX_H_
