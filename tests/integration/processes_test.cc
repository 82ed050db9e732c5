// The three services and trialctl as a user runs them: real processes, real
// files, and what happens when the input or the command is wrong.
#include <sys/resource.h>

#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/base/file.h"
#include "tests/support/cluster.h"
#include "tests/support/sample_study.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using testing::AllOf;
using testing::ContainsRegex;
using testing::HasSubstr;
using testing::Not;

class ProcessesTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    cluster_ = new Cluster();
    ASSERT_OK(cluster_->StartAll());
  }
  static void TearDownTestSuite() {
    delete cluster_;
    cluster_ = nullptr;
  }

  static ProgramResult Trialctl(std::vector<std::string> arguments) {
    for (const auto& [flag, process] : {std::pair("--ingest=", &cluster_->ingest_process()),
                                        std::pair("--indexer=", &cluster_->indexer_process()),
                                        std::pair("--query=", &cluster_->query_process())}) {
      arguments.insert(arguments.begin(), absl::StrCat(flag, process->address()));
    }
    return RunProgram(absl::StrCat(TRIALDEX_BINARY_DIR, "/trialctl"), arguments);
  }

  static std::string File(const std::string& name, absl::string_view content) {
    const std::string path = absl::StrCat(cluster_->directory(), "/", name);
    EXPECT_OK(WriteFileDurably(path, content));
    return path;
  }

  static Cluster* cluster_;
};

Cluster* ProcessesTest::cluster_ = nullptr;

TEST_F(ProcessesTest, SamplesOfEveryFormatGoInAndAreFoundAndUnchangedTheSecondTime) {
  const std::string samples = absl::StrCat(TRIALDEX_SOURCE_DIR, "/deploy/samples");
  const ProgramResult submitted = Trialctl({"submit", samples});
  EXPECT_EQ(submitted.exit_code, 0) << submitted.output;
  EXPECT_THAT(submitted.output, HasSubstr("8 records"));
  EXPECT_THAT(submitted.output, HasSubstr("8 accepted, 0 unchanged, 0 stale, 0 rejected"));
  ASSERT_EQ(Trialctl({"status", "--wait"}).exit_code, 0);

  // The record writes "Stage Ⅳ" in one title and "Stage IV" in the other.
  const ProgramResult found =
      Trialctl({"search", "stage IV breast cancer surgery", "--json", "--page-size", "1"});
  EXPECT_EQ(found.exit_code, 0) << found.output;
  EXPECT_THAT(found.output, HasSubstr("\"id\":\"NCT99000001\""));

  const ProgramResult again = Trialctl({"submit", samples});
  EXPECT_THAT(again.output, HasSubstr("0 accepted, 8 unchanged"));
}

TEST_F(ProcessesTest, ATrialIsShownAsAPageAsJsonAndAsItWasFetched) {
  const std::string path = File("one.json", SampleStudyJson(41));
  ASSERT_EQ(Trialctl({"submit", "--searchable", path}).exit_code, 0);
  ASSERT_EQ(Trialctl({"status", "--wait"}).exit_code, 0);
  EXPECT_THAT(Trialctl({"show", "nct41"}).output,
              AllOf(HasSubstr("NCT ID: NCT00000041"), HasSubstr("Inclusion Criteria")));
  EXPECT_THAT(Trialctl({"show", "NCT00000041", "--as", "json"}).output,
              HasSubstr("\"id\":\"NCT00000041\""));
  EXPECT_EQ(Trialctl({"show", "NCT00000041", "--raw"}).output, SampleStudyJson(41));
  EXPECT_THAT(Trialctl({"show", "NCT00000041", "--raw", "--json"}).output,
              AllOf(HasSubstr("{\"version\":{\"version\":\"1\""), HasSubstr("\"raw\":\"")));
  EXPECT_THAT(Trialctl({"show", "NCT00000041", "--versions"}).output, HasSubstr("newest"));
}

