#include "libs/rpc/command_line.h"

#include <fstream>
#include <sstream>

#include "absl/flags/flag.h"
#include "absl/flags/reflection.h"
#include "absl/time/time.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/temp_dir.h"

ABSL_FLAG(std::string, data_dir, "", "Where the data is.");
ABSL_FLAG(int, limit, 7, "How many.");
ABSL_FLAG(bool, sync, true, "Sync to disk.");
ABSL_FLAG(absl::Duration, drain, absl::Seconds(10), "Grace.");

namespace trialdex {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class CommandLineTest : public ::testing::Test {
 protected:
  std::optional<int> Parse(const std::vector<std::string>& arguments) {
    return ParseCommandLine(arguments, program_, out_, err_);
  }

  absl::FlagSaver saver_;
  ProgramInfo program_ = {.name = "trialdex-test", .help = "Tests flags."};
  std::ostringstream out_;
  std::ostringstream err_;
};

TEST_F(CommandLineTest, ValuesMayStandBehindAnEqualsSignOrInTheNextArgument) {
  EXPECT_EQ(Parse({"--data_dir=/a=b", "--limit", "3", "--drain=1.5s"}), std::nullopt);
  EXPECT_EQ(absl::GetFlag(FLAGS_data_dir), "/a=b");
  EXPECT_EQ(absl::GetFlag(FLAGS_limit), 3);
  EXPECT_EQ(absl::GetFlag(FLAGS_drain), absl::Milliseconds(1500));
}

TEST_F(CommandLineTest, DashesInNamesCountAsUnderscores) {
  EXPECT_EQ(Parse({"--data-dir=/data"}), std::nullopt);
  EXPECT_EQ(absl::GetFlag(FLAGS_data_dir), "/data");
}

TEST_F(CommandLineTest, ABoolNeedsNoValueAndCanBeTurnedOff) {
  EXPECT_EQ(Parse({"--nosync"}), std::nullopt);
  EXPECT_FALSE(absl::GetFlag(FLAGS_sync));
  EXPECT_EQ(Parse({"--sync"}), std::nullopt);
  EXPECT_TRUE(absl::GetFlag(FLAGS_sync));
}

TEST_F(CommandLineTest, HelpShowsEveryFlagWithItsDefaultAndSucceeds) {
  EXPECT_EQ(Parse({"-h"}), kExitSuccess);
  EXPECT_THAT(out_.str(), AllOf(HasSubstr("Tests flags."), HasSubstr("--limit (7)\n"),
                                HasSubstr("How many."), HasSubstr("--data_dir (none)")));
}

TEST_F(CommandLineTest, VersionNamesTheProgram) {
  EXPECT_EQ(Parse({"--version"}), kExitSuccess);
  EXPECT_THAT(out_.str(), HasSubstr("trialdex-test "));
}

TEST_F(CommandLineTest, AnUnknownFlagIsAMistake) {
  EXPECT_EQ(Parse({"--data_dri=/data"}), kExitUsage);
  EXPECT_EQ(err_.str(), "trialdex-test: unknown flag --data_dri; see --help\n");
}

TEST_F(CommandLineTest, AStrayArgumentIsAMistake) {
  EXPECT_EQ(Parse({"/data"}), kExitUsage);
  EXPECT_THAT(err_.str(), HasSubstr("unexpected argument '/data'"));
}

TEST_F(CommandLineTest, AValueOfTheWrongTypeIsAMistake) {
  EXPECT_EQ(Parse({"--limit=many"}), kExitUsage);
  EXPECT_THAT(err_.str(), AllOf(HasSubstr("--limit"), HasSubstr("'many'")));
}

TEST_F(CommandLineTest, AMissingValueIsAMistake) {
  EXPECT_EQ(Parse({"--limit"}), kExitUsage);
  EXPECT_THAT(err_.str(), HasSubstr("--limit needs a value"));
}

TEST_F(CommandLineTest, ARequiredFlagMustBeGiven) {
  program_.required_flags = {"data_dir"};
  EXPECT_EQ(Parse({}), kExitUsage);
  EXPECT_THAT(err_.str(), HasSubstr("--data_dir is required"));
  EXPECT_EQ(Parse({"--help"}), kExitSuccess);
}

TEST_F(CommandLineTest, AFlagFileHoldsOneArgumentALine) {
  TempDir dir;
  const std::string path = dir.path() + "/flags";
  std::ofstream(path) << "# comment\n\n--limit=5\n  --nosync\n";
  EXPECT_EQ(Parse({"--flagfile", path}), std::nullopt);
  EXPECT_EQ(absl::GetFlag(FLAGS_limit), 5);
  EXPECT_FALSE(absl::GetFlag(FLAGS_sync));
  EXPECT_EQ(Parse({"--flagfile=" + path + ".not"}), kExitUsage);
}

TEST_F(CommandLineTest, AFlagFileThatNamesItselfIsRefused) {
  TempDir dir;
  const std::string path = dir.path() + "/flags";
  std::ofstream(path) << "--flagfile=" << path << "\n";
  EXPECT_EQ(Parse({"--flagfile=" + path}), kExitUsage);
}

}  // namespace
}  // namespace trialdex
