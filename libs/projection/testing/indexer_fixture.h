// The fixture of the indexer's tests.
#ifndef TRIALDEX_LIBS_PROJECTION_TESTING_INDEXER_FIXTURE_H_
#define TRIALDEX_LIBS_PROJECTION_TESTING_INDEXER_FIXTURE_H_

#include <memory>
#include <sstream>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "libs/base/status_macros.h"
#include "libs/projection/indexer.h"
#include "libs/projection/testing/fake_feed.h"
#include "libs/projection/testing/prompt_index_writer.h"
#include "tests/support/fake_clock.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace trialdex {

// The real index, a log in memory, and a clock that the test moves.
class IndexerTest : public ::testing::Test {
 protected:
  void Start(const std::string& fingerprint = "abc") {
    auto opened = Indexer::Open({.root = root_, .fingerprint = fingerprint}, feed_,
                                Opener(fingerprint), clock_, log_);
    ASSERT_OK(opened);
    indexer_ = *std::move(opened);
  }
  // What kill -9 leaves: nothing is committed on the way out.
  void Kill() { indexer_.reset(); }

  static IndexOpener Opener(const std::string& fingerprint) {
    return [fingerprint](
               const std::string& directory) -> absl::StatusOr<std::unique_ptr<IndexWriter>> {
      ASSIGN_OR_RETURN(auto writer,
                       OpenIndexWriter({.directory = directory, .fingerprint = fingerprint}));
      return std::make_unique<PromptIndexWriter>(std::move(writer));
    };
  }
  void Step() {
    indexer_->Step(absl::ZeroDuration());
    clock_.Advance(absl::Seconds(3));
  }
  void Run(int steps = 8) {
    for (int i = 0; i < steps; ++i) Step();
  }
  v1::GetIndexerStatusResponse Status() { return indexer_->state().Status(); }
  IndexName Current() { return *ReadCurrentIndex(root_); }
  LogPoint CommittedPoint() { return *ReadLogPoint(IndexPath(root_, Current())); }
  void WriteLog(int trials) {
    for (int i = 0; i < trials; ++i) feed_.Upsert(absl::StrCat("NCT0000000", i), "title");
  }

  const TempDir temp_;
  const std::string root_ = temp_.path() + "/index";
  FakeClock clock_;
  std::ostringstream lines_;
  Logger log_{{.service = "test", .output = &lines_}};
  FakeFeed feed_;
  std::unique_ptr<Indexer> indexer_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_PROJECTION_TESTING_INDEXER_FIXTURE_H_
