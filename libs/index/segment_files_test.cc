#include "libs/index/segment_files.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/index/index_writer.h"
#include "libs/index/testing/titled_trial.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

using TermCounts = std::vector<std::pair<std::string, uint32_t>>;

class SegmentFilesTest : public testing::Test {
 protected:
  // One segment that holds `trials`.
  std::shared_ptr<const SegmentFiles> Write(const std::vector<v1::Trial>& trials) {
    IndexWriterOptions options;
    options.directory = temp_.path();
    options.fingerprint = "0123456789abcdef";
    auto writer = OpenIndexWriter(options).value();
    for (const v1::Trial& trial : trials) EXPECT_OK(writer->Upsert(v1::Trial(trial)));
    EXPECT_OK(writer->Commit({"log", 1}));
    commits_ = OpenCommits(options.directory);
    return commits_->ReadNewest().value()->segments.front().files;
  }

  static TermCounts Terms(const SegmentFiles& files, TermField field, const std::string& prefix,
                          size_t limit = 1000) {
    TermCounts terms;
    EXPECT_OK(files.ForEachTerm(field, prefix, [&](absl::string_view term, uint32_t count) {
      terms.emplace_back(std::string(term), count);
      return terms.size() < limit;
    }));
    return terms;
  }

  TempDir temp_;
  std::unique_ptr<CommitReader> commits_;
};

TEST_F(SegmentFilesTest, TermsWithAPrefixComeInOrderWithTheirDocuments) {
  const auto files = Write({TitledTrial("A", "cat cart dog"), TitledTrial("B", "cart car")});
  EXPECT_THAT(Terms(*files, TermField::kText, "ca"),
              ElementsAre(Pair("car", 1), Pair("cart", 2), Pair("cat", 1)));
  std::vector<std::vector<uint32_t>> docs;
  ASSERT_OK(files->ForEachTermDocs(TermField::kText, "ca",
                                   [&](absl::string_view, absl::Span<const uint32_t> of_term) {
                                     docs.emplace_back(of_term.begin(), of_term.end());
                                     return true;
                                   }));
  EXPECT_THAT(docs, ElementsAre(ElementsAre(1), ElementsAre(0, 1), ElementsAre(0)));
}

TEST_F(SegmentFilesTest, AWalkEndsWhenItsVisitorHasEnough) {
  const auto files = Write({TitledTrial("A", "qa qb qc qd")});
  EXPECT_THAT(Terms(*files, TermField::kText, "q", 2), ElementsAre(Pair("qa", 1), Pair("qb", 1)));
}

TEST_F(SegmentFilesTest, AWalkStaysInItsFieldAndPrefix) {
  const auto files = Write({TitledTrial("A", "zz")});
  EXPECT_THAT(Terms(*files, TermField::kId, ""), ElementsAre(Pair("A", 1)));
  EXPECT_THAT(Terms(*files, TermField::kText, "zzz"), IsEmpty());
  EXPECT_THAT(Terms(*files, TermField::kAlias, ""), IsEmpty());
}

TEST_F(SegmentFilesTest, TermsAndTheirDocumentsAreTheSameInEitherWalk) {
  // Words of few and of many documents, more than one block of the dictionary.
  std::vector<v1::Trial> trials;
  for (int i = 0; i < 40; ++i) {
    std::string title = "every";
    for (int k = 0; k < 40; ++k)
      absl::StrAppend(&title, " w", (i * 37 + k * k) % 700, " \u00E9", k);
    trials.push_back(TitledTrial(absl::StrCat("T", i), title));
  }
  const auto files = Write(trials);
  for (const std::string prefix : {"", "w", "w1", "w69", "\u00E9", "every"}) {
    TermCounts counted;
    EXPECT_OK(files->ForEachTermDocs(
        TermField::kText, prefix, [&](absl::string_view term, absl::Span<const uint32_t> docs) {
          counted.emplace_back(std::string(term), static_cast<uint32_t>(docs.size()));
          return true;
        }));
    EXPECT_GT(counted.size(), 0u);
    EXPECT_EQ(Terms(*files, TermField::kText, prefix, 100000), counted) << prefix;
  }
}

TEST_F(SegmentFilesTest, TermsComeInOrderOfTheirBytesWhateverTheirScript) {
  v1::Trial trial = TitledTrial("A", "x");
  // Of four bytes, three, two and one: UTF-16 would put the first before the second.
  for (const char* name : {"\U0001F600 clinic", "\uFB01 clinic", "\u00C5rhus", "Bonn"}) {
    trial.mutable_contacts_locations()->add_locations()->set_city(name);
  }
  const auto files = Write({trial});
  const TermCounts terms = Terms(*files, TermField::kKeyword, "city=");
  ASSERT_EQ(terms.size(), 4u);
  for (size_t i = 1; i < terms.size(); ++i) EXPECT_LT(terms[i - 1].first, terms[i].first);
}

}  // namespace
}  // namespace trialdex
