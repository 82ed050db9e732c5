#include "libs/index/matching/filter_matcher.h"

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/status_macros.h"
#include "libs/index/sites/nearest_site.h"

namespace trialdex {
namespace {

absl::StatusOr<DocSet> MatchAll(const FilterNode& filter, const Segment& segment) {
  DocSet docs = segment.columns().trials();
  for (const FilterNode& child : filter.children) {
    ASSIGN_OR_RETURN(const DocSet matches, MatchFilter(child, segment));
    docs.IntersectWith(matches);
  }
  return docs;
}

absl::StatusOr<DocSet> MatchAny(const FilterNode& filter, const Segment& segment) {
  DocSet docs(segment.doc_count());
  for (const FilterNode& child : filter.children) {
    ASSIGN_OR_RETURN(const DocSet matches, MatchFilter(child, segment));
    docs.UniteWith(matches);
  }
  return docs;
}

absl::StatusOr<DocSet> MatchNot(const FilterNode& filter, const Segment& segment) {
  ASSIGN_OR_RETURN(const DocSet matches, MatchFilter(filter.children.front(), segment));
  DocSet docs = segment.columns().trials();
  docs.Subtract(matches);
  return docs;
}

absl::StatusOr<DocSet> MatchKeyword(const FilterNode& filter, const Segment& segment) {
  DocSet docs(segment.doc_count());
  for (const std::string& value : filter.values) {
    ASSIGN_OR_RETURN(const auto with_value, segment.WithKeyword(filter.keyword, value));
    docs.UniteWith(with_value->docs);
  }
  return docs;
}

absl::StatusOr<DocSet> MatchKeywordPresent(const FilterNode& filter, const Segment& segment) {
  ASSIGN_OR_RETURN(const auto with_any, segment.WithAnyKeyword(filter.keyword));
  return with_any->docs;
}

absl::StatusOr<DocSet> MatchIds(const FilterNode& filter, const Segment& segment) {
  DocSet docs(segment.doc_count());
  for (const std::string& id : filter.values) {
    for (const TermField field : {TermField::kId, TermField::kAlias}) {
      ASSIGN_OR_RETURN(const std::vector<uint32_t> found, segment.files().Docs(field, id));
      for (const uint32_t doc : found) docs.Add(doc);
    }
  }
  docs.IntersectWith(segment.columns().trials());
  return docs;
}

DocSet MatchDays(const FilterNode& filter, const SegmentColumns& columns) {
  DocSet docs(columns.doc_count());
  columns.present(filter.column).ForEach([&](uint32_t doc) {
    const DayRange days = columns.days(filter.column, doc);
    const bool matches = filter.certain
                             ? days.earliest >= filter.first_day && days.latest <= filter.last_day
                             : days.latest >= filter.first_day && days.earliest <= filter.last_day;
    if (matches) docs.Add(doc);
  });
  return docs;
}

DocSet MatchNumbers(const FilterNode& filter, const SegmentColumns& columns) {
  DocSet docs(columns.doc_count());
  columns.present(filter.column).ForEach([&](uint32_t doc) {
    const double number = columns.number(filter.column, doc);
    const bool above = filter.min_inclusive ? number >= filter.min : number > filter.min;
    const bool below = filter.max_inclusive ? number <= filter.max : number < filter.max;
    if (above && below) docs.Add(doc);
  });
  return docs;
}

DocSet MatchTextPresent(const FilterNode& filter, const SegmentColumns& columns) {
  DocSet docs(columns.doc_count());
  columns.trials().ForEach([&](uint32_t doc) {
    if (columns.length(doc, filter.text_field) > 0) docs.Add(doc);
  });
  return docs;
}

DocSet MatchDistance(const FilterNode& filter, const SegmentColumns& columns) {
  const DistanceFrom from(filter.center);
  DocSet docs(columns.doc_count());
  columns.trials().ForEach([&](uint32_t doc) {
    if (HasSiteWithin(columns, doc, from, filter.radius_km)) docs.Add(doc);
  });
  return docs;
}

}  // namespace

absl::StatusOr<DocSet> MatchFilter(const FilterNode& filter, const Segment& segment) {
  using Kind = FilterNode::Kind;
  switch (filter.kind) {
    case Kind::kAll:
      return segment.columns().trials();
    case Kind::kNone:
      return DocSet(segment.doc_count());
    case Kind::kAnd:
      return MatchAll(filter, segment);
    case Kind::kOr:
      return MatchAny(filter, segment);
    case Kind::kNot:
      return MatchNot(filter, segment);
    case Kind::kKeyword:
      return MatchKeyword(filter, segment);
    case Kind::kDayRange:
      return MatchDays(filter, segment.columns());
    case Kind::kNumberRange:
      return MatchNumbers(filter, segment.columns());
    case Kind::kPresent:
      return segment.columns().present(filter.column);
    case Kind::kKeywordPresent:
      return MatchKeywordPresent(filter, segment);
    case Kind::kTextPresent:
      return MatchTextPresent(filter, segment.columns());
    case Kind::kIds:
      return MatchIds(filter, segment);
    case Kind::kDistance:
      return MatchDistance(filter, segment.columns());
  }
  return absl::InternalError(
      absl::StrCat("filter node of unknown kind ", static_cast<int>(filter.kind)));
}

}  // namespace trialdex
