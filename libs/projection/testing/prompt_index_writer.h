// The real index writer for tests that move the clock themselves.
#ifndef TRIALDEX_LIBS_PROJECTION_TESTING_PROMPT_INDEX_WRITER_H_
#define TRIALDEX_LIBS_PROJECTION_TESTING_PROMPT_INDEX_WRITER_H_

#include <memory>
#include <utility>

#include "libs/base/status_macros.h"
#include "libs/index/index_writer.h"

namespace trialdex {

// Its commits are made as soon as they are started: no step finds one under way.
class PromptIndexWriter final : public IndexWriter {
 public:
  explicit PromptIndexWriter(std::unique_ptr<IndexWriter> writer) : writer_(std::move(writer)) {}

  absl::Status Upsert(v1::Trial&& trial) override { return writer_->Upsert(std::move(trial)); }
  absl::Status Upsert(v1::PackedTrial&& trial) override {
    return writer_->Upsert(std::move(trial));
  }
  absl::Status Delete(absl::string_view id) override { return writer_->Delete(id); }
  absl::Status StartCommit(const LogPoint& point) override { return writer_->Commit(point); }
  absl::Status FinishCommit() override { return writer_->FinishCommit(); }
  bool CommitIsDone() const override { return writer_->CommitIsDone(); }
  const LogPoint& committed() const override { return writer_->committed(); }
  bool HasUncommittedMerge() const override { return writer_->HasUncommittedMerge(); }
  absl::Status WaitForMerges() override { return writer_->WaitForMerges(); }
  absl::Status Damage() override { return writer_->Damage(); }
  IndexStatistics Statistics() const override { return writer_->Statistics(); }

 private:
  const std::unique_ptr<IndexWriter> writer_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_PROJECTION_TESTING_PROMPT_INDEX_WRITER_H_
