#include "libs/index/matching/filter_matcher.h"

#include <string>
#include <vector>

#include "gtest/gtest.h"
#include "libs/index/testing/memory_segment.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Kind = FilterNode::Kind;

class FilterMatcherTest : public testing::Test {
 protected:
  // The ids that `filter` selects.
  std::vector<std::string> Select(const FilterNode& filter) {
    const auto segment = Segment::Load(MakeMemorySegment(documents_), cache_);
    EXPECT_OK(segment);
    const auto set = MatchFilter(filter, **segment);
    EXPECT_OK(set);
    std::vector<std::string> ids;
    set->ForEach(
        [&](uint32_t doc) { ids.emplace_back(std::string((*segment)->columns().id(doc))); });
    return ids;
  }

  void Add(MemoryDocument document) { documents_.push_back(std::move(document)); }
  void AddWith(const std::string& id, Column column, ColumnValue value) {
    MemoryDocument document{id};
    document.columns[static_cast<size_t>(column)] = value;
    Add(std::move(document));
  }

  std::vector<MemoryDocument> documents_;
  ByteCache cache_{size_t{1} << 20};
};

FilterNode Make(Kind kind) {
  FilterNode node;
  node.kind = kind;
  return node;
}

FilterNode Phases(std::vector<std::string> values) {
  FilterNode node = Make(Kind::kKeyword);
  node.keyword = KeywordField::kPhase;
  node.values = std::move(values);
  return node;
}

FilterNode Combine(Kind kind, std::vector<FilterNode> children) {
  FilterNode node = Make(kind);
  node.children = std::move(children);
  return node;
}

TEST_F(FilterMatcherTest, KeywordsMatchAnyOfTheirValues) {
  Add({"A", {}, {}, {"phase=PHASE2"}});
  Add({"B", {}, {}, {"phase=PHASE2", "phase=PHASE3"}});
  Add({"C", {}, {}, {"phase=PHASE4"}});
  Add({"D"});
  EXPECT_THAT(Select(Phases({"PHASE2"})), ElementsAre("A", "B"));
  EXPECT_THAT(Select(Phases({"PHASE3", "PHASE4"})), ElementsAre("B", "C"));
  EXPECT_THAT(Select(Phases({"PHASE1"})), IsEmpty());
  EXPECT_THAT(Select(Combine(Kind::kNot, {Phases({"PHASE2"})})), ElementsAre("C", "D"));
  EXPECT_THAT(Select(Combine(Kind::kAnd, {Phases({"PHASE2"}), Phases({"PHASE3"})})),
              ElementsAre("B"));
  EXPECT_THAT(Select(Combine(Kind::kOr, {Phases({"PHASE4"}), Phases({"PHASE3"})})),
              ElementsAre("B", "C"));
  FilterNode present = Make(Kind::kKeywordPresent);
  present.keyword = KeywordField::kPhase;
  EXPECT_THAT(Select(present), ElementsAre("A", "B", "C"));
}

TEST_F(FilterMatcherTest, ATextMatchesHoweverItIsWrittenAndOnlyAsAWhole) {
  const auto in = [](const std::string& normal, const std::string& written) {
    return std::vector<std::string>{KeywordTerm(KeywordField::kCity, normal, written)};
  };
  Add({"A", {}, {}, in("york", "York")});
  Add({"B", {}, {}, in("york", "YORK")});
  Add({"C", {}, {}, in("york town", "York Town")});
  Add({"D", {}, {}, in("yor", "Yor")});
  FilterNode filter = Make(Kind::kKeyword);
  filter.keyword = KeywordField::kCity;
  filter.values = {"york"};
  EXPECT_THAT(Select(filter), ElementsAre("A", "B"));
}

TEST_F(FilterMatcherTest, ADateWithoutADayMatchesPossiblyOrForCertain) {
  AddWith("DAY", Column::kStartDate, DayRange{100, 100});
  AddWith("MONTH", Column::kStartDate, DayRange{90, 120});
  AddWith("LATER", Column::kStartDate, DayRange{200, 200});
  Add({"NONE"});
  FilterNode range = Make(Kind::kDayRange);
  range.column = Column::kStartDate;
  range.first_day = 95;
  range.last_day = 150;
  EXPECT_THAT(Select(range), ElementsAre("DAY", "MONTH"));
  range.certain = true;
  EXPECT_THAT(Select(range), ElementsAre("DAY"));
  FilterNode present = Make(Kind::kPresent);
  present.column = Column::kStartDate;
  EXPECT_THAT(Select(Combine(Kind::kNot, {present})), ElementsAre("NONE"));
}

TEST_F(FilterMatcherTest, NumbersKnowWhetherTheirEndsBelong) {
  AddWith("A", Column::kEnrollment, int64_t{10});
  AddWith("B", Column::kEnrollment, int64_t{20});
  AddWith("C", Column::kEnrollment, int64_t{30});
  Add({"D"});
  FilterNode range = Make(Kind::kNumberRange);
  range.column = Column::kEnrollment;
  range.min = 10;
  range.max = 20;
  EXPECT_THAT(Select(range), ElementsAre("A", "B"));
  range.min_inclusive = false;
  EXPECT_THAT(Select(range), ElementsAre("B"));
  range.max_inclusive = false;
  EXPECT_THAT(Select(range), IsEmpty());
}

TEST_F(FilterMatcherTest, IdsMatchAliasesToo) {
  Add({"A", {"OLD"}});
  Add({"B"});
  FilterNode ids = Make(Kind::kIds);
  ids.values = {"OLD", "B", "MISSING"};
  EXPECT_THAT(Select(ids), ElementsAre("A", "B"));
}

TEST_F(FilterMatcherTest, APresentTextHasAWord) {
  Add(MemoryDocument{"A"}.Write(TextField::kWhyStopped, "funding"));
  Add(MemoryDocument{"B"}.Write(TextField::kBriefTitle, "funding"));
  FilterNode present = Make(Kind::kTextPresent);
  present.text_field = TextField::kWhyStopped;
  EXPECT_THAT(Select(present), ElementsAre("A"));
}

}  // namespace
}  // namespace trialdex
