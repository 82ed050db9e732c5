#include "libs/query/order_parser.h"

#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "libs/base/errors.h"

namespace trialdex {
namespace {

std::string Parsed(absl::string_view text, bool ranked = false) {
  const absl::StatusOr<std::vector<SortKey>> keys = ParseOrder(text, ranked);
  if (!keys.ok()) {
    return absl::StrCat(ErrorReason(keys.status()), ": ", keys.status().message());
  }
  std::string shown;
  for (const SortKey& key : *keys) {
    absl::StrAppend(&shown, shown.empty() ? "" : " ", key.descending ? "-" : "+");
    switch (key.kind) {
      case SortKey::Kind::kRelevance:
        shown += "relevance";
        break;
      case SortKey::Kind::kId:
        shown += "id";
        break;
      case SortKey::Kind::kColumn:
        absl::StrAppend(&shown, InfoOf(key.column).name);
        break;
      case SortKey::Kind::kDistance:
        absl::StrAppend(&shown, "distance(", key.center.latitude, ",", key.center.longitude, ")");
        break;
    }
  }
  return shown;
}

TEST(OrderParserTest, TheDefaultIsRelevanceWithAQueryAndIdWithout) {
  EXPECT_EQ(Parsed("", true), "-relevance +id");
  EXPECT_EQ(Parsed(" ", false), "+id");
}

TEST(OrderParserTest, EveryOrderEndsInTheId) {
  EXPECT_EQ(Parsed("start_date desc, enrollment"), "-start_date +enrollment +id");
  EXPECT_EQ(Parsed("id desc"), "-id");
  EXPECT_EQ(Parsed("id, start_date"), "+id");
  EXPECT_EQ(Parsed("relevance asc"), "+relevance +id");
}

TEST(OrderParserTest, DistancesAreFromAPoint) {
  EXPECT_EQ(Parsed("distance(location, 52.5, -13.4), id"), "+distance(52.5,-13.4) +id");
  EXPECT_EQ(Parsed("enrollment, distance( location ,1,2 ) desc"), "+enrollment -distance(1,2) +id");
  EXPECT_EQ(Parsed("distance(location, 95, 0)"),
            "ORDER_SYNTAX: order_by: '95' is no latitude: degrees from -90 to 90 are expected, "
            "at byte 0");
  for (const absl::string_view wrong :
       {"distance(location, 1, 2", "distance(site, 1, 2)", "distance(location, 1)", "far(1, 2)",
        "distance()", "distance(location,1,2) up"}) {
    EXPECT_EQ(ErrorReason(ParseOrder(wrong, true).status()), "ORDER_SYNTAX") << wrong;
  }
}

TEST(OrderParserTest, WhatIsNotUnderstoodIsAnError) {
  EXPECT_EQ(Parsed("start_dat desc"),
            "UNKNOWN_FIELD: order_by: unknown field 'start_dat' at byte 0; did you mean "
            "'start_date'?");
  EXPECT_EQ(Parsed("id, "), "ORDER_SYNTAX: order_by: expected a field at byte 4");
  EXPECT_EQ(Parsed("id down"),
            "ORDER_SYNTAX: order_by: expected 'asc', 'desc' or a comma after 'id', found 'down' "
            "at byte 3");
  EXPECT_EQ(Parsed("start_date desc enrollment"),
            "ORDER_SYNTAX: order_by: expected a comma after 'desc', found 'enrollment' at byte 16");
  EXPECT_EQ(Parsed("distance(location, 1, 2) down"),
            "ORDER_SYNTAX: order_by: expected 'asc', 'desc' or a comma after "
            "'distance(location, 1, 2)', found 'down' at byte 25");
}

}  // namespace
}  // namespace trialdex