TEST_F(ProcessesTest, ADeletedTrialIsGoneAndAReplayDoesNotBringItBack) {
  const std::string path = File("deleted.json", SampleStudyJson(42));
  ASSERT_EQ(Trialctl({"submit", path}).exit_code, 0);
  EXPECT_EQ(Trialctl({"delete", "NCT00000042"}).exit_code, 0);
  EXPECT_THAT(Trialctl({"submit", path}).output, HasSubstr("0 accepted"));
  ASSERT_EQ(Trialctl({"status", "--wait"}).exit_code, 0);
  const ProgramResult shown = Trialctl({"show", "NCT00000042"});
  EXPECT_EQ(shown.exit_code, 1);
  EXPECT_THAT(shown.output, HasSubstr("NCT00000042"));
}

TEST_F(ProcessesTest, WhatCannotBeReadIsRejectedWithAReasonAndKept) {
  const std::string whole = SampleStudyJson(43);
  const struct {
    const char* name;
    std::string content;
    const char* reason;
  } cases[] = {
      {"truncated.json", whole.substr(0, whole.size() / 2), "MALFORMED_JSON"},
      {"broken.xml", "<clinical_study><id_info></clinical_study>", "MALFORMED_XML"},
      {"not-utf8.json", whole.substr(0, 100) + "\xFF\xFE" + whole.substr(100), "INVALID_UTF8"},
      {"empty", "", "EMPTY"},
      {"poem.txt", "Roses are red\nviolets are blue\n", "UNKNOWN_FORMAT"}};
  for (const auto& bad : cases) {
    const ProgramResult result = Trialctl({"submit", File(bad.name, bad.content)});
    EXPECT_EQ(result.exit_code, 1) << bad.name;
    EXPECT_THAT(result.output, AllOf(HasSubstr(bad.reason), HasSubstr("1 rejected"),
                                     HasSubstr("kept as dead letter")))
        << bad.name;
  }
  const std::string listed = Trialctl({"dead-letters", "list"}).output;
  for (const auto& bad : cases) EXPECT_THAT(listed, HasSubstr(bad.name));
  // A neighbour in the same file is not affected.
  const std::string mixed = File(
      "mixed.jsonl", "{\"nct_id\":\"NCT00000044\",\"text\":\"x\"}\n{\"protocolSection\":{}}\n");
  EXPECT_THAT(Trialctl({"submit", mixed}).output, HasSubstr("2 rejected"));
}

TEST_F(ProcessesTest, ARecordAboveTheLimitIsRefusedAndTheOthersGoOn) {
  const std::string huge =
      absl::StrCat("{\"protocolSection\": {\"descriptionModule\": {\"briefSummary\": \"",
                   std::string(100 << 20, 'x'), "\"}}}\n");
  std::string small = SampleStudyJson(45);
  small.erase(std::remove(small.begin(), small.end(), '\n'), small.end());
  const ProgramResult result = Trialctl({"submit", File("huge.jsonl", huge + small + "\n")});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.output, AllOf(HasSubstr("TOO_LARGE"), HasSubstr("1 accepted")));
}

