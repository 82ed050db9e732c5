#include "libs/schema/columns.h"

#include "absl/strings/match.h"
#include "libs/trial/age.h"
#include "libs/trial/partial_date.h"

namespace trialdex {
namespace {

constexpr std::array<ColumnInfo, kColumnCount> kColumns = {{
    {Column::kStartDate, ColumnType::kDay, "start_date", "StartDate"},
    {Column::kPrimaryCompletionDate, ColumnType::kDay, "primary_completion_date",
     "PrimaryCompletionDate"},
    {Column::kCompletionDate, ColumnType::kDay, "completion_date", "CompletionDate"},
    {Column::kFirstPostDate, ColumnType::kDay, "first_post_date", "StudyFirstPostDate"},
    {Column::kLastUpdatePostDate, ColumnType::kDay, "last_update_post_date", "LastUpdatePostDate"},
    {Column::kResultsFirstPostDate, ColumnType::kDay, "results_first_post_date",
     "ResultsFirstPostDate"},
    {Column::kFirstSubmitDate, ColumnType::kDay, "first_submit_date", "StudyFirstSubmitDate"},
    {Column::kLastUpdateSubmitDate, ColumnType::kDay, "last_update_submit_date",
     "LastUpdateSubmitDate"},
    {Column::kStatusVerifiedDate, ColumnType::kDay, "status_verified_date", "StatusVerifiedDate"},
    {Column::kEnrollment, ColumnType::kInteger, "enrollment", "EnrollmentCount"},
    {Column::kLocationCount, ColumnType::kInteger, "location_count", "LocationCount"},
    {Column::kMinimumAge, ColumnType::kReal, "minimum_age", "MinimumAge"},
    {Column::kMaximumAge, ColumnType::kReal, "maximum_age", "MaximumAge"},
}};

constexpr bool IsInOrder() {
  for (size_t i = 0; i < kColumns.size(); ++i) {
    if (static_cast<size_t>(kColumns[i].column) != i) return false;
  }
  return true;
}
static_assert(IsInOrder(), "a column's row must stand at its ordinal");
static_assert(kColumnCount <= 64, "a row's `present` bits are 64");

std::optional<ColumnValue> Days(const v1::PartialDate& date) {
  if (date.year() == 0) return std::nullopt;
  return DayRange{EarliestDay(date), LatestDay(date)};
}

std::optional<ColumnValue> Days(const v1::TrialDate& date) { return Days(date.date()); }

}  // namespace

absl::Span<const ColumnInfo> AllColumns() { return kColumns; }

const ColumnInfo& InfoOf(Column column) { return kColumns[static_cast<size_t>(column)]; }

std::optional<Column> FindColumn(absl::string_view name) {
  for (const ColumnInfo& info : kColumns) {
    if (absl::EqualsIgnoreCase(info.name, name) || absl::EqualsIgnoreCase(info.piece, name)) {
      return info.column;
    }
  }
  return std::nullopt;
}

ColumnValues ExtractColumns(const v1::Trial& trial) {
  ColumnValues values;
  const auto at = [&values](Column column) -> std::optional<ColumnValue>& {
    return values[static_cast<size_t>(column)];
  };
  const v1::Status& status = trial.status();
  at(Column::kStartDate) = Days(status.start_date());
  at(Column::kPrimaryCompletionDate) = Days(status.primary_completion_date());
  at(Column::kCompletionDate) = Days(status.completion_date());
  at(Column::kFirstPostDate) = Days(status.first_post_date());
  at(Column::kLastUpdatePostDate) = Days(status.last_update_post_date());
  at(Column::kResultsFirstPostDate) = Days(status.results_first_post_date());
  at(Column::kFirstSubmitDate) = Days(status.first_submit_date());
  at(Column::kLastUpdateSubmitDate) = Days(status.last_update_submit_date());
  at(Column::kStatusVerifiedDate) = Days(status.status_verified_date());
  if (trial.design().enrollment().has_count()) {
    at(Column::kEnrollment) = int64_t{trial.design().enrollment().count()};
  }
  at(Column::kLocationCount) = int64_t{trial.contacts_locations().locations_size()};
  const v1::Eligibility& eligibility = trial.eligibility();
  if (eligibility.has_minimum_age()) {
    at(Column::kMinimumAge) = AgeInYears(eligibility.minimum_age());
  }
  if (eligibility.has_maximum_age()) {
    at(Column::kMaximumAge) = AgeInYears(eligibility.maximum_age());
  }
  return values;
}

}  // namespace trialdex
