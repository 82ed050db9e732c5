#include "libs/index/lucene/durable_directory.h"

#include <fstream>

#include "gtest/gtest.h"
#include "libs/index/lucene/guard.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace trialdex::lucene {
namespace {

using Lucene::newLucene;

class DurableDirectoryTest : public ::testing::Test {
 protected:
  absl::Status SyncFile(const Lucene::String& name) {
    return Guard("sync", [&] {
      directory_->sync(name);
      return absl::OkStatus();
    });
  }
  int32_t CommitTwice() {
    const auto writer =
        newLucene<Lucene::IndexWriter>(directory_, newLucene<Lucene::KeywordAnalyzer>(),
                                       newLucene<KeepNewestDurableCommit>(directory_),
                                       Lucene::IndexWriter::MaxFieldLengthUNLIMITED);
    for (int i = 0; i < 2; ++i) {
      const auto document = newLucene<Lucene::Document>();
      document->add(newLucene<Lucene::Field>(L"id", L"x", Lucene::Field::STORE_YES,
                                             Lucene::Field::INDEX_NOT_ANALYZED));
      writer->addDocument(document);
      writer->commit();
    }
    writer->close();
    return Lucene::IndexReader::listCommits(directory_).size();
  }

  const TempDir temp_;
  const DurableDirectoryPtr directory_ = newLucene<DurableDirectory>(temp_.path());
};

TEST_F(DurableDirectoryTest, OnlyTheNewestCommitIsKept) { EXPECT_EQ(CommitTwice(), 1); }

TEST_F(DurableDirectoryTest, OlderCommitsStayOnceASyncHasFailed) {
  EXPECT_FALSE(SyncFile(L"not_there").ok());
  EXPECT_FALSE(directory_->healthy());
  EXPECT_GT(CommitTwice(), 1);
  EXPECT_FALSE(directory_->healthy()) << "a later sync says nothing of the one that failed";
}

TEST_F(DurableDirectoryTest, AnEmptyFileCanBeRead) {
  std::ofstream(temp_.path() + "/empty").close();
  EXPECT_OK(Guard("open", [&] {
    const auto input = directory_->openInput(L"empty", 1024);
    EXPECT_EQ(input->length(), 0);
    return absl::OkStatus();
  }));
}

}  // namespace
}  // namespace trialdex::lucene
