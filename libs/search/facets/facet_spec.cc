#include "libs/search/facets/facet_spec.h"

#include <cmath>
#include <utility>

#include "absl/strings/str_cat.h"
#include "libs/base/case_fold.h"
#include "libs/base/errors.h"
#include "libs/base/request_limit.h"
#include "libs/base/status_macros.h"
#include "libs/text/normalizer.h"

namespace trialdex {
namespace {

constexpr int kMaxFacets = 32;
constexpr RequestLimit kLimit = {.usual = 10, .most = 1000};
constexpr int kMaxBounds = 100;
// That of keyword values (libs/schema/keywords.h).
constexpr size_t kMaxPrefixBytes = 255;

absl::StatusOr<v1::DateInterval> Interval(const std::string& path, v1::DateInterval asked) {
  switch (asked) {
    case v1::DATE_INTERVAL_UNSPECIFIED:
      return v1::DATE_INTERVAL_YEAR;
    case v1::DATE_INTERVAL_YEAR:
    case v1::DATE_INTERVAL_QUARTER:
    case v1::DATE_INTERVAL_MONTH:
      return asked;
    default:
      return FieldError(absl::StrCat(path, ".date_interval"),
                        absl::StrCat(static_cast<int>(asked), " is not an interval"));
  }
}

absl::StatusOr<std::vector<double>> Bounds(const std::string& path,
                                           const v1::FacetRequest& request) {
  const std::string field = absl::StrCat(path, ".number_bounds");
  std::vector<double> bounds(request.number_bounds().begin(), request.number_bounds().end());
  if (bounds.size() > kMaxBounds) {
    return FieldError(field, absl::StrCat(bounds.size(), " are more than ", kMaxBounds));
  }
  for (size_t i = 0; i < bounds.size(); ++i) {
    if (!std::isfinite(bounds[i])) {
      return FieldError(field, absl::StrCat(bounds[i], " is not a finite number"));
    }
    if (i > 0 && bounds[i] <= bounds[i - 1]) {
      return FieldError(field,
                        absl::StrCat(bounds[i], " is not above ", bounds[i - 1], " before it"));
    }
  }
  return bounds;
}

// Refuses what is said for another type of field, rather than to overlook it.
absl::Status CheckType(const std::string& path, const v1::FacetRequest& request,
                       const FacetSpec& spec) {
  const Column* column = std::get_if<Column>(&spec.field);
  const bool is_date = column != nullptr && InfoOf(*column).type == ColumnType::kDay;
  if (column != nullptr && !request.prefix().empty()) {
    return FieldError(absl::StrCat(path, ".prefix"),
                      absl::StrCat(spec.name, " is no field whose values are listed"));
  }
  if (!is_date && request.date_interval() != v1::DATE_INTERVAL_UNSPECIFIED) {
    return FieldError(absl::StrCat(path, ".date_interval"),
                      absl::StrCat(spec.name, " is not a date"));
  }
  if ((column == nullptr || is_date) && !request.number_bounds().empty()) {
    return FieldError(absl::StrCat(path, ".number_bounds"),
                      absl::StrCat(spec.name, " is not a number"));
  }
  return absl::OkStatus();
}

absl::StatusOr<FacetSpec> ParseFacet(const std::string& path, const v1::FacetRequest& request) {
  FacetSpec spec;
  spec.name = request.field();
  if (const auto field = FindCountedField(request.field())) {
    spec.field = *field;
  } else if (const auto date = FindYearOfDate(request.field())) {
    spec.field = *date;
    if (request.date_interval() > v1::DATE_INTERVAL_YEAR) {
      return FieldError(
          absl::StrCat(path, ".date_interval"),
          absl::StrCat(request.field(), " is counted by year; ask for ", InfoOf(*date).name));
    }
  } else {
    return UnknownFieldError(absl::StrCat(path, ".field"), request.field());
  }
  RETURN_IF_ERROR(CheckType(path, request, spec));
  ASSIGN_OR_RETURN(spec.limit,
                   ReadRequestLimit(absl::StrCat(path, ".limit"), request.limit(), kLimit));
  if (request.prefix().size() > kMaxPrefixBytes) {
    return FieldError(absl::StrCat(path, ".prefix"),
                      absl::StrCat("is longer than ", kMaxPrefixBytes, " bytes"));
  }
  spec.prefix = PlainText(request.prefix());
  spec.with_own_filter = request.with_own_filter();
  ASSIGN_OR_RETURN(spec.interval, Interval(path, request.date_interval()));
  ASSIGN_OR_RETURN(spec.bounds, Bounds(path, request));
  return spec;
}

}  // namespace

absl::StatusOr<std::vector<FacetSpec>> ParseFacets(
    const google::protobuf::RepeatedPtrField<v1::FacetRequest>& requests) {
  if (requests.size() > kMaxFacets) {
    return FieldError("facets", absl::StrCat(requests.size(), " are more than ", kMaxFacets),
                      "TOO_MANY_FACETS");
  }
  std::vector<FacetSpec> specs;
  for (int i = 0; i < requests.size(); ++i) {
    ASSIGN_OR_RETURN(FacetSpec spec, ParseFacet(absl::StrCat("facets[", i, "]"), requests[i]));
    specs.push_back(std::move(spec));
  }
  return specs;
}

std::string PlainText(absl::string_view text) {
  const std::string folded = CaseFold(text);
  std::string plain;
  PlainWord(folded, plain);
  return plain;
}

}  // namespace trialdex
