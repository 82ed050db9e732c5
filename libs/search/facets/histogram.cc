#include "libs/search/facets/histogram.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/str_format.h"
#include "absl/time/civil_time.h"
#include "libs/search/facets/column_text.h"

namespace trialdex {
namespace {

// Two hundred years of months. A mistyped year must not cost a hundred thousand buckets.
constexpr int64_t kMaxEmptyBuckets = 2400;

constexpr double kBuckets = 10;

int MonthsOf(v1::DateInterval interval) {
  switch (interval) {
    case v1::DATE_INTERVAL_MONTH:
      return 1;
    case v1::DATE_INTERVAL_QUARTER:
      return 3;
    default:
      return 12;
  }
}

// Months from January of year 0 on.
int64_t MonthNumber(absl::CivilDay day) { return int64_t{day.year()} * 12 + day.month() - 1; }

// First month of bucket `bucket`, each of `months` months: "2020" or "2020-04".
std::string BucketStart(int64_t bucket, int months) {
  const int64_t month = bucket * months;
  if (months == 12) return absl::StrFormat("%04d", month / 12);
  return absl::StrFormat("%04d-%02d", month / 12, month % 12 + 1);
}

// The value that a `share` of the trials, 0 to 1, are not above.
double Quantile(const ColumnCounts& counts, double share) {
  const double wanted = share * static_cast<double>(counts.total - counts.missing);
  uint64_t seen = 0;
  for (const ColumnCounts::Value& value : counts.values) {
    seen += value.trials;
    if (static_cast<double>(seen) >= wanted) return value.value;
  }
  return counts.values.back().value;
}

// The next of 1, 2, 5, 10, 20 … and 0.5, 0.2, 0.1 … that is at least `number`, above 0.
double RoundUp(double number) {
  const double power = std::pow(10, std::floor(std::log10(number)));
  for (const double step : {1.0, 2.0, 5.0}) {
    if (number <= step * power) return step * power;
  }
  return 10 * power;
}

std::vector<double> EvenBounds(double low, double high, bool whole) {
  if (low >= high) return {low};
  double step = RoundUp((high - low) / kBuckets);
  if (whole) step = std::max(step, 1.0);
  // Multiples and fractions, not sums: 0.1 added up ten times is not 1.
  const double first = std::floor(low / step);
  std::vector<double> bounds;
  for (double i = first; i <= first + 2 * kBuckets; ++i) {
    const double bound = step < 1 ? i / std::round(1 / step) : i * step;
    if (bound > high || (!bounds.empty() && bound <= bounds.back())) break;
    bounds.push_back(bound);
  }
  return bounds;
}

std::vector<double> GrowingBounds(double low, double high) {
  std::vector<double> bounds;
  double bound = 1;
  if (low < bound) bounds.push_back(0);
  while (bound <= high) {
    if (RoundUp(bound * 1.5) > low) bounds.push_back(bound);
    bound = RoundUp(bound * 1.5);
  }
  return bounds;
}

}  // namespace

std::vector<v1::FacetBucket> DateBuckets(const ColumnCounts& counts, v1::DateInterval interval) {
  const int months = MonthsOf(interval);
  const auto bucket_of = [months](const ColumnCounts::Value& value) {
    return MonthNumber(DayOf(static_cast<int32_t>(value.value))) / months;
  };
  std::vector<v1::FacetBucket> buckets;
  if (counts.values.empty()) return buckets;
  const bool with_empty =
      bucket_of(counts.values.back()) - bucket_of(counts.values.front()) <= kMaxEmptyBuckets;
  int64_t last = bucket_of(counts.values.front()) - 1;
  const auto add = [&](int64_t bucket) {
    v1::FacetBucket& added = buckets.emplace_back();
    added.set_lower_bound(BucketStart(bucket, months));
    added.set_upper_bound(BucketStart(bucket + 1, months));
    last = bucket;
  };
  for (const ColumnCounts::Value& value : counts.values) {
    const int64_t bucket = bucket_of(value);
    while (with_empty && last + 1 < bucket) add(last + 1);
    if (last != bucket) add(bucket);
    v1::FacetBucket& current = buckets.back();
    current.set_count(current.count() + static_cast<int64_t>(value.trials));
  }
  return buckets;
}

std::vector<v1::FacetBucket> NumberBuckets(const ColumnCounts& counts,
                                           absl::Span<const double> bounds) {
  std::vector<v1::FacetBucket> buckets(bounds.size() + 1);
  for (size_t i = 0; i < bounds.size(); ++i) {
    buckets[i].set_upper_bound(FormatNumber(bounds[i]));
    buckets[i + 1].set_lower_bound(FormatNumber(bounds[i]));
  }
  size_t at = 0;
  for (const ColumnCounts::Value& value : counts.values) {
    while (at < bounds.size() && bounds[at] <= value.value) ++at;
    buckets[at].set_count(buckets[at].count() + static_cast<int64_t>(value.trials));
  }
  if (buckets.front().count() == 0) buckets.erase(buckets.begin());
  return buckets;
}

std::vector<double> ChooseBounds(const ColumnCounts& counts) {
  if (counts.values.empty()) return {};
  const double low = Quantile(counts, 0.01);
  const double high = Quantile(counts, 0.99);
  const double middle = Quantile(counts, 0.5);
  const bool whole = std::all_of(
      counts.values.begin(), counts.values.end(),
      [](const ColumnCounts::Value& value) { return value.value == std::floor(value.value); });
  const bool skewed = low >= 0 && high > kBuckets * std::max(middle, 1.0);
  return skewed ? GrowingBounds(low, high) : EvenBounds(low, high, whole);
}

}  // namespace trialdex
