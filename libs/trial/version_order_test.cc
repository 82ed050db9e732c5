#include "libs/trial/version_order.h"

#include "gtest/gtest.h"

namespace trialdex {
namespace {

storage::v1::VersionKey Key(int year, int64_t fetched, int parser, const std::string& digest) {
  storage::v1::VersionKey key;
  if (year != 0) key.mutable_last_update_date()->set_year(year);
  if (fetched != 0) key.mutable_fetch_time()->set_seconds(fetched);
  key.set_parser_version(parser);
  key.set_content_digest(digest);
  return key;
}

TEST(VersionOrderTest, DateThenFetchThenParserThenDigestDecide) {
  EXPECT_LT(CompareVersions(Key(2019, 9, 9, "z"), Key(2020, 1, 1, "a")), 0);
  EXPECT_LT(CompareVersions(Key(2020, 1, 9, "z"), Key(2020, 2, 1, "a")), 0);
  EXPECT_LT(CompareVersions(Key(2020, 1, 1, "z"), Key(2020, 1, 2, "a")), 0);
  EXPECT_LT(CompareVersions(Key(2020, 1, 1, "a"), Key(2020, 1, 1, "b")), 0);
  EXPECT_EQ(CompareVersions(Key(2020, 1, 1, "a"), Key(2020, 1, 1, "a")), 0);
}

TEST(VersionOrderTest, WhatIsNotKnownIsOlder) {
  EXPECT_LT(CompareVersions(Key(0, 9, 9, "z"), Key(1999, 1, 1, "a")), 0);
  EXPECT_LT(CompareVersions(Key(2020, 0, 9, "z"), Key(2020, 1, 1, "a")), 0);
}

TEST(VersionOrderTest, AtEqualDatesTheDeeperFormatLeadsWhateverWasFetchedLater) {
  const auto page = v1::SOURCE_FORMAT_TRIAL_PAGE_TEXT;
  const auto xml = v1::SOURCE_FORMAT_CTGOV_CLASSIC_XML;
  const auto json = v1::SOURCE_FORMAT_CTGOV_V2_JSON;
  EXPECT_LT(CompareSources(page, Key(2020, 9, 1, "z"), xml, Key(2020, 1, 1, "a")), 0);
  EXPECT_LT(CompareSources(xml, Key(2020, 9, 1, "z"), json, Key(2020, 1, 1, "a")), 0);
  EXPECT_GT(CompareSources(page, Key(2021, 1, 1, "a"), json, Key(2020, 9, 1, "z")), 0);
}

TEST(VersionOrderTest, TheFirstDateThatIsThereOrdersVersions) {
  v1::Trial trial;
  EXPECT_EQ(VersionDate(trial).year(), 0);
  trial.mutable_status()->mutable_first_submit_date()->set_year(2001);
  EXPECT_EQ(VersionDate(trial).year(), 2001);
  trial.mutable_status()->mutable_status_verified_date()->set_year(2002);
  EXPECT_EQ(VersionDate(trial).year(), 2002);
  trial.mutable_status()->mutable_last_update_submit_date()->set_year(2003);
  EXPECT_EQ(VersionDate(trial).year(), 2003);
  trial.mutable_status()->mutable_last_update_post_date()->mutable_date()->set_year(2004);
  EXPECT_EQ(VersionDate(trial).year(), 2004);
}

}  // namespace
}  // namespace trialdex
