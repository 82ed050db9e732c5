// The files that measuring a search reads and writes.
#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "services/trialctl/eval/qrels.h"
#include "services/trialctl/eval/run_file.h"
#include "services/trialctl/eval/topics.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;

TEST(TopicsTest, ClinicalTrialsTopicsAreTakenAsTheyStand) {
  const auto topics = ParseTopics(
      "<?xml version=\"1.0\"?>\n<topics task=\"a\">\n<topic number=\"1\">\n  A 40-year-old man,\n"
      "  BMI &gt; 30 &amp; rising, Hb <9.\n</topic>\n<!-- kept out -->\n"
      "<topic number='2'>Second.</topic></topics>");
  ASSERT_OK(topics);
  ASSERT_EQ(topics->size(), 2U);
  EXPECT_EQ((*topics)[0].number, "1");
  EXPECT_EQ((*topics)[0].text, "A 40-year-old man,\n  BMI > 30 & rising, Hb <9.");
  EXPECT_EQ((*topics)[1].number, "2");
  EXPECT_EQ((*topics)[1].text, "Second.");
}

TEST(TopicsTest, ElementsInsideATopicAreText) {
  const auto topics = ParseTopics(
      "<topic number=\"7\" template=\"eye\"><field name=\"a\">glaucoma</field>\n"
      "<field name=\"b\">both eyes</field></topic>");
  ASSERT_OK(topics);
  EXPECT_EQ((*topics)[0].text, "glaucoma\nboth eyes");
}

TEST(TopicsTest, OlderTopicsNeedNoEndsOfTags) {
  const auto topics = ParseTopics(
      "<top>\n<num> Number: 301\n<title> tremor at rest\n\n<desc> Description:\nTrials of it.\n"
      "</top>\n<top><num>302</num><title>gout</title></top>");
  ASSERT_OK(topics);
  ASSERT_EQ(topics->size(), 2U);
  EXPECT_EQ((*topics)[0].number, "301");
  EXPECT_EQ((*topics)[0].text, "tremor at rest\nTrials of it.");
  EXPECT_EQ((*topics)[1].number, "302");
  EXPECT_EQ((*topics)[1].text, "gout");
}

TEST(TopicsTest, WhatIsNoTopicFileIsRefusedWithAReason) {
  const auto error = [](absl::string_view text) {
    const auto topics = ParseTopics(text);
    EXPECT_THAT(topics, StatusIs(absl::StatusCode::kInvalidArgument));
    return std::string(topics.status().message());
  };
  EXPECT_THAT(error(""), HasSubstr("no topic"));
  EXPECT_THAT(error("<topics></topics>"), HasSubstr("no topic"));
  EXPECT_THAT(error("<topic>a</topic>"), HasSubstr("no number"));
  EXPECT_THAT(error("<topic number=\"3\"> </topic>"), HasSubstr("topic 3 has no text"));
  EXPECT_THAT(error("<topic number=\"1\">a</topic><topic number=\"1\">b</topic>"),
              HasSubstr("topic 1 is there twice"));
  EXPECT_THAT(error("<topic number=\"1\">a"), HasSubstr("no end"));
  EXPECT_THAT(error("<topic number=\"1\">a<topic number=\"2\">b</topic>"), HasSubstr("no end"));
}

TEST(QrelsTest, ReadsGradesByTopicAndTrial) {
  const auto qrels = ParseQrels("1 0 NCT1 2\n1\t0\tNCT2\t0\r\n\n2 0 NCT1 1\n1 0 NCT2 1\n");
  ASSERT_OK(qrels);
  EXPECT_THAT(*qrels, ElementsAre(Pair("1", ElementsAre(Pair("NCT1", 2), Pair("NCT2", 1))),
                                  Pair("2", ElementsAre(Pair("NCT1", 1)))));
}

TEST(QrelsTest, AWrongLineIsNamed) {
  for (const absl::string_view line : {"1 0 NCT1", "1 0 NCT1 two", "1 0 NCT1 2 more"}) {
    const auto qrels = ParseQrels(absl::StrCat("1 0 NCT1 2\n", line));
    ASSERT_THAT(qrels, StatusIs(absl::StatusCode::kInvalidArgument));
    EXPECT_THAT(std::string(qrels.status().message()), HasSubstr("line 2"));
  }
  EXPECT_THAT(*ParseQrels(""), IsEmpty());
}

TEST(RunFileTest, WhatIsWrittenIsRead) {
  const auto run = ParseRun(absl::StrCat(FormatRunLine("1", "B", 1, 2.5, "tag"),
                                         FormatRunLine("1", "A", 2, 1e-7, "tag"),
                                         FormatRunLine("2", "C", 1, 0, "tag")));
  ASSERT_OK(run);
  EXPECT_THAT(*run, ElementsAre(Pair("1", ElementsAre("B", "A")), Pair("2", ElementsAre("C"))));
  EXPECT_EQ(FormatRunLine("1", "B", 1, 2.5, "tag"), "1 Q0 B 1 2.5 tag\n");
}

TEST(RunFileTest, ScoresDecideThenRanks) {
  const auto run = ParseRun("1 Q0 A 3 1.0 t\n1 Q0 B 2 1.0 t\n1 Q0 C 9 5 t\n");
  ASSERT_OK(run);
  EXPECT_THAT(run->at("1"), ElementsAre("C", "B", "A"));
}

TEST(RunFileTest, AWrongLineIsNamed) {
  const auto run = ParseRun("\n1 Q0 A first 1.0 t\n");
  ASSERT_THAT(run, StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_THAT(std::string(run.status().message()), HasSubstr("line 2"));
}

}  // namespace
}  // namespace trialdex
