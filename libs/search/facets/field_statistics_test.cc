#include "libs/search/facets/field_statistics.h"

#include <string>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/base/errors.h"
#include "libs/index/testing/memory_segment.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

class FieldStatisticsTest : public testing::Test {
 protected:
  FieldStatisticsTest() {
    first_ = MemoryDocument{"A"};
    first_.Write(TextField::kBriefTitle, "a stroke").Write(TextField::kPhase, "phase 2");
    first_.keyword_terms = {KeywordTerm(KeywordField::kPhase, "PHASE2", "PHASE2"),
                            KeywordTerm(KeywordField::kCountry, "peru", "Peru"),
                            KeywordTerm(KeywordField::kCountry, "chile", "Chile")};
    Set(first_, Column::kEnrollment, int64_t{10});
    Set(first_, Column::kStartDate, DayRange{0, 364});
    second_ = MemoryDocument{"B"};
    second_.Write(TextField::kBriefTitle, "stroke and its many causes");
    second_.keyword_terms = {KeywordTerm(KeywordField::kCountry, "peru", "PERU")};
    Set(second_, Column::kEnrollment, int64_t{40});
    Set(second_, Column::kStartDate, DayRange{31, 58});
    deleted_ = MemoryDocument{"C"};
    deleted_.Write(TextField::kBriefTitle, "deleted");
    deleted_.keyword_terms = {KeywordTerm(KeywordField::kCountry, "benin", "Benin")};
    Set(deleted_, Column::kEnrollment, int64_t{99999});
    deleted_.deleted = true;
    empty_ = MemoryDocument{"D"};
  }

  static void Set(MemoryDocument& document, Column column, ColumnValue value) {
    document.columns[static_cast<size_t>(column)] = value;
  }

  absl::StatusOr<v1::GetFieldStatisticsResponse> Read(const std::vector<std::string>& fields,
                                                      int value_limit = 0) {
    const auto snapshot = MakeMemorySnapshot({{first_, deleted_}, {second_, empty_}}, cache_);
    v1::GetFieldStatisticsRequest request;
    request.mutable_fields()->Add(fields.begin(), fields.end());
    request.set_value_limit(value_limit);
    return ReadFieldStatistics(*snapshot, request);
  }
  v1::FieldStatistics Of(const std::string& field) { return Read({field})->fields(0); }

  ByteCache cache_{size_t{8} << 20};
  MemoryDocument first_;
  MemoryDocument second_;
  MemoryDocument deleted_;
  MemoryDocument empty_;
};

TEST_F(FieldStatisticsTest, AKeywordHasItsMostFrequentValues) {
  const v1::FieldStatistics country = Of("country");
  EXPECT_EQ(country.field(), "country");
  EXPECT_EQ(country.kind(), v1::FIELD_KIND_KEYWORD);
  EXPECT_EQ(country.present_count(), 2);
  EXPECT_EQ(country.missing_count(), 1);
  EXPECT_EQ(country.distinct_count(), 2);
  ASSERT_EQ(country.top_values_size(), 2);
  EXPECT_EQ(country.top_values(0).value(), "peru");
  EXPECT_EQ(country.top_values(0).count(), 2);
  EXPECT_EQ(country.top_values(1).display(), "Chile");
  EXPECT_EQ(Of("status").kind(), v1::FIELD_KIND_ENUM);
  EXPECT_EQ(Of("has_results").kind(), v1::FIELD_KIND_BOOL);
}

TEST_F(FieldStatisticsTest, ANumberHasItsRangeAndMean) {
  const v1::FieldStatistics enrollment = Of("enrollment");
  EXPECT_EQ(enrollment.kind(), v1::FIELD_KIND_NUMBER);
  EXPECT_EQ(enrollment.present_count(), 2);
  EXPECT_EQ(enrollment.min(), "10");
  EXPECT_EQ(enrollment.max(), "40");
  EXPECT_DOUBLE_EQ(enrollment.mean(), 25);
}

TEST_F(FieldStatisticsTest, ADateKeepsItsPrecision) {
  const v1::FieldStatistics start = Of("start_date");
  EXPECT_EQ(start.kind(), v1::FIELD_KIND_DATE);
  EXPECT_EQ(start.min(), "1970");
  EXPECT_EQ(start.max(), "1970-02");
  EXPECT_EQ(start.distinct_count(), 2);
  EXPECT_EQ(start.mean(), 0);
}

TEST_F(FieldStatisticsTest, ATextHasItsMeanLengthWhereItIsWritten) {
  const v1::FieldStatistics title = Of("BriefTitle");
  EXPECT_EQ(title.kind(), v1::FIELD_KIND_TEXT);
  EXPECT_EQ(title.present_count(), 2);
  EXPECT_EQ(title.missing_count(), 1);
  EXPECT_DOUBLE_EQ(title.mean(), 3.5);
  EXPECT_EQ(title.top_values_size(), 0);
}

TEST_F(FieldStatisticsTest, ANameOfBothKindsGoesByItsSpelling) {
  EXPECT_EQ(Of("phase").kind(), v1::FIELD_KIND_ENUM);
  EXPECT_EQ(Of("Phase").kind(), v1::FIELD_KIND_TEXT);
  EXPECT_EQ(Of("brief_title").field(), "BriefTitle");
}

TEST_F(FieldStatisticsTest, WithoutNamesEveryFieldIsAnsweredAndEachByTheNameItHas) {
  const auto all = Read({});
  ASSERT_OK(all);
  EXPECT_EQ(all->fields_size(),
            static_cast<int>(kKeywordFieldCount + kColumnCount + kTextFieldCount));
  EXPECT_EQ(all->trial_count(), 3);
  EXPECT_EQ(all->position(), 1);
  for (const v1::FieldStatistics& field : all->fields()) {
    EXPECT_EQ(field.present_count() + field.missing_count(), 3) << field.field();
    const v1::FieldStatistics again = Of(field.field());
    EXPECT_EQ(again.field(), field.field());
    EXPECT_EQ(again.kind(), field.kind()) << field.field();
  }
}

TEST_F(FieldStatisticsTest, ValueLimitsAreKeptAndNegativeOnesRefused) {
  EXPECT_EQ(Read({"country"}, 1)->fields(0).top_values_size(), 1);
  EXPECT_EQ(Read({"country"}, 1000)->fields(0).top_values_size(), 2);
  EXPECT_EQ(ErrorReason(Read({"country"}, -1).status()), "INVALID_FIELD");
}

TEST_F(FieldStatisticsTest, AnUnknownFieldIsAnErrorWithASuggestion) {
  const auto unknown = Read({"phase", "BriefTitel"});
  EXPECT_EQ(ErrorReason(unknown.status()), "UNKNOWN_FIELD");
  EXPECT_EQ(unknown.status().message(),
            "fields[1]: unknown field 'BriefTitel'; did you mean 'BriefTitle'?");
  EXPECT_EQ(ErrorReason(Read(std::vector<std::string>(513, "phase")).status()), "INVALID_FIELD");
}

TEST_F(FieldStatisticsTest, AnEmptyIndexHasNothing) {
  const auto snapshot = MakeMemorySnapshot({}, cache_);
  const auto all = ReadFieldStatistics(*snapshot, {});
  ASSERT_OK(all);
  for (const v1::FieldStatistics& field : all->fields()) {
    EXPECT_EQ(field.present_count(), 0);
    EXPECT_EQ(field.min(), "");
    EXPECT_EQ(field.mean(), 0);
  }
}

}  // namespace
}  // namespace trialdex
