// The search and its explanations, compared with a reference and with one another
// on random indexes and queries.
#include "libs/index/testing/reference_search.h"

#include <map>
#include <string>

#include "gtest/gtest.h"
#include "libs/index/index_search.h"
#include "libs/index/scoring/score_explainer.h"
#include "libs/index/testing/random_index.h"
#include "tests/support/fake_clock.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

std::map<std::string, double> Scores(const FoundPage& page) {
  std::map<std::string, double> scores;
  for (const FoundTrial& trial : page.trials) scores[trial.place.id] = trial.score;
  return scores;
}

class ReferenceSearchTest : public testing::Test {
 protected:
  FoundPage Run(const std::vector<std::vector<MemoryDocument>>& segments,
                const ParsedSearch& search) {
    return RunOn(*MakeMemorySnapshot(segments, cache_), search);
  }

  FoundPage RunOn(const IndexSnapshot& snapshot, const ParsedSearch& search) {
    auto page = SearchIndex(snapshot, search, {nullptr, 1000}, clock_);
    EXPECT_OK(page);
    return *std::move(page);
  }

  ByteCache cache_{size_t{1} << 20};
  FakeClock clock_;
};

TEST_F(ReferenceSearchTest, AgreesWithTheReferenceOnRandomIndexesAndQueries) {
  for (uint32_t seed = 0; seed < 120; ++seed) {
    SCOPED_TRACE(seed);
    RandomIndex random(seed);
    const auto first = random.Documents(20, true);
    auto second = random.Documents(15, true);
    for (auto& document : second) document.id = "U" + document.id;
    std::vector<MemoryDocument> all = first;
    all.insert(all.end(), second.begin(), second.end());
    const ReferenceSearch reference(all);
    for (int round = 0; round < 5; ++round) {
      const ParsedSearch search = Ranked(random.Query(3));
      const FoundPage page = Run({first, second}, search);
      const auto scores = Scores(page);
      size_t expected = 0;
      for (const MemoryDocument& document : all) {
        const auto score =
            document.deleted ? std::nullopt : reference.Score(search.query, document);
        ASSERT_EQ(scores.count(document.id) > 0, score.has_value()) << document.id;
        if (!score.has_value()) continue;
        ++expected;
        EXPECT_NEAR(scores.at(document.id), *score, 1e-6 * *score + 1e-12) << document.id;
      }
      EXPECT_EQ(page.total, static_cast<int64_t>(expected));
      for (size_t i = 1; i < page.trials.size(); ++i) {
        EXPECT_GE(page.trials[i - 1].score, page.trials[i].score);
      }
    }
  }
}

TEST_F(ReferenceSearchTest, ScoresDoNotDependOnHowTheIndexIsSplit) {
  for (uint32_t seed = 0; seed < 20; ++seed) {
    SCOPED_TRACE(seed);
    RandomIndex random(seed);
    const auto all = random.Documents(30, false);
    const size_t cut = 1 + random.Below(28);
    const std::vector<MemoryDocument> left(all.begin(), all.begin() + static_cast<long>(cut));
    const std::vector<MemoryDocument> right(all.begin() + static_cast<long>(cut), all.end());
    const ParsedSearch search = Ranked(random.Query(3));
    EXPECT_EQ(Scores(Run({all}, search)), Scores(Run({left, right}, search)));
  }
}

// Sums, products and maxima of a tree come to the values it states.
void CheckArithmetic(const v1::ScoreExplanation& explanation) {
  double sum = 0;
  double product = 1;
  double highest = 0;
  for (const v1::ScoreExplanation& child : explanation.children()) {
    CheckArithmetic(child);
    if (child.matched()) sum += child.value();
    product *= child.value();
    if (child.matched()) highest = std::max(highest, child.value());
  }
  const std::string& description = explanation.description();
  const double value = explanation.value();
  const double error = 1e-9 * std::abs(value);
  if (!explanation.matched()) return;
  if (description.rfind("sum", 0) == 0) {
    EXPECT_NEAR(value, sum, error);
  } else if (description.rfind("product", 0) == 0) {
    EXPECT_NEAR(value, product, error);
  } else if (description.rfind("maximum, any", 0) == 0) {
    EXPECT_NEAR(value, highest, error);
  } else if (explanation.idf() > 0) {
    double frequency = 0;
    for (const v1::FieldContribution& field : explanation.fields()) {
      frequency += field.contribution();
      EXPECT_NEAR(field.contribution(),
                  field.weight() * field.frequency() /
                      (0.25 + 0.75 * static_cast<double>(field.length()) / field.average_length()),
                  1e-9);
    }
    EXPECT_NEAR(frequency, explanation.weighted_frequency(), 1e-9 * frequency);
    // Frequency parts are floats.
    EXPECT_NEAR(value, explanation.idf() * 2.2 * frequency / (1.2 + frequency), 1e-7 * value);
  }
}

TEST_F(ReferenceSearchTest, ExplanationsAddUpToTheScoreOfTheSearch) {
  for (uint32_t seed = 0; seed < 100; ++seed) {
    SCOPED_TRACE(seed);
    RandomIndex random(seed);
    const auto snapshot =
        MakeMemorySnapshot({random.Documents(15, true), random.Documents(5, true)}, cache_);
    ParsedSearch search = Ranked(random.Query(3));
    if (random.Below(2) == 0) {
      search.factors.resize(2);
      search.factors[0].column = Column::kEnrollment;
      search.factors[0].today = 300;
      search.factors[0].decay.scale = 100;
      search.factors[1].kind = ScoreFactor::Kind::kDistance;
      search.factors[1].decay = {Decay::Shape::kGauss, 5000, 10, 0.3};
    }
    std::map<std::pair<uint32_t, uint32_t>, double> found;
    for (const FoundTrial& trial : RunOn(*snapshot, search).trials) {
      found[{trial.address.segment, trial.address.doc}] = trial.score;
    }
    for (uint32_t segment = 0; segment < snapshot->segments().size(); ++segment) {
      snapshot->segments()[segment]->live().ForEach([&](uint32_t doc) {
        const ScoreExplainer explainer(*snapshot, {segment, doc}, "");
        const auto explanation = explainer.Explain(search);
        ASSERT_OK(explanation);
        const auto at = found.find({segment, doc});
        ASSERT_EQ(explanation->matched(), at != found.end()) << explanation->DebugString();
        if (at == found.end()) return;
        EXPECT_NEAR(explanation->value(), at->second, 1e-9 * at->second);
        CheckArithmetic(*explanation);
      });
    }
  }
}

}  // namespace
}  // namespace trialdex
