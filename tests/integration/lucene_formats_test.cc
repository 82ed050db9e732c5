// What trialdex writes is a Lucene index: Apache Lucene itself says so.
#include <cstdio>
#include <filesystem>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/index/index_writer.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace trialdex {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// Of Debian's liblucene3-java: the newest Lucene that reads the formats of 2.9.
constexpr char kLuceneJar[] = "/usr/share/java/lucene3-core.jar";
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

TEST(LuceneFormatsTest, ApacheLuceneFindsNoFaultInAnIndexWithUpdatesDeletionsAndMerges) {
  if (!std::filesystem::exists(kJava) || !std::filesystem::exists(kLuceneJar)) {
    GTEST_SKIP() << "needs " << kJava << " and " << kLuceneJar;
  }
  const TempDir temp;
  IndexWriterOptions options;
  options.directory = temp.path() + "/index";
  options.fingerprint = "0123456789abcdef";
  options.merge_factor = 3;
  options.threads = 2;
  {
    auto writer = OpenIndexWriter(options).value();
    for (int round = 0; round < 12; ++round) {
      for (int number = round * 60; number < round * 60 + 120; ++number) {
        ASSERT_OK(writer->Upsert(MakeTrial(number, round)));
      }
      ASSERT_OK(writer->Delete(absl::StrCat("NCT", 10000000 + round * 60)));
      ASSERT_OK(writer->Commit({"log", static_cast<uint64_t>(round + 1)}));
      ASSERT_OK(writer->WaitForMerges());
    }
    ASSERT_OK(writer->Commit({"log", 13}));
  }
  const std::string report =
      OutputOf(absl::StrCat(kJava, " -cp ", kLuceneJar, " org.apache.lucene.index.CheckIndex ",
                            options.directory, " 2>&1"));
  EXPECT_THAT(report, HasSubstr("No problems were detected with this index."));
  EXPECT_THAT(report, HasSubstr("deleted docs"));
  EXPECT_THAT(report, Not(HasSubstr("FAILED")));
}

}  // namespace
}  // namespace trialdex
