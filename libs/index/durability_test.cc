// What a power cut may take from an index at any moment of a commit.
#include <cerrno>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <thread>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/index/byte_cache.h"
#include "libs/index/index_writer.h"
#include "libs/index/segment_files.h"
#include "libs/index/snapshot.h"
#include "libs/index/testing/commit_view.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"
#include "tests/support/watched_syncs.h"

namespace trialdex {
namespace {

constexpr int kNoMerges = 1000;

class DurabilityTest : public ::testing::Test {
 protected:
  std::unique_ptr<IndexWriter> Open(int merge_factor) {
    auto writer = OpenIndexWriter({.directory = path_,
                                   .fingerprint = "abc",
                                   .ram_buffer_mb = 0.25,
                                   .merge_factor = merge_factor,
                                   .threads = 2});
    EXPECT_OK(writer);
    return *std::move(writer);
  }

  // The log: entry i changes trial i % 7, which from then on says so; every eleventh deletes it.
  static absl::Status Apply(uint64_t entry, IndexWriter& writer,
                            std::map<std::string, std::string>& titles) {
    const std::string id = absl::StrCat("NCT0000000", entry % 7);
    titles.erase(id);
    if (entry % 11 == 0) return writer.Delete(id);
    v1::Trial trial;
    trial.set_id(id);
    const std::string title = absl::StrCat("entry ", entry);
    trial.mutable_identification()->set_brief_title(title);
    titles[id] = title;
    return writer.Upsert(std::move(trial));
  }

  static std::map<std::string, std::string> TitlesAt(const std::string& path) {
    const auto titles = CommitView(path).Titles();
    return {titles.begin(), titles.end()};
  }

  const TempDir temp_;
  const std::string path_ = temp_.path() + "/abc-1";
};

// What is on the disk for certain: contents of files that were synced, under names that
// stood in the directory when that was.
class Disk {
 public:
  explicit Disk(const std::string& directory) : directory_(directory) {}

  void Sync(const std::string& path) {
    if (path == directory_) {
      named_ = Names();
    } else {
      written_.insert(std::filesystem::path(path).filename().string());
    }
  }

  // Files of segments that a power cut now may take.
  std::set<std::string> AtRisk() const {
    std::set<std::string> names;
    for (const std::string& name : Names()) {
      const bool safe = written_.count(name) > 0 && named_.count(name) > 0;
      if (absl::StartsWith(name, "_") && !safe) names.insert(name);
    }
    return names;
  }

 private:
  std::set<std::string> Names() const {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(directory_)) {
      names.insert(entry.path().filename().string());
    }
    return names;
  }

