// Searches real trials for the notes of TREC's Clinical Trials tracks, in this process:
// a change that ranks worse is seen here.
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "libs/base/file.h"
#include "libs/index/index_directory.h"
#include "libs/index/index_fingerprint.h"
#include "libs/index/index_writer.h"
#include "libs/search/search_engine.h"
#include "libs/sources/ctgov_v2/ctgov_v2_parser.h"
#include "libs/sources/ctgov_xml/ctgov_xml_parser.h"
#include "services/trialctl/eval/metrics.h"
#include "services/trialctl/eval/qrels.h"
#include "services/trialctl/eval/topics.h"
#include "simdjson.h"
#include "tests/support/real_records.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace trialdex {
namespace {

// What the mean nDCG@10 of a year must not fall below. Measured figures are in
// README.md; so few judgments are held that a harmless change moves them by some hundredths.
struct Floor {
  const char* year;
  double ndcg;
};
constexpr Floor kFloors[] = {{"2021", 0.43}, {"2022", 0.56}};

class RelevanceTest : public testing::Test {
 protected:
  // False if there are no real records. Indexes them otherwise.
  bool Load() {
    const auto directory = IndexDirectory::Open(temp_.path()).value();
    const IndexName name{IndexFingerprint(), 1};
    const auto writer =
        OpenIndexWriter({.directory = directory->Path(name), .fingerprint = IndexFingerprint()})
            .value();
    if (!Index("ctgov-legacy-xml", *MakeCtgovXmlParser(), *writer)) return false;
    Index("ctgov-v2", *MakeCtgovV2Parser(), *writer);
    EXPECT_OK(writer->Commit({"relevance", 1}));
    EXPECT_OK(directory->SetCurrent(name));
    return true;
  }

  // The trials among `judgments` that are indexed.
  Judgments Indexed(const Judgments& judgments) const {
    Judgments indexed;
    for (const auto& [id, grade] : judgments) {
      if (indexed_ids_.count(id) > 0) indexed[id] = grade;
    }
    return indexed;
  }

  const TempDir temp_;

 private:
  bool Index(const char* records_name, const RecordParser& parser, IndexWriter& writer) {
    auto records = RealRecords::Open(records_name);
    if (!records.has_value()) return false;
    simdjson::ondemand::parser json;
    std::string line;
    while (records->Next(line)) {
      const simdjson::padded_string padded(line);
      auto document = json.iterate(padded);
      std::string_view content = line;
      std::string_view xml;
      if (document["xml"].get_string().get(xml) == simdjson::SUCCESS) content = xml;
      const auto trial = parser.Parse({content.data(), content.size()});
      if (!trial.ok()) continue;
      EXPECT_OK(writer.Upsert(v1::Trial(*trial)));
      indexed_ids_.insert(trial->id());
    }
    return true;
  }

  std::set<std::string> indexed_ids_;
};

std::string ReadJudged(const std::string& name) {
  auto content = ReadFile(absl::StrCat(std::getenv("TRIALDEX_RECORDS_DIR"), "/relevance/", name));
  EXPECT_OK(content);
  return content.ok() ? *std::move(content) : "";
}

std::vector<std::string> Find(SearchEngine& engine, const std::string& text) {
  v1::SearchTrialsRequest request;
  request.set_text(text);
  request.set_page_size(100);
  request.set_view(v1::TRIAL_VIEW_ID);
  const auto response = engine.Search(request);
  EXPECT_OK(response);
  std::vector<std::string> ids;
  if (!response.ok()) return ids;
  for (const v1::TrialHit& hit : response->hits()) ids.push_back(hit.id());
  return ids;
}

TEST_F(RelevanceTest, NotesOfPatientsFindTheTrialsThatTheyAreEligibleFor) {
  if (!Load()) GTEST_SKIP() << "TRIALDEX_RECORDS_DIR is not set";
  SnapshotSource source({.index_dir = temp_.path(), .fingerprint = IndexFingerprint()});
  ASSERT_OK(source.Current());
  SearchEngine engine(source, {});
  for (const Floor& floor : kFloors) {
    const auto topics = ParseTopics(ReadJudged(absl::StrCat("topics", floor.year, ".xml")));
    ASSERT_OK(topics);
    const auto qrels = ParseQrels(ReadJudged(absl::StrCat("qrels", floor.year, ".txt")));
    ASSERT_OK(qrels);
    std::vector<RankMetrics> measured;
    for (const Topic& topic : *topics) {
      const Judgments judgments = Indexed(qrels->at(topic.number));
      if (!HasRelevant(judgments)) continue;
      measured.push_back(MeasureRanking(Find(engine, topic.text), judgments, 10));
    }
    const RankMetrics mean = MeanOf(measured);
    RecordProperty(absl::StrCat("ndcg_", floor.year), absl::StrCat(mean.ndcg));
    EXPECT_GE(measured.size(), 30U) << floor.year;
    EXPECT_GE(mean.ndcg, floor.ndcg) << floor.year;
    EXPECT_GE(mean.recall, 0.75) << floor.year;
  }
}

}  // namespace
}  // namespace trialdex
