#include "services/trialctl/commands/facet_option.h"

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_split.h"
#include "libs/base/status_macros.h"

namespace trialdex {
namespace {

absl::Status ParseBuckets(absl::string_view text, v1::FacetRequest& request) {
  if (text == "year") {
    request.set_date_interval(v1::DATE_INTERVAL_YEAR);
  } else if (text == "quarter") {
    request.set_date_interval(v1::DATE_INTERVAL_QUARTER);
  } else if (text == "month") {
    request.set_date_interval(v1::DATE_INTERVAL_MONTH);
  } else {
    for (const absl::string_view part : absl::StrSplit(text, '/')) {
      double bound = 0;
      if (!absl::SimpleAtod(part, &bound)) {
        return absl::InvalidArgumentError(
            absl::StrCat("'", text, "' is neither year, quarter, month nor bounds like 0/50/100"));
      }
      request.add_number_bounds(bound);
    }
  }
  return absl::OkStatus();
}

// Takes what is behind the first `mark` off `text`; empty if there is none.
absl::string_view TakeAfter(char mark, absl::string_view& text) {
  const size_t at = text.find(mark);
  if (at == absl::string_view::npos) return {};
  const absl::string_view after = text.substr(at + 1);
  text = text.substr(0, at);
  return after;
}

std::string Range(const v1::FacetBucket& bucket) {
  if (bucket.lower_bound().empty()) return absl::StrCat("< ", bucket.upper_bound());
  if (bucket.upper_bound().empty()) return absl::StrCat(">= ", bucket.lower_bound());
  return absl::StrCat(bucket.lower_bound(), " to < ", bucket.upper_bound());
}

}  // namespace

absl::StatusOr<v1::FacetRequest> ParseFacetOption(absl::string_view text) {
  v1::FacetRequest request;
  request.set_prefix(std::string(TakeAfter('=', text)));
  const absl::string_view buckets = TakeAfter('@', text);
  if (!buckets.empty()) RETURN_IF_ERROR(ParseBuckets(buckets, request));
  const absl::string_view limit = TakeAfter(':', text);
  int32_t number = 0;
  if (!limit.empty() && !absl::SimpleAtoi(limit, &number)) {
    return absl::InvalidArgumentError(absl::StrCat("'", limit, "' is not a number of values"));
  }
  request.set_limit(number);
  if (text.empty()) return absl::InvalidArgumentError("a facet begins with the name of a field");
  request.set_field(std::string(text));
  return request;
}

std::string FormatFacet(const v1::Facet& facet) {
  std::string text = absl::StrFormat("%s: %d trials, %d different values\n", facet.field(),
                                     facet.total_count(), facet.distinct_count());
  const auto line = [&text](int64_t count, absl::string_view what) {
    absl::StrAppendFormat(&text, "%9d  %s\n", count, what);
  };
  for (const v1::FacetValue& value : facet.values()) {
    line(value.count(), absl::StrCat(value.display(), value.selected() ? " *" : ""));
  }
  for (const v1::FacetBucket& bucket : facet.buckets()) line(bucket.count(), Range(bucket));
  if (facet.other_count() > 0) line(facet.other_count(), "(only others)");
  if (facet.missing_count() > 0) line(facet.missing_count(), "(none)");
  return text;
}

}  // namespace trialdex
