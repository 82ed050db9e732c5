// What trialdex writes is a Lucene index: Apache Lucene itself says so, and finds in it
// what we find.
#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/base/clock.h"
#include "libs/index/index_directory.h"
#include "libs/index/index_writer.h"
#include "libs/index/snapshot_source.h"
#include "libs/index/testing/query_nodes.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace trialdex {
namespace {

using ::testing::HasSubstr;

// Of Debian's liblucene3-java: the newest Lucene that reads the formats of 2.9.
constexpr char kLuceneJar[] = "/usr/share/java/lucene3-core.jar";
constexpr char kFingerprint[] = "0123456789abcdef";
constexpr char kJava[] = "/usr/bin/java";

v1::Trial MakeTrial(int number, int version) {
  v1::Trial trial;
  trial.set_id(absl::StrCat("NCT", 10000000 + number));
  trial.mutable_identification()->set_brief_title(
      absl::StrCat("Trial ", number % 7, " of Sjögren's 乳腺癌 in stage Ⅳ, version ", version));
  trial.mutable_conditions()->add_conditions(absl::StrCat("Condition ", number % 50));
  std::string* text = trial.mutable_description()->mutable_detailed_description();
  for (int i = 0; i < 200; ++i) absl::StrAppend(text, " word", (i * number) % 997);
  return trial;
}

std::string OutputOf(const std::string& command) {
  std::string output;
  FILE* const pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return output;
  char buffer[4096];
  while (const size_t size = fread(buffer, 1, sizeof(buffer), pipe)) output.append(buffer, size);
  pclose(pipe);
  return output;
}

// An index of several segments with updates, deletions and merges.
class LuceneFormatsTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(kJava) || !std::filesystem::exists(kLuceneJar)) {
      GTEST_SKIP() << "needs " << kJava << " and " << kLuceneJar;
    }
    const auto directory = IndexDirectory::Open(temp_.path()).value();
    const IndexName name{kFingerprint, 1};
    path_ = directory->Path(name);
    IndexWriterOptions options;
    options.directory = path_;
    options.fingerprint = kFingerprint;
    options.merge_factor = 3;
    options.threads = 2;
    const auto writer = OpenIndexWriter(options).value();
    for (int round = 0; round < 12; ++round) {
      for (int number = round * 60; number < round * 60 + 120; ++number) {
        ASSERT_OK(writer->Upsert(MakeTrial(number, round)));
      }
      ASSERT_OK(writer->Delete(absl::StrCat("NCT", 10000000 + round * 60)));
      ASSERT_OK(writer->Commit({"log", static_cast<uint64_t>(round + 1)}));
      ASSERT_OK(writer->WaitForMerges());
    }
    ASSERT_OK(writer->Commit({"log", 13}));
    ASSERT_OK(directory->SetCurrent(name));
  }

  TempDir temp_;
  // Of the index.
  std::string path_;
};

TEST_F(LuceneFormatsTest, ApacheLuceneFindsNoFault) {
  const std::string report = OutputOf(absl::StrCat(
      kJava, " -cp ", kLuceneJar, " org.apache.lucene.index.CheckIndex ", path_, " 2>&1"));
  EXPECT_THAT(report, HasSubstr("No problems were detected with this index."));
  EXPECT_THAT(report, HasSubstr("deleted docs"));
  EXPECT_THAT(report, testing::Not(HasSubstr("FAILED")));
}

struct Question {
  const char* line;
  QueryNode query;
};

QueryNode AnyField(const std::string& term) {
  auto weights = std::make_shared<FieldWeights>();
  weights->fill(1.0F);
  return Word(term, std::move(weights));
}

TEST_F(LuceneFormatsTest, ApacheLuceneFindsTheSameTrials) {
  using Kind = QueryNode::Kind;
  const Question questions[] = {
      {"any trial", AnyField("trial")},
      {"any word996", AnyField("word996")},
      {"any sjögren's", AnyField("sjögren's")},
      {"any 乳腺", AnyField("乳腺")},
      {"any nosuchword", AnyField("nosuchword")},
      {"any word1 word2 word3",
       Combine(Kind::kOr, {AnyField("word1"), AnyField("word2"), AnyField("word3")})},
      {"all word12 word24", Combine(Kind::kAnd, {AnyField("word12"), AnyField("word24")})},
      {"all trial condition word0",
       Combine(Kind::kAnd, {AnyField("trial"), AnyField("condition"), AnyField("word0")})},
      {"but stage word7 word11",
       Combine(Kind::kAnd, {AnyField("stage"), Not(AnyField("word7")), Not(AnyField("word11"))})},
  };
  const std::string queries = temp_.path() + "/queries";
  std::ofstream file(queries);
  for (const Question& question : questions) file << question.line << "\n";
  file.close();
  const std::vector<std::string> found = absl::StrSplit(
      OutputOf(absl::StrCat(kJava, " -cp ", kLuceneJar, " ", TRIALDEX_SOURCE_DIR,
                            "/tests/integration/LuceneHits.java ", path_, " <", queries)),
      '\n');
  ASSERT_EQ(found.size(), std::size(questions) + 1) << "a line each, and a line end";

  SnapshotSource source({.index_dir = temp_.path(), .fingerprint = kFingerprint});
  const auto snapshot = source.Current();
  ASSERT_OK(snapshot);
  ASSERT_GT((*snapshot)->segments().size(), 1u);
  PageRange all;
  all.limit = 10000;
  for (size_t i = 0; i < std::size(questions); ++i) {
    const auto page = SearchIndex(**snapshot, Ranked(questions[i].query), all, RealClock());
    ASSERT_OK(page);
    std::vector<std::string> ids = Ids(*page);
    std::sort(ids.begin(), ids.end());
    EXPECT_EQ(absl::StrJoin(ids, " "), found[i]) << questions[i].line;
    EXPECT_EQ(ids.empty(), questions[i].line == std::string("any nosuchword")) << questions[i].line;
  }
}

}  // namespace
}  // namespace trialdex