TEST_F(ProcessesTest, TopicsAreSearchedForAndMeasured) {
  std::string study = SampleStudyJson(46);
  const size_t title = study.find("\"briefTitle\": \"") + 15;
  ASSERT_LT(title, study.size());
  study.insert(title, "Xanthinuria: ");
  ASSERT_EQ(Trialctl({"submit", File("xanthinuria.json", study)}).exit_code, 0);
  ASSERT_EQ(Trialctl({"status", "--wait"}).exit_code, 0);
  const std::string topics = File("topics.xml",
                                  "<topics><topic number=\"1\">A 40-year-old man (no smoker) with "
                                  "xanthinuria AND pain.</topic>"
                                  "<topic number=\"2\">gout</topic></topics>");
  // Topic 2 has no relevant trial in the index, topic 1 one of two.
  const std::string qrels =
      File("qrels.txt", "1 0 NCT00000046 2\n1 0 NCT09999999 2\n2 0 NCT09999999 2\n");
  const std::string run = absl::StrCat(cluster_->directory(), "/ours.run");

  const ProgramResult measured =
      Trialctl({"--json", "eval", "--topics", topics, "--qrels", qrels, "--run", run});
  EXPECT_EQ(measured.exit_code, 0) << measured.output;
  EXPECT_THAT(measured.output, HasSubstr("{\"topic\":\"mean\",\"topics\":1,\"topicsLeftOut\":1,"
                                         "\"ndcg@10\":1.0000,\"p@10\":0.1000,\"rr\":1.0000,"
                                         "\"r@100\":1.0000}"));
  const ProgramResult again =
      Trialctl({"eval", "--topics", topics, "--qrels", qrels, "--score-run", run, "--k", "1"});
  EXPECT_EQ(again.exit_code, 0) << again.output;
  EXPECT_THAT(again.output, AllOf(HasSubstr("nDCG@1"), HasSubstr("mean         1.0000")));
  EXPECT_THAT(*ReadFile(run), HasSubstr("1 Q0 NCT00000046 1 "));

  EXPECT_EQ(Trialctl({"eval", "--topics", topics}).exit_code, 2);
  const ProgramResult wrong = Trialctl({"eval", "--topics", qrels, "--qrels", qrels});
  EXPECT_EQ(wrong.exit_code, 1);
  EXPECT_THAT(wrong.output, HasSubstr("no topic"));
}

TEST_F(ProcessesTest, HitsAreCountedByTheirValuesAndFieldsDescribed) {
  ASSERT_EQ(Trialctl({"submit", File("counted.json", SampleStudyJson(45))}).exit_code, 0);
  ASSERT_EQ(Trialctl({"status", "--wait"}).exit_code, 0);
  EXPECT_THAT(Trialctl({"search", "marker45", "--count", "--facets", "status,start_year"}).output,
              AllOf(HasSubstr("status: 1 trials, 1 different values\n        1  "),
                    HasSubstr("start_year: 1 trials, 1 different values\n        1  20")));
  EXPECT_THAT(Trialctl({"search", "marker45", "--json", "--facets", "phase"}).output,
              AllOf(HasSubstr("\"id\":\"NCT00000045\""), HasSubstr("{\"field\":\"phase\"")));
  EXPECT_THAT(Trialctl({"fields", "BriefTitle", "status"}).output,
              AllOf(HasSubstr("BriefTitle "), HasSubstr("overall_status ")));
  const ProgramResult unknown = Trialctl({"search", "--facets", "phas"});
  EXPECT_EQ(unknown.exit_code, 1);
  EXPECT_THAT(unknown.output, HasSubstr("did you mean 'phase'?"));
  EXPECT_EQ(Trialctl({"search", "--facets", "start_date@week"}).exit_code, 2);
}

TEST_F(ProcessesTest, WrongQueriesSayWhereAndWhatWasExpected) {
  const ProgramResult syntax = Trialctl({"search", "asthma AND ("});
  EXPECT_EQ(syntax.exit_code, 1);
  EXPECT_THAT(syntax.output, AllOf(HasSubstr("query"), HasSubstr("^")));
  EXPECT_THAT(Trialctl({"search", "--filter", "phse = PHASE2"}).output, HasSubstr("phase"));
  // The mark stands under what is wrong, in columns, not bytes.
  EXPECT_THAT(Trialctl({"search", "asthma", "--sort", "id, foo"}).output,
              HasSubstr("\n  id, foo\n      ^\n"));
  EXPECT_THAT(Trialctl({"search", "naïve AND ("}).output,
              HasSubstr("\n  naïve AND (\n             ^"));
  EXPECT_THAT(Trialctl({"search", "AREA[Conditon] asthma"}).output, HasSubstr("Condition"));
}

