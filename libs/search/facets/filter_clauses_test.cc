#include "libs/search/facets/filter_clauses.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "libs/query/filter_parser.h"

namespace trialdex {
namespace {

const CountedField kPhase = KeywordField::kPhase;
const CountedField kCountry = KeywordField::kCountry;

FilterClauses Split(const std::string& filter) {
  return SplitFilter(ParseFilter(filter).value(), {kPhase, kCountry});
}

TEST(FilterClausesTest, AnEmptyFilterHasNoParts) {
  const FilterClauses clauses = Split("");
  EXPECT_TRUE(clauses.own.empty());
  EXPECT_EQ(clauses.shared.children.size(), 1U);
  EXPECT_EQ(clauses.shared.children[0].kind, FilterNode::Kind::kAll);
}

TEST(FilterClausesTest, PartsOfOneFieldAreKeptTogether) {
  const FilterClauses clauses =
      Split("phase = PHASE1 AND (country = peru AND NOT phase = PHASE2) AND enrollment > 5");
  ASSERT_EQ(clauses.own.size(), 2U);
  EXPECT_EQ(clauses.Find(kPhase), 0U);
  EXPECT_EQ(clauses.own[0].clause.children.size(), 2U);
  EXPECT_EQ(clauses.Find(kCountry), 1U);
  EXPECT_EQ(clauses.own[1].clause.children.size(), 1U);
  EXPECT_EQ(clauses.shared.children.size(), 1U);
}

TEST(FilterClausesTest, FieldsThatAreNotCountedStayWithTheRest) {
  const FilterClauses clauses = Split("sex = FEMALE AND start_date > 2020");
  EXPECT_TRUE(clauses.own.empty());
  EXPECT_EQ(clauses.shared.children.size(), 2U);
}

TEST(FilterClausesTest, DeepNestingIsTakenApartInLinearTime) {
  // Looking at each level twice would take 2^30 steps.
  std::string filter = "phase = PHASE1";
  for (int i = 0; i < 30; ++i) filter = absl::StrCat("NOT (", filter, ")");
  EXPECT_EQ(Split(filter).Find(kPhase), 0U);
}

TEST(FilterClausesTest, OnlyWhatIsAskedForByNameIsSelected) {
  const FilterClauses clauses =
      Split("phase = PHASE1 OR phase = PHASE2 AND NOT phase = PHASE3 AND phase:*");
  const FilterNode& clause = clauses.own.at(0).clause;
  EXPECT_TRUE(AsksFor(clause, "PHASE1"));
  EXPECT_TRUE(AsksFor(clause, "PHASE2"));
  EXPECT_FALSE(AsksFor(clause, "PHASE3"));
  EXPECT_FALSE(AsksFor(clause, "PHASE4"));
}

}  // namespace
}  // namespace trialdex
