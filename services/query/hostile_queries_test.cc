// Queries that are made to hurt, over gRPC: each is refused, or answered or stopped
// about its time limit, and the service goes on.
#include <fstream>
#include <memory>
#include <random>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "gtest/gtest.h"
#include "libs/base/errors.h"
#include "libs/search/testing/test_snapshots.h"
#include "services/query/testing/test_query_server.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

constexpr int kTrials = 1500;
constexpr int kWordsOfATrial = 120;
constexpr absl::Duration kTimeLimit = absl::Milliseconds(100);
// Finding and showing have a time limit each. The rest is for machines that do other
// things at the same time.
constexpr absl::Duration kPatience = absl::Seconds(3);
#ifdef __SANITIZE_ADDRESS__
// The sanitizer keeps up to 256 MB of what was freed.
constexpr int64_t kMostGrowthKb = 800'000;
#else
constexpr int64_t kMostGrowthKb = 400'000;
#endif

// Frequent words are short numbers in base 26, rare ones are long.
std::string WordOf(uint32_t number) {
  std::string word = "w";
  do {
    word.push_back(static_cast<char>('a' + number % 26));
    number /= 26;
  } while (number > 0);
  return word;
}

std::string Repeat(int times, const std::string& text) {
  std::string all;
  for (int i = 0; i < times; ++i) all += text;
  return all;
}

// `times` different words, each with `suffix`, with `between` between them.
std::string Words(int times, const std::string& suffix, const std::string& between) {
  std::string all;
  for (int i = 0; i < times; ++i) {
    absl::StrAppend(&all, i == 0 ? "" : between, WordOf(static_cast<uint32_t>(i)), suffix);
  }
  return all;
}

int64_t ResidentKb() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.rfind("VmRSS:", 0) == 0) return std::stoll(line.substr(6));
  }
  return 0;
}

class HostileQueriesTest : public testing::Test {
 protected:
  static void SetUpTestSuite() { service_ = new Service; }
  static void TearDownTestSuite() {
    delete service_;
    service_ = nullptr;
  }

  // Ends in time: with an answer, or with `reason` as a refusal.
  static void Survives(v1::SearchTrialsRequest request, const std::string& reason = "") {
    const absl::Duration limit = kTimeLimit;
    request.mutable_time_limit()->set_nanos(static_cast<int32_t>(limit / absl::Nanoseconds(1)));
    request.set_highlight(true);
    const absl::Time start = absl::Now();
    const absl::Status status = service_->server->Search(request).status();
    EXPECT_LT(absl::Now() - start, kPatience);
    EXPECT_EQ(ErrorReason(status), reason) << status;
    v1::SearchTrialsRequest plain;
    plain.set_query(WordOf(0));
    EXPECT_OK(service_->server->Search(plain));
    EXPECT_LT(ResidentKb() - service_->resident_kb, kMostGrowthKb);
  }

  static void Survives(const std::string& query, const std::string& reason = "") {
    SCOPED_TRACE(query.substr(0, 80));
    v1::SearchTrialsRequest request;
    request.set_query(query);
    Survives(request, reason);
  }

 private:
  struct Service {
    Service() {
      std::mt19937 random(1);
      for (int i = 0; i < kTrials; ++i) {
        v1::Trial trial;
        trial.set_id(absl::StrCat("NCT", 10000000 + i));
        std::string text;
        for (int k = 0; k < kWordsOfATrial; ++k) {
          // Half of the words are of a few, the other half of many.
          absl::StrAppend(&text, WordOf(static_cast<uint32_t>(random() % (k % 2 ? 40 : 100000))),
                          " ");
        }
        trial.mutable_identification()->set_brief_title(text.substr(0, 60));
        trial.mutable_description()->set_brief_summary(text);
        for (int k = 0; k < 5; ++k) {
          trial.mutable_contacts_locations()->add_locations()->set_city(
              WordOf(static_cast<uint32_t>(random() % 300)));
        }
        index.Put(trial);
      }
      index.Commit();
      server = std::make_unique<TestQueryServer>(engine);
      resident_kb = ResidentKb();
    }

    TestSnapshots index;
    SearchEngine engine{index.source(), SearchEngineOptions()};
    std::unique_ptr<TestQueryServer> server;
    int64_t resident_kb = 0;
  };

  static Service* service_;
};

HostileQueriesTest::Service* HostileQueriesTest::service_ = nullptr;

TEST_F(HostileQueriesTest, ManyClauses) {
  Survives(Words(1000, "", " OR "), "QUERY_TOO_LARGE");
  Survives(Words(1000, "", " "), "QUERY_TOO_LARGE");
  Survives(Words(250, "", " OR "));
  Survives(Words(100, "", " NOT "));
  Survives("\"" + Words(250, "", " ") + "\"~20");
  Survives("EXPANSION[Lossy](" + Words(250, "", " ") + ")");
}

TEST_F(HostileQueriesTest, WildcardsThatFitEverything) {
  for (const char* query : {"*a", "*a*", "w*", "?*a"}) Survives(query, "QUERY_SYNTAX");
  for (const char* query : {"wa*", "*ab*", "*a*b*c*", "*w*a*a*a*"}) Survives(query);
  Survives(Words(250, "*", " OR "));
  Survives(Words(250, "~2", " OR "));
  Survives("\"wa* wb* wc* wd*\"~10");
}

TEST_F(HostileQueriesTest, DeepNesting) {
  Survives(Repeat(5000, "(") + "wa" + Repeat(5000, ")"), "QUERY_TOO_LARGE");
  Survives(Repeat(5000, "NOT ") + "wa", "QUERY_TOO_LARGE");
  Survives(Repeat(60, "(wa OR wb AND ") + "wc" + Repeat(60, ")"));
  Survives(Repeat(60, "(wa AND wb OR ") + "wc" + Repeat(60, ")"));
}

TEST_F(HostileQueriesTest, LongTexts) {
  Survives(std::string(1 << 20, 'w'), "QUERY_TOO_LARGE");
  Survives(Repeat(1 << 18, "wa "), "QUERY_TOO_LARGE");
  Survives(std::string(16000, 'w'));
  Survives(std::string(15000, 'w') + "~2");
  v1::SearchTrialsRequest request;
  request.set_text(Repeat(1 << 18, "wa "));
  Survives(request, "TEXT_TOO_LARGE");
  request.set_text(Words(12000, "", " ").substr(0, 60000));
  Survives(request);
}

TEST_F(HostileQueriesTest, SitesAndExactWords) {
  Survives("SEARCH[Location](" + Words(200, "", " OR ") + ")");
  Survives("SEARCH[Location](" + Words(100, "*", " OR ") + ")");
  Survives("SEARCH[Location](ALL NOT wa)");
  Survives("EXPANSION[None](" + Words(200, "", " OR ") + ")");
  Survives("COVERAGE[EndsWith](" + Words(200, "", " OR ") + ")");
}

}  // namespace
}  // namespace trialdex