TEST_F(ProcessesTest, WrongCommandLinesExitWithTwoAndTeach) {
  EXPECT_EQ(Trialctl({"search", "--no-such-flag"}).exit_code, 2);
  EXPECT_EQ(Trialctl({}).exit_code, 2);
  EXPECT_EQ(Trialctl({"--help"}).exit_code, 0);
  for (const char* service : {"ingest", "indexer", "query"}) {
    const std::string binary = absl::StrCat(TRIALDEX_BINARY_DIR, "/trialdex-", service);
    EXPECT_EQ(RunProgram(binary, {"--no_such_flag=1"}).exit_code, 2) << service;
    const ProgramResult help = RunProgram(binary, {"--help"});
    EXPECT_EQ(help.exit_code, 0) << service;
    EXPECT_THAT(help.output, HasSubstr("--listen")) << service;
  }
}

TEST_F(ProcessesTest, AWrongCommandLineSaysInALineWhatIsWrong) {
  const struct {
    std::vector<std::string> arguments;
    const char* line;
  } cases[] = {
      {{"serach"}, "trialctl: unknown command 'serach'; see trialctl --help\n"},
      {{"dead-letters", "drop"},
       "trialctl: unknown command 'drop'; see trialctl dead-letters --help\n"},
      {{"search", "heart", "attack"},
       "trialctl: unexpected argument 'attack' (words that are one argument need quotes); see "
       "trialctl search --help\n"},
      {{"search", "--colour"},
       "trialctl: unexpected argument '--colour'; see trialctl search --help\n"},
      {{"match", "--sex", "none"},
       "trialctl: --sex: 'none' is none of female, male; see trialctl match --help\n"},
      {{"search", "--timeout", "0"},
       "trialctl: --timeout: '0' is not a number above 0; see trialctl search --help\n"},
  };
  for (const auto& wrong : cases) {
    const ProgramResult result = Trialctl(wrong.arguments);
    EXPECT_EQ(result.exit_code, 2) << wrong.line;
    EXPECT_EQ(result.output, wrong.line);
  }
}

TEST_F(ProcessesTest, FlagsThatAServiceCannotUseAreRefusedWithTheRule) {
  const struct {
    const char* service;
    const char* flag;
    const char* rule;
  } cases[] = {
      {"indexer", "--index_threads=0", "is not 1 to 64"},
      {"indexer", "--index_threads=65", "is not 1 to 64"},
      {"indexer", "--commit_interval=0s", "is not above 0"},
      {"indexer", "--ram_buffer_size=0", "--ram_buffer_size=0 is not 1MiB to 1GiB"},
      {"indexer", "--consumer=a b", "--consumer"},
      {"indexer", "--drain=-1s", "is not 0 to inf"},
      {"ingest", "--max_record_size=257MiB", "--max_record_size=257MiB is not 1 to 256MiB"},
      {"ingest", "--max_in_flight_size=8M", "a size is a number with"},
      {"ingest", "--disk_quota=-1", "a size is a number with"},
      {"ingest", "--max_streams=0", "is not above 0"},
      {"ingest", "--stream_expiry=0s", "is not above 0"},
      {"query", "--cache_size=0", "--cache_size=0 is not above 0"},
      {"query", "--max_answer_size=1kB", "--max_answer_size=1kB is not 64KiB to 32MiB"},
      {"query", "--synonym_scopes=all", "is not one of exact, narrow, broad, related"},
  };
  for (const auto& wrong : cases) {
    const std::string directory = absl::StrCat(cluster_->directory(), "/no");
    const ProgramResult result = RunProgram(
        absl::StrCat(TRIALDEX_BINARY_DIR, "/trialdex-", wrong.service),
        {absl::StrCat(wrong.service == std::string("query") ? "--index_dir=" : "--data_dir=",
                      directory),
         wrong.flag});
    EXPECT_EQ(result.exit_code, 2) << wrong.flag << result.output;
    EXPECT_THAT(result.output, HasSubstr(wrong.rule)) << wrong.flag;
  }
}

