// Commits that are made beside further changes.
#include <map>
#include <memory>
#include <random>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/index/index_writer.h"
#include "libs/index/testing/commit_view.h"
#include "libs/index/testing/titled_trial.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;

class CommitTest : public ::testing::Test {
 protected:
  std::unique_ptr<IndexWriter> Open(int threads = 1) {
    auto writer = OpenIndexWriter({.directory = path_,
                                   .fingerprint = "abc",
                                   .ram_buffer_mb = 4,
                                   .merge_factor = 2,
                                   .threads = threads});
    EXPECT_OK(writer);
    return *std::move(writer);
  }

  const TempDir temp_;
  const std::string path_ = temp_.path() + "/abc-1";
};

TEST_F(CommitTest, WhatComesAfterItsStartIsNotPartOfACommit) {
  const auto writer = Open();
  ASSERT_OK(writer->Upsert(TitledTrial("NCT00000001", "One")));
  ASSERT_OK(writer->Upsert(TitledTrial("NCT00000002", "Two")));
  ASSERT_OK(writer->StartCommit({"log", 2}));
  ASSERT_OK(writer->Upsert(TitledTrial("NCT00000001", "Newer")));
  ASSERT_OK(writer->Delete("NCT00000002"));
  EXPECT_EQ(writer->committed().position, 0u);
  ASSERT_OK(writer->FinishCommit());
  EXPECT_TRUE(writer->CommitIsDone());
  EXPECT_EQ(writer->committed().position, 2u);
  EXPECT_THAT(CommitView(path_).Titles(),
              ElementsAre(Pair("NCT00000001", "One"), Pair("NCT00000002", "Two")));
  ASSERT_OK(writer->Commit({"log", 4}));
  EXPECT_THAT(CommitView(path_).Titles(), ElementsAre(Pair("NCT00000001", "Newer")));
}

TEST_F(CommitTest, AStartedCommitIsMadeWhenTheWriterGoes) {
  auto writer = Open();
  ASSERT_OK(writer->Upsert(TitledTrial("NCT00000001", "One")));
  ASSERT_OK(writer->StartCommit({"log", 1}));
  writer.reset();
  EXPECT_EQ(Open()->committed().position, 1u);
}

TEST_F(CommitTest, ADamagedTrialFailsTheCommitThatWasStarted) {
  const auto writer = Open();
  v1::PackedTrial packed;
  packed.set_id("NCT00000001");
  packed.set_frames("no frames");
  ASSERT_OK(writer->Upsert(std::move(packed)));
  ASSERT_OK(writer->StartCommit({"log", 1}));
  EXPECT_THAT(writer->FinishCommit(), StatusIs(absl::StatusCode::kDataLoss));
  EXPECT_EQ(writer->committed().position, 0u);
}

TEST_F(CommitTest, NothingIsLostOrDoubledBetweenCommitsMergesAndChanges) {
  const unsigned seed = 17;
  std::mt19937 random(seed);
  auto writer = Open(/*threads=*/2);
  std::map<std::string, std::string> expected;
  std::map<std::string, std::string> committing;
  for (uint64_t position = 1; position <= 1200; ++position) {
    const std::string id = absl::StrCat("NCT", 10000000 + random() % 60);
    if (random() % 4 == 0) {
      ASSERT_OK(writer->Delete(id));
      expected.erase(id);
    } else {
      const std::string title = absl::StrCat("version ", position);
      ASSERT_OK(writer->Upsert(TitledTrial(id, title)));
      expected[id] = title;
    }
    if (random() % 20 != 0) continue;
    if (random() % 4 == 0 && position > 200) {
      ASSERT_OK(writer->FinishCommit());
      ASSERT_EQ(CommitView(path_).Titles(), committing) << "seed " << seed << " at " << position;
    }
    ASSERT_OK(writer->StartCommit({"log", position}));
    committing = expected;
  }
  ASSERT_OK(writer->Commit({"log", 1200}));
  EXPECT_EQ(CommitView(path_).Titles(), expected);
  EXPECT_EQ(writer->Statistics().document_count, static_cast<int64_t>(expected.size()));
  writer.reset();
  EXPECT_EQ(Open()->Statistics().document_count, static_cast<int64_t>(expected.size()));
}

}  // namespace
}  // namespace trialdex