  const std::string directory_;
  std::set<std::string> written_;
  std::set<std::string> named_;
};

TEST_F(DurabilityTest, EverythingThatACommitNamesIsOnDiskBeforeIt) {
  const auto writer = Open(/*merge_factor=*/3);
  Disk disk(path_);
  int commits = 0;
  const WatchedSyncs syncs([&](const std::string& path) {
    // While a commit is waited for nothing else is written, and what is there is part of it.
    if (absl::StrContains(path, "/segments_")) {
      ++commits;
      EXPECT_THAT(disk.AtRisk(), ::testing::IsEmpty());
    }
    disk.Sync(path);
    return 0;
  });
  std::map<std::string, std::string> titles;
  for (uint64_t entry = 1; entry <= 200; ++entry) {
    ASSERT_OK(Apply(entry, *writer, titles));
    if (entry % 5 != 0) continue;
    ASSERT_OK(writer->Commit({"log", entry}));
    ASSERT_OK(writer->WaitForMerges());
  }
  EXPECT_EQ(commits, 40);
  EXPECT_EQ(TitlesAt(path_), titles);
}

TEST_F(DurabilityTest, MergesThatFailAreTriedLessAndLessOftenAndHarmNothing) {
  const auto writer = Open(/*merge_factor=*/3);
  std::map<std::string, std::string> titles;
  int refused = 0;
  uint64_t entry = 0;
  const auto commit = [&] {
    ASSERT_OK(Apply(++entry, *writer, titles));
    ASSERT_OK(writer->Commit({"log", entry}));
    writer->WaitForMerges().IgnoreError();  // It has failed.
  };
  {
    // Whoever syncs commits syncs segments, too; who syncs nothing but segments merges.
    std::thread::id committer;
    const WatchedSyncs syncs([&](const std::string& path) {
      if (absl::StrContains(path, "/segments_")) committer = std::this_thread::get_id();
      const bool merges = committer != std::thread::id() && committer != std::this_thread::get_id();
      if (!merges) return 0;
      ++refused;
      return ENOSPC;
    });
    for (int i = 0; i < 60; ++i) commit();
  }
  EXPECT_GE(refused, 4);
  EXPECT_LE(refused, 6);
  EXPECT_EQ(TitlesAt(path_), titles);
  const int32_t segments = writer->Statistics().segment_count;
  for (int i = 0; i < 70; ++i) commit();
  EXPECT_LT(writer->Statistics().segment_count, segments);
  EXPECT_EQ(TitlesAt(path_), titles);
}

TEST_F(DurabilityTest, AReaderOfACommitThatTheDiskRefusedReadsTheOneThatTakesItsPlace) {
  std::map<std::string, std::string> titles;
  auto writer = Open(kNoMerges);
  const auto write = [&](uint64_t first, uint64_t last) {
    for (uint64_t entry = first; entry <= last; ++entry) ASSERT_OK(Apply(entry, *writer, titles));
  };
  write(1, 20);
  ASSERT_OK(writer->Commit({"log", 20}));
  const auto reader = OpenCommits(path_);
  ASSERT_OK(reader->ReadNewest());
  const std::map<std::string, std::string> committed = titles;
  write(21, 24);
  uint64_t seen = 0;
  {
    const WatchedSyncs syncs([&](const std::string& path) {
      if (!absl::StrContains(path, "/segments_")) return 0;
      const auto commit = reader->ReadNewest();
      if (commit.ok() && *commit != nullptr) seen = (*commit)->position;
      return EIO;
    });
    EXPECT_FALSE(writer->Commit({"log", 24}).ok());
  }
  ASSERT_EQ(seen, 24u);

  // The files of the next commit have the names of those that are gone.
  writer.reset();
  writer = Open(kNoMerges);
  ASSERT_EQ(writer->committed().position, 20u);
  titles = committed;
  write(21, 27);
  ASSERT_OK(writer->Commit({"log", 27}));
  const auto commit = reader->ReadNewest();
  ASSERT_OK(commit);
  ASSERT_NE(*commit, nullptr);
  EXPECT_EQ((*commit)->position, 27u);
  ByteCache cache(1 << 20);
  const auto snapshot = IndexSnapshot::Load(**commit, nullptr, cache);
  ASSERT_OK(snapshot);
  std::map<std::string, std::string> found;
  for (uint32_t segment = 0; segment < (*snapshot)->segments().size(); ++segment) {
    (*snapshot)->segments()[segment]->live().ForEach([&](uint32_t doc) {
      const auto trial = (*snapshot)->ReadTrial({segment, doc});
      ASSERT_OK(trial);
      EXPECT_TRUE(found.emplace(trial->id(), trial->identification().brief_title()).second);
    });
  }
  EXPECT_EQ(found, titles);
}

TEST_F(DurabilityTest, ASyncThatFailsLeavesTheCommitBeforeOrTheNewOne) {
  std::map<std::string, std::string> titles;
  {
    const auto writer = Open(kNoMerges);
    for (uint64_t entry = 1; entry <= 20; ++entry) ASSERT_OK(Apply(entry, *writer, titles));
    ASSERT_OK(writer->Commit({"log", 20}));
  }
  // The first sync of a commit fails, then the second, until there are no more.
  std::string refused_path = "none yet";
  for (int refused = 1; !refused_path.empty(); ++refused) {
    ASSERT_LT(refused, 20);
    auto writer = Open(kNoMerges);
    const uint64_t before = writer->committed().position;
    std::map<std::string, std::string> now = titles;
    for (uint64_t entry = before + 1; entry <= before + 4; ++entry) {
      ASSERT_OK(Apply(entry, *writer, now));
    }
    {
      int count = 0;
      refused_path.clear();
      const WatchedSyncs syncs([&](const std::string& path) {
        if (++count != refused) return 0;
        refused_path = path;
        return EIO;
      });
      const bool committed = writer->Commit({"log", before + 4}).ok();
      // That file is a hint to readers, which look at the directory, too.
      const bool needed = !refused_path.empty() && !absl::EndsWith(refused_path, "segments.gen");
      EXPECT_EQ(committed, !needed) << refused_path;
      writer.reset();
    }
    const auto point = ReadLogPoint(path_);
    ASSERT_OK(point);
    if (point->position != before) {
      ASSERT_EQ(point->position, before + 4);
      titles = now;
    }
    EXPECT_EQ(TitlesAt(path_), titles) << refused_path;
  }
}

}  // namespace
}  // namespace trialdex