TEST_F(ProcessesTest, AServiceThatDoesNotAnswerIsNamed) {
  const ProgramResult result = RunProgram(absl::StrCat(TRIALDEX_BINARY_DIR, "/trialctl"),
                                          {"--query=127.0.0.1:1", "search", "asthma"});
  EXPECT_EQ(result.exit_code, 1);
  EXPECT_THAT(result.output, HasSubstr("trialctl: query at 127.0.0.1:1: "));
}

TEST_F(ProcessesTest, ASubmitThatHasToWaitSaysForWhat) {
  const ProgramResult result =
      RunProgram(absl::StrCat(TRIALDEX_BINARY_DIR, "/trialctl"),
                 {"--ingest=127.0.0.1:1", "--timeout=6", "submit", File("wait.json", "{}")});
  EXPECT_EQ(result.exit_code, 1);
  // On a slow machine there is no word from the network either by the time that this is said.
  EXPECT_THAT(result.output, ContainsRegex("waiting for ingest: [^\n]*ingest at 127.0.0.1:1"));
}

TEST_F(ProcessesTest, TheLogIsJsonWhateverIsAsked) {
  Trialctl({"search", "\xFF\xFE"});
  for (const absl::string_view line :
       absl::StrSplit(cluster_->query_process().output(), '\n', absl::SkipEmpty())) {
    EXPECT_TRUE(absl::StartsWith(line, "{\"time\":") && absl::EndsWith(line, "}")) << line;
  }
}

TEST_F(ProcessesTest, FieldsAndWholeTrialsAreShownToPeopleToo) {
  ASSERT_EQ(Trialctl({"submit", File("shown.json", SampleStudyJson(47))}).exit_code, 0);
  ASSERT_EQ(Trialctl({"status", "--wait"}).exit_code, 0);
  EXPECT_THAT(Trialctl({"search", "NCT00000047", "--fields", "id,design.study_type"}).output,
              HasSubstr("NCT00000047\n    id: NCT00000047\n    design.study_type: INTERVENTIONAL"));
  EXPECT_THAT(Trialctl({"search", "NCT00000047", "--full"}).output,
              HasSubstr("NCT ID: NCT00000047"));
}

TEST_F(ProcessesTest, AllDeadLettersAreDeletedAtOnce) {
  EXPECT_EQ(Trialctl({"submit", File("verse.txt", "Violets are blue\n")}).exit_code, 1);
  EXPECT_NE(Trialctl({"dead-letters", "list"}).output, "");
  EXPECT_EQ(Trialctl({"dead-letters", "delete"}).exit_code, 2);
  EXPECT_EQ(Trialctl({"dead-letters", "delete", "--all"}).exit_code, 0);
  EXPECT_EQ(Trialctl({"dead-letters", "list"}).output, "");
}

TEST_F(ProcessesTest, TheIndexIsRebuiltOnDemandAndLeavesNoConsumerBehind) {
  ASSERT_EQ(Trialctl({"submit", File("rebuilt.json", SampleStudyJson(48))}).exit_code, 0);
  ASSERT_EQ(Trialctl({"status", "--wait"}).exit_code, 0);
  const ProgramResult rebuilt = Trialctl({"index", "rebuild"});
  EXPECT_EQ(rebuilt.exit_code, 0) << rebuilt.output;
  EXPECT_THAT(rebuilt.output, HasSubstr(", live"));
  EXPECT_EQ(Trialctl({"status", "--wait"}).exit_code, 0);
  EXPECT_THAT(Trialctl({"search", "NCT00000048"}).output, HasSubstr("1 of 1 trials"));
  EXPECT_EQ(Trialctl({"index", "poison"}).output, "");
  EXPECT_EQ(Trialctl({"index", "retry", "1"}).exit_code, 1);

  const std::string consumers = Trialctl({"consumers", "list"}).output;
  EXPECT_THAT(consumers, HasSubstr("indexer  published "));
  EXPECT_THAT(consumers, Not(HasSubstr("indexer-rebuild")));
  EXPECT_THAT(Trialctl({"consumers", "delete", "indexer"}).output, HasSubstr("is connected"));
  EXPECT_THAT(Trialctl({"consumers", "delete", "nobody"}).output, HasSubstr("no consumer"));
}

