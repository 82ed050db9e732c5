#include "libs/index/reading/deletions.h"

#include <fstream>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;

class DeletionsTest : public testing::Test {
 protected:
  // Of a segment of ten documents.
  absl::StatusOr<std::shared_ptr<const DocSet>> Read(const std::string& bytes) {
    const std::string path = temp_.path() + "/_0_1.del";
    std::ofstream(path, std::ios::binary) << bytes;
    return ReadDeletions(path, 10);
  }

  const TempDir temp_;
  // Ten bits, three of them set: documents 1, 7 and 9.
  const std::string intact_ = std::string("\0\0\0\x0A\0\0\0\x03\x82\x02", 10);
};

TEST_F(DeletionsTest, BitsAreDocumentsFromTheLowestOn) {
  const auto deleted = Read(intact_);
  ASSERT_OK(deleted);
  EXPECT_THAT((*deleted)->ToVector(), ElementsAre(1, 7, 9));
}

TEST_F(DeletionsTest, AnythingElseIsDamaged) {
  for (size_t size = 0; size < intact_.size(); ++size) {
    EXPECT_THAT(Read(intact_.substr(0, size)), StatusIs(absl::StatusCode::kDataLoss)) << size;
  }
  EXPECT_THAT(Read(intact_ + '\0'), StatusIs(absl::StatusCode::kDataLoss));
  for (size_t i = 0; i < intact_.size(); ++i) {
    std::string damaged = intact_;
    damaged[i] = static_cast<char>(damaged[i] ^ 0x40);
    EXPECT_THAT(Read(damaged), StatusIs(absl::StatusCode::kDataLoss)) << i;
  }
}

TEST_F(DeletionsTest, AMissingFileIsNotFound) {
  EXPECT_THAT(ReadDeletions(temp_.path() + "/_0_2.del", 10), StatusIs(absl::StatusCode::kNotFound));
}

}  // namespace
}  // namespace trialdex
