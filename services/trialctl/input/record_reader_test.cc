#include "services/trialctl/input/record_reader.h"

#include <zstd.h>

#include <filesystem>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/base/file.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace trialdex {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class RecordReaderTest : public testing::Test {
 protected:
  std::string File(const std::string& name, absl::string_view content) {
    const std::string path = dir_.path() + "/" + name;
    EXPECT_OK(WriteFileDurably(path, content));
    return path;
  }

  std::vector<v1::RawRecord> Read(const std::string& path) {
    std::vector<v1::RawRecord> records;
    EXPECT_OK(ReadRecords(path, {}, [&records](v1::RawRecord record, int64_t) {
      records.push_back(std::move(record));
      return absl::OkStatus();
    }));
    return records;
  }

  std::vector<std::string> Contents(const std::string& path) {
    std::vector<std::string> contents;
    for (const v1::RawRecord& record : Read(path)) contents.push_back(record.content());
    return contents;
  }

  const TempDir dir_;
};

TEST_F(RecordReaderTest, JsonLinesAreARecordALineWithTheLineAsItsSource) {
  const auto records = Read(File("a.jsonl", "{\"hasResults\":true}\n\n{\"hasResults\":false}"));
  ASSERT_EQ(records.size(), 2u);
  EXPECT_EQ(records[1].content(), "{\"hasResults\":false}");
  EXPECT_THAT(records[1].source_uri(), HasSubstr("a.jsonl:3"));
}

TEST_F(RecordReaderTest, AFileNameThatIsNotUtf8IsASourceThatIs) {
  const auto records = Read(File("a\xFF\xC3.xml", "<a/>"));
  ASSERT_EQ(records.size(), 1u);
  EXPECT_EQ(records[0].source_uri(), dir_.path() + "/a%FF%C3.xml");
}

TEST_F(RecordReaderTest, AnEnvelopeGivesItsTextAndFetchDate) {
  const auto records =
      Read(File("x",
                "{\"nct_id\":\"NCT1\",\"downloaded\":\"2023-02-03\",\"xml\":\"<a>\\n</a>\"}\n"
                "{\"nct_id\":\"NCT2\",\"text\":\"page\"}\n"));
  ASSERT_EQ(records.size(), 2u);
  EXPECT_EQ(records[0].content(), "<a>\n</a>");
  EXPECT_EQ(records[0].trial_id(), "NCT1");
  EXPECT_EQ(records[0].fetch_time().seconds(), 1675382400);
  EXPECT_EQ(records[1].content(), "page");
  EXPECT_FALSE(records[1].has_fetch_time());
}

TEST_F(RecordReaderTest, PrettyPrintedJsonXmlAndTextAreOneRecord) {
  EXPECT_THAT(Contents(File("a.json", "{\n\"protocolSection\": {}\n}\n")),
              ElementsAre("{\n\"protocolSection\": {}\n}\n"));
  EXPECT_THAT(Contents(File("a.xml", "<a>\n</a>")), ElementsAre("<a>\n</a>"));
  EXPECT_THAT(Contents(File("a.txt", "Title\n\nNCT ID: x\n")), ElementsAre("Title\n\nNCT ID: x\n"));
}

TEST_F(RecordReaderTest, AnApiPageIsCutIntoItsStudies) {
  EXPECT_THAT(Contents(File("p.json", "{\"studies\": [{\"a\": 1},\n {\"b\": \"x y\"}]}")),
              ElementsAre("{\"a\":1}", "{\"b\":\"x y\"}"));
}

TEST_F(RecordReaderTest, WhatCannotBeReadIsHandedOnForTheServerToReject) {
  EXPECT_THAT(Contents(File("cut.json", "{\"protocolSection\": {")),
              ElementsAre("{\"protocolSection\": {"));
  EXPECT_THAT(Contents(File("empty", "")), ElementsAre(""));
  EXPECT_THAT(Contents(File("mixed.jsonl", "{\"a\":1}\nnot json\n{\"b\":2}\n")),
              ElementsAre("{\"a\":1}", "not json", "{\"b\":2}"));
}

TEST_F(RecordReaderTest, AListOfRecordsMayBeEmpty) {
  EXPECT_THAT(Contents(File("a.jsonl", "")), ElementsAre());
  EXPECT_THAT(Contents(File("b.jsonl.zst", "\n \n")), ElementsAre());
  EXPECT_THAT(Contents(File("c.json", "\n")), ElementsAre(""));
}

TEST_F(RecordReaderTest, ZstdIsToldByItsFirstBytesAndDamageIsAnError) {
  const std::string plain = "{\"a\":1}\n{\"a\":2}\n";
  std::string packed(ZSTD_compressBound(plain.size()), '\0');
  packed.resize(ZSTD_compress(packed.data(), packed.size(), plain.data(), plain.size(), 3));
  EXPECT_THAT(Contents(File("noname", packed)), ElementsAre("{\"a\":1}", "{\"a\":2}"));
  packed.resize(packed.size() - 3);
  EXPECT_THAT(ReadRecords(File("cut.zst", packed), {},
                          [](const v1::RawRecord&, int64_t) { return absl::OkStatus(); }),
              StatusIs(absl::StatusCode::kDataLoss, HasSubstr("ends inside a frame")));
}

TEST_F(RecordReaderTest, FoldersAreWalkedInOrderAndHiddenFilesLeftOut) {
  std::filesystem::create_directories(dir_.path() + "/f/sub");
  File("f/b.txt", "");
  File("f/.hidden", "");
  File("f/sub/a.txt", "");
  const auto files = ExpandPaths({dir_.path() + "/f", "-"});
  ASSERT_OK(files);
  EXPECT_THAT(*files, ElementsAre(HasSubstr("f/b.txt"), HasSubstr("f/sub/a.txt"), "-"));
  EXPECT_THAT(ExpandPaths({dir_.path() + "/none"}), StatusIs(absl::StatusCode::kNotFound));
}

}  // namespace
}  // namespace trialdex
