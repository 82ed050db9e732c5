// What ingest says to a data directory that it must not touch.
#include <cstdint>
#include <optional>
#include <string>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/log/keys.h"
#include "libs/log/log_reading.h"
#include "libs/log/rocksdb_log_store.h"
#include "tests/support/service_process.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"
#include "trialdex/storage/v1/log_storage.pb.h"

namespace trialdex {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

constexpr int kOtherVersion = 4711;

ProgramResult RunIngest(const std::string& directory) {
  return RunProgram(TRIALDEX_BINARY_DIR "/trialdex-ingest",
                    {"--listen=127.0.0.1:0", absl::StrCat("--data_dir=", directory)});
}

// The format that the log in `directory` says it has.
absl::StatusOr<std::optional<storage::v1::LogFormat>> ReadFormat(const std::string& directory) {
  ASSIGN_OR_RETURN(const auto store, OpenRocksDbLogStore(directory));
  return ReadMessage<storage::v1::LogFormat>(*store, Table::kMeta, kFormatKey);
}

absl::Status WriteFormat(const std::string& directory, const storage::v1::LogFormat& format) {
  ASSIGN_OR_RETURN(const auto store, OpenRocksDbLogStore(directory));
  return store->Write({{Table::kMeta, std::string(kFormatKey), format.SerializeAsString()}},
                      /*sync=*/true);
}

TEST(DataDirectoryTest, ALogOfAnotherVersionIsRefusedByNameAndLeftAlone) {
  const TempDir temp;
  const std::string directory = temp.path() + "/ingest";
  {
    const auto started =
        ServiceProcess::Start(TRIALDEX_BINARY_DIR "/trialdex-ingest",
                              {"--listen=127.0.0.1:0", absl::StrCat("--data_dir=", directory)});
    ASSERT_OK(started);
    EXPECT_EQ((*started)->Terminate(), 0);
  }
  auto format = ReadFormat(directory);
  ASSERT_OK(format);
  ASSERT_TRUE(format->has_value());
  const int32_t own_version = (*format)->format_version();
  (*format)->set_format_version(kOtherVersion);
  ASSERT_OK(WriteFormat(directory, **format));

  const ProgramResult refused = RunIngest(directory);
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.output,
              AllOf(HasSubstr(directory), HasSubstr("LOG_VERSION"),
                    HasSubstr(absl::StrCat("format version ", kOtherVersion)),
                    HasSubstr(absl::StrCat("reads and writes version ", own_version))));

  const auto after = ReadFormat(directory);
  ASSERT_OK(after);
  ASSERT_TRUE(after->has_value());
  EXPECT_EQ((*after)->SerializeAsString(), (*format)->SerializeAsString());

  // A program that knows the version takes it as it is.
  (*format)->set_format_version(own_version);
  ASSERT_OK(WriteFormat(directory, **format));
  const auto again =
      ServiceProcess::Start(TRIALDEX_BINARY_DIR "/trialdex-ingest",
                            {"--listen=127.0.0.1:0", absl::StrCat("--data_dir=", directory)});
  ASSERT_OK(again);
  EXPECT_THAT((*again)->output(), HasSubstr((*format)->log_id()));
}

TEST(DataDirectoryTest, TablesThatDoNotSayWhatTheyAreAreRefusedByName) {
  const TempDir temp;
  const std::string directory = temp.path() + "/ingest";
  {
    const auto store = OpenRocksDbLogStore(directory);
    ASSERT_OK(store);
    ASSERT_OK((*store)->Write({{Table::kStreams, "somebody", "else's"}}, /*sync=*/true));
  }
  const ProgramResult refused = RunIngest(directory);
  EXPECT_EQ(refused.exit_code, 1);
  EXPECT_THAT(refused.output, AllOf(HasSubstr(directory), HasSubstr("NOT_A_LOG")));
}

}  // namespace
}  // namespace trialdex
