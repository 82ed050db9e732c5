#include <fstream>
#include <map>
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/base/file.h"
#include "tests/benchmark/peers/peer_documents.h"
#include "tests/benchmark/peers/peer_queries.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(PeerDocumentsTest, AreReadAsTheyWereWritten) {
  const TempDir temp;
  const std::string path = temp.path() + "/documents";
  auto writer = PeerDocumentWriter::Create(path);
  ASSERT_OK(writer);
  ASSERT_OK(writer->Write({"NCT00000001", std::string("\0packed", 7), "text\n", {"phase=PHASE2"}}));
  ASSERT_OK(writer->Write({"NCT00000002", std::string(70000, 'x'), "", {}}));
  ASSERT_OK(writer->Close());

  auto reader = PeerDocumentReader::Open(path);
  ASSERT_OK(reader);
  PeerDocument document;
  EXPECT_TRUE(reader->Next(document).value());
  EXPECT_EQ(document.id, "NCT00000001");
  EXPECT_EQ(document.trial, std::string("\0packed", 7));
  EXPECT_EQ(document.text, "text\n");
  EXPECT_THAT(document.keywords, ElementsAre("phase=PHASE2"));
  EXPECT_TRUE(reader->Next(document).value());
  EXPECT_EQ(document.trial.size(), 70000u);
  EXPECT_THAT(document.keywords, IsEmpty());
  EXPECT_FALSE(reader->Next(document).value());
}

TEST(PeerDocumentsTest, DoNotEndInTheMiddleOfOneUnnoticed) {
  const TempDir temp;
  const std::string path = temp.path() + "/documents";
  auto writer = PeerDocumentWriter::Create(path);
  ASSERT_OK(writer);
  ASSERT_OK(writer->Write({"NCT00000001", "trial", "text", {"phase=PHASE2"}}));
  ASSERT_OK(writer->Close());
  const auto whole = ReadFile(path);
  ASSERT_OK(whole);
  ASSERT_OK(WriteFileDurably(path, whole->substr(0, whole->size() - 1)));

  auto reader = PeerDocumentReader::Open(path);
  ASSERT_OK(reader);
  PeerDocument document;
  EXPECT_THAT(reader->Next(document), StatusIs(absl::StatusCode::kDataLoss));
}

TEST(PeerDocumentsTest, HaveTheTextThatIsSearchedAndTheKeywordsThatAreFiltered) {
  v1::Trial trial;
  trial.set_id("NCT00000001");
  trial.mutable_identification()->set_brief_title("A Trial of Rest");
  trial.mutable_conditions()->add_conditions("Sore Throat");
  trial.mutable_status()->set_overall_status(v1::OVERALL_STATUS_RECRUITING);
  PeerDocument document;
  DescribeTrial(trial, document);
  EXPECT_EQ(document.id, "NCT00000001");
  EXPECT_THAT(document.text, HasSubstr("A Trial of Rest\n"));
  EXPECT_THAT(document.keywords, ElementsAre("overall_status=RECRUITING", "condition=Sore Throat"));
}

TEST(PeerQueriesTest, AreReadAsTheyWereWritten) {
  const TempDir temp;
  const std::string path = temp.path() + "/queries";
  std::ofstream(path)
      << FormatPeerQuery({"filtered", PeerOperator::kPhrase, {"heart", "failure"}, "phase=PHASE2"})
      << "\n";
  const auto queries = ReadPeerQueries(path);
  ASSERT_OK(queries);
  ASSERT_EQ(queries->size(), 1u);
  EXPECT_EQ(queries->front().name, "filtered");
  EXPECT_EQ(queries->front().op, PeerOperator::kPhrase);
  EXPECT_THAT(queries->front().words, ElementsAre("heart", "failure"));
  EXPECT_EQ(queries->front().filter, "phase=PHASE2");
}

TEST(PeerQueriesTest, AreRefusedWithLinesThatAreNone) {
  const TempDir temp;
  const std::string path = temp.path() + "/queries";
  std::ofstream(path) << "or2\txor\ta b\t\n";
  EXPECT_THAT(ReadPeerQueries(path), StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST(PeerQueriesTest, AreSoManyOfEachClassOfPlainWordsOnly) {
  TextCounts conditions;
  TextCounts keywords;
  for (const char* name : {"Asthma", "Stroke of the Heart", "Lung Cancer", "COVID-19",
                           "Sore Throat", "Kidney Stone", "Joint Pain"}) {
    conditions.emplace_back(name, 50);
  }
  keywords.emplace_back("Sudden Pain of the Upper Left Knee Joint", 2);
  keywords.emplace_back("HER2 positive", 90);
  Random random(1);
  const auto queries = DrawPeerQueries(conditions, keywords, 4, random);
  ASSERT_OK(queries);
  std::map<std::string, int> counts;
  for (const PeerQuery& query : *queries) {
    ++counts[query.name];
    for (const std::string& word : query.words) {
      EXPECT_EQ(word.find_first_not_of("abcdefghijklmnopqrstuvwxyz"), std::string::npos) << word;
    }
    if (query.name == "and5") {
      EXPECT_THAT(query.words, ElementsAre("sudden", "pain", "upper", "left", "knee"));
    }
    EXPECT_EQ(query.filter.empty(), query.name != "filtered");
  }
  EXPECT_THAT(DrawPeerQueries(conditions, {}, 4, random),
              StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_EQ(counts.size(), 9u);
  for (const auto& [name, count] : counts) EXPECT_EQ(count, 4) << name;
}

}  // namespace
}  // namespace trialdex