TEST_F(ProcessesTest, APortInUseIsNamedAndTheSecondServiceEnds) {
  const std::string address = cluster_->ingest_process().address();
  const ProgramResult second =
      RunProgram(absl::StrCat(TRIALDEX_BINARY_DIR, "/trialdex-ingest"),
                 {absl::StrCat("--listen=", address),
                  absl::StrCat("--data_dir=", cluster_->directory(), "/x")});
  EXPECT_EQ(second.exit_code, 1);
  EXPECT_THAT(second.output, HasSubstr(address));
}

TEST_F(ProcessesTest, ADataDirectoryThatIsInUseOrNoneOfOursIsRefused) {
  const std::string binary = absl::StrCat(TRIALDEX_BINARY_DIR, "/trialdex-ingest");
  const ProgramResult in_use = RunProgram(
      binary,
      {"--listen=127.0.0.1:0", absl::StrCat("--data_dir=", cluster_->directory(), "/ingest")});
  EXPECT_EQ(in_use.exit_code, 1);
  EXPECT_THAT(in_use.output, HasSubstr("/ingest"));
  const ProgramResult plain_file = RunProgram(
      binary, {"--listen=127.0.0.1:0", absl::StrCat("--data_dir=", File("plain-file", "x"))});
  EXPECT_EQ(plain_file.exit_code, 1);
  EXPECT_THAT(plain_file.output, AllOf(HasSubstr("plain-file"), Not(HasSubstr("terminate"))));
}

TEST_F(ProcessesTest, EveryServiceEndsCleanlyOnSigterm) {
  Cluster cluster;
  ASSERT_OK(cluster.StartAll());
  EXPECT_EQ(cluster.query_process().Terminate(), 0);
  EXPECT_EQ(cluster.indexer_process().Terminate(), 0);
  EXPECT_EQ(cluster.ingest_process().Terminate(), 0);
}

TEST_F(ProcessesTest, AServiceThatServesMetricsEndsCleanlyToo) {
  auto query = ServiceProcess::Start(
      absl::StrCat(TRIALDEX_BINARY_DIR, "/trialdex-query"),
      {"--listen=127.0.0.1:0", "--metrics_listen=127.0.0.1:0", "--drain_delay=1ms",
       absl::StrCat("--index_dir=", cluster_->directory(), "/nothing")});
  ASSERT_OK(query);
  EXPECT_EQ((*query)->Terminate(), 0);
  EXPECT_THAT((*query)->output(), HasSubstr("\"stopped\""));
}

TEST_F(ProcessesTest, AServiceMayOpenAsManyFilesAsItIsAllowed) {
  rlimit before = {};
  ASSERT_EQ(getrlimit(RLIMIT_NOFILE, &before), 0);
  rlimit low = before;
  low.rlim_cur = 200;
  ASSERT_EQ(setrlimit(RLIMIT_NOFILE, &low), 0);
  auto query = ServiceProcess::Start(
      absl::StrCat(TRIALDEX_BINARY_DIR, "/trialdex-query"),
      {"--listen=127.0.0.1:0", absl::StrCat("--index_dir=", cluster_->directory(), "/nothing")});
  setrlimit(RLIMIT_NOFILE, &before);
  ASSERT_OK(query);
  rlimit raised = {};
  ASSERT_EQ(prlimit((*query)->pid(), RLIMIT_NOFILE, nullptr, &raised), 0);
  EXPECT_EQ(raised.rlim_cur, before.rlim_max);
}

}  // namespace
}  // namespace trialdex
