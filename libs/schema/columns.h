// Dates and numbers that are filtered and sorted by.
#ifndef TRIALDEX_LIBS_SCHEMA_COLUMNS_H_
#define TRIALDEX_LIBS_SCHEMA_COLUMNS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <variant>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "trialdex/v1/trial.pb.h"

namespace trialdex {

// The number of a column is in every column row (docs/index_format.md): a change
// of this list is a new index. At most 64 columns.
enum class Column : uint8_t {
  kStartDate,
  kPrimaryCompletionDate,
  kCompletionDate,
  kFirstPostDate,
  kLastUpdatePostDate,
  kResultsFirstPostDate,
  kFirstSubmitDate,
  kLastUpdateSubmitDate,
  kStatusVerifiedDate,
  kEnrollment,
  kLocationCount,
  kMinimumAge,
  kMaximumAge,
  kFirstSubmitQcDate,
  kResultsFirstSubmitDate,
  kResultsFirstSubmitQcDate,
  kEstimatedResultsFirstSubmitDate,
  kDispositionFirstSubmitDate,
  kDispositionFirstSubmitQcDate,
  kDispositionFirstPostDate,
  kFirstMcpPostDate,
  kVersionDate,
  kTargetDuration,
  kExpandedAccessPointerCount,
  kAliasCount,
  kSecondaryIdCount,
  kCollaboratorCount,
  kSponsorCount,
  kConditionCount,
  kKeywordCount,
  kPhaseCount,
  kWhoMaskedCount,
  kArmCount,
  kInterventionCount,
  kPrimaryOutcomeCount,
  kSecondaryOutcomeCount,
  kOtherOutcomeCount,
  kOutcomeCount,
  kStandardAgeCount,
  kCentralContactCount,
  kOfficialCount,
  kCountryCount,
  kRemovedCountryCount,
  kReferenceCount,
  kRetractionCount,
  kSeeAlsoLinkCount,
  kAvailableIpdCount,
  kIpdSharingInfoTypeCount,
  kFlowGroupCount,
  kFlowPeriodCount,
  kBaselineGroupCount,
  kBaselineMeasureCount,
  kOutcomeMeasureCount,
  kEventGroupCount,
  kSeriousEventCount,
  kOtherEventCount,
  kEventCount,
  kUnpostedEventCount,
  kViolationEventCount,
  kDocumentCount,
  kConditionMeshCount,
  kInterventionMeshCount,
};

inline constexpr size_t kColumnCount = static_cast<size_t>(Column::kInterventionMeshCount) + 1;

enum class ColumnType : uint8_t {
  kDay,      // DayRange
  kInteger,  // int64_t
  kReal,     // double; ages and durations, in years
  kCount,    // int64_t from 0 to kMaxCount, kept in two bytes
};

// Larger counts are kept as this one.
inline constexpr int64_t kMaxCount = 65535;

// Days since 1970-01-01 that a date may stand for, both inclusive: a month is all its days.
struct DayRange {
  int32_t earliest = 0;
  int32_t latest = 0;

  friend bool operator==(const DayRange&, const DayRange&) = default;
};

// The alternative is that of the column's type.
using ColumnValue = std::variant<DayRange, int64_t, double>;

// By the column's ordinal; nullopt if the trial has no value.
using ColumnValues = std::array<std::optional<ColumnValue>, kColumnCount>;

struct ColumnInfo {
  Column column;
  ColumnType type;
  // Name in filters and orders: "start_date".
  absl::string_view name;
  // ClinicalTrials.gov's name of the piece: "StartDate".
  absl::string_view piece;
  // That of the date's year, if it has one: "StudyFirstPostYear". A year is all its
  // days here, so that it needs no column of its own.
  absl::string_view year_piece = {};
};

// Every column, in order of its ordinal.
absl::Span<const ColumnInfo> AllColumns();

const ColumnInfo& InfoOf(Column column);

// The column of that name, piece or year's piece, case forgiven; nullopt if there is none.
std::optional<Column> FindColumn(absl::string_view name);

// What `trial` has in each column. Ages are in years (libs/trial/age.h); numbers of
// elements are always there, 0 included, but for those of results and annotations that
// the trial does not have.
ColumnValues ExtractColumns(const v1::Trial& trial);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SCHEMA_COLUMNS_H_
