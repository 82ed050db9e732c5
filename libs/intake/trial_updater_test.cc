// What records do to a trial, through the whole of intake.
#include "libs/intake/trial_updater.h"

#include "libs/intake/testing/intake_fixture.h"

namespace trialdex {
namespace {

TEST_F(IntakeTest, NewsIsAcceptedAtTheNextPosition) {
  const auto result = Submit(
      *intake_, {Record("NCT00000001", 2020, Title("a")), Record("NCT00000002", 2020, Title("b"))});
  ASSERT_OK(result);
  EXPECT_EQ(result->results[0].outcome(), kAccepted);
  EXPECT_EQ(result->results[0].trial_id(), "NCT00000001");
  EXPECT_EQ(result->results[0].position(), 1u);
  EXPECT_EQ(result->results[1].position(), 2u);
  EXPECT_EQ(result->position, 2u);
  EXPECT_EQ(Current("nct1").identification().brief_title(), "a");
}

TEST_F(IntakeTest, TheSameContentAgainIsUnchangedAndMovesNoPosition) {
  SubmitOne(Record("NCT00000001", 2020, Title("a")));
  const auto again = SubmitOne(Record("NCT00000001", 2020, Title("a") + "\n", kJson, 50));
  EXPECT_EQ(again.outcome(), kUnchanged);
  EXPECT_EQ(again.position(), 1u);
  EXPECT_EQ(log_->last_position(), 1u);
  const auto state = **log_->GetTrialState("NCT00000001");
  EXPECT_EQ(state.held(0).key().fetch_time().seconds(), 50);
  EXPECT_EQ(state.version_count(), 1);
}

TEST_F(IntakeTest, AnOlderVersionIsStaleAndGoesToHistory) {
  SubmitOne(Record("NCT00000001", 2021, Title("new")));
  const auto stale = SubmitOne(Record("NCT00000001", 2020, Title("old")));
  EXPECT_EQ(stale.outcome(), kStale);
  EXPECT_EQ(stale.position(), 1u);
  EXPECT_EQ(log_->last_position(), 1u);
  EXPECT_EQ(Current("NCT00000001").identification().brief_title(), "new");
  v1::ListTrialVersionsRequest request;
  request.set_trial_id("NCT00000001");
  const auto versions = *ListTrialVersions(*log_, request);
  ASSERT_EQ(versions.versions_size(), 2);
  EXPECT_EQ(versions.versions(0).last_update_date().year(), 2020);
  EXPECT_FALSE(versions.versions(0).newest_of_format());
  EXPECT_TRUE(versions.versions(1).newest_of_format());
  EXPECT_EQ(SubmitOne(Record("NCT00000001", 2020, Title("old"))).outcome(), kUnchanged);
  EXPECT_EQ(log_->ListVersions("NCT00000001")->size(), 2u);
}

TEST_F(IntakeTest, RecordsOfOneCommitSeeEachOther) {
  const auto result = *Submit(
      *intake_, {Record("NCT00000001", 2020, Title("a")), Record("NCT00000001", 2021, Title("b")),
                 Record("NCT00000001", 2021, Title("b")), Record("NCT00000001", 2020, Title("a"))});
  EXPECT_EQ(result.results[0].position(), 1u);
  EXPECT_EQ(result.results[1].position(), 2u);
  EXPECT_EQ(result.results[2].outcome(), kUnchanged);
  EXPECT_EQ(result.results[3].outcome(), kUnchanged);
  EXPECT_EQ(log_->last_position(), 2u);
  EXPECT_EQ(log_->counters().trial_count(), 1);
}

TEST_F(IntakeTest, ANewerPageKeepsWhatOnlyTheDeeperSourceKnows) {
  SubmitOne(Record("NCT00000001", 2020, Title("a") + "outcomes { primary { measure: 'pain' } }"));
  EXPECT_EQ(SubmitOne(Record("NCT00000001", 2021, Title("b"), kPage)).outcome(), kAccepted);
  const v1::Trial current = Current("NCT00000001");
  EXPECT_EQ(current.identification().brief_title(), "b");
  EXPECT_EQ(current.outcomes().primary(0).measure(), "pain");
  ASSERT_EQ(current.provenance_size(), 2);
  EXPECT_EQ(current.provenance(0).position(), 2u);
  EXPECT_EQ(current.provenance(1).position(), 1u);
  EXPECT_EQ(Current("NCT00000001").provenance(1).carried_fields(0), "outcomes");
}

TEST_F(IntakeTest, AnOlderDeeperSourceIsStaleButAddsWhatItKnows) {
  SubmitOne(Record("NCT00000001", 2021, Title("b"), kPage));
  const auto stale = SubmitOne(
      Record("NCT00000001", 2020, Title("a") + "outcomes { primary { measure: 'pain' } }"));
  EXPECT_EQ(stale.outcome(), kStale);
  EXPECT_EQ(stale.position(), 2u);
  EXPECT_EQ(Current("NCT00000001").outcomes().primary(0).measure(), "pain");
  // Here the page can add nothing to the deeper source of the same date.
  SubmitOne(Record("NCT00000002", 2020, Title("a")));
  const auto useless = SubmitOne(Record("NCT00000002", 2020, Title("b"), kPage));
  EXPECT_EQ(useless.outcome(), kStale);
  EXPECT_EQ(useless.position(), 3u);
  EXPECT_EQ(log_->last_position(), 3u);
}

TEST_F(IntakeTest, AVersionAsItsSourceHadItStaysReadable) {
  SubmitOne(Record("NCT00000001", 2020, Title("a") + "outcomes { primary { measure: 'x' } }"));
  SubmitOne(Record("NCT00000001", 2021, Title("b"), kPage));
  v1::GetTrialVersionRequest request;
  request.set_trial_id("NCT00000001");
  request.set_version(2);
  request.set_include_raw(true);
  const auto version = *GetTrialVersion(*log_, request);
  EXPECT_FALSE(version.trial().has_outcomes());
  EXPECT_EQ(version.version().format(), kPage);
  EXPECT_EQ(version.raw(), Record("NCT00000001", 2021, Title("b"), kPage).content());
  request.set_as_of_position(1);
  EXPECT_EQ(GetTrialVersion(*log_, request)->trial().identification().brief_title(), "a");
  EXPECT_EQ(GetTrialVersion(*log_, request)->version().version(), 1);
  request.set_version(3);
  EXPECT_THAT(GetTrialVersion(*log_, request), StatusIs(absl::StatusCode::kNotFound));
  request.set_version(0);
  EXPECT_THAT(GetTrialVersion(*log_, request), StatusIs(absl::StatusCode::kInvalidArgument));
}

TEST_F(IntakeTest, ADeletedTrialIsNotBroughtBackByWhatIsNotNewer) {
  SubmitOne(Record("NCT00000001", 2021, Title("a")));
  EXPECT_EQ(*DeleteTrial(*intake_, "nct1"), 2u);
  EXPECT_EQ(*DeleteTrial(*intake_, "NCT00000001"), 2u);
  EXPECT_EQ(log_->counters().trial_count(), 0);
  const auto replay = SubmitOne(Record("NCT00000001", 2021, Title("a"), kJson, 1000));
  EXPECT_EQ(replay.outcome(), kStale);
  EXPECT_EQ(replay.position(), 2u);
  EXPECT_EQ(SubmitOne(Record("NCT00000001", 2020, Title("older"))).outcome(), kStale);
  EXPECT_EQ(log_->last_position(), 2u);
  EXPECT_EQ(log_->ListVersions("NCT00000001")->size(), 2u);
  v1::GetTrialVersionRequest request;
  request.set_trial_id("NCT00000001");
  EXPECT_THAT(GetTrialVersion(*log_, request), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_EQ(SubmitOne(Record("NCT00000001", 2022, Title("back"))).outcome(), kAccepted);
  EXPECT_EQ(log_->counters().trial_count(), 1);
}

TEST_F(IntakeTest, DeletingWhatWasNeverHeldIsNotFound) {
  EXPECT_THAT(DeleteTrial(*intake_, "NCT00000001"), StatusIs(absl::StatusCode::kNotFound));
  EXPECT_THAT(DeleteTrial(*intake_, "x"), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_EQ(log_->last_position(), 0u);
}

TEST_F(IntakeTest, AnAliasAnswersWithTheCanonicalTrial) {
  SubmitOne(Record("NCT00000001", 2020, Title("alias")));
  const auto result = SubmitOne(
      Record("NCT00000002", 2020, "identification { aliases: 'NCT00000001' brief_title: 'c' }"));
  EXPECT_EQ(result.position(), 3u);
  EXPECT_EQ(log_->ReadEntry(2)->redirect().to_id(), "NCT00000002");
  EXPECT_EQ(Current("NCT00000001").id(), "NCT00000002");
  EXPECT_EQ(log_->counters().trial_count(), 1);
  EXPECT_EQ(SubmitOne(Record("NCT00000001", 2022, Title("alias"))).outcome(), kStale);
  EXPECT_EQ(Current("NCT00000001").id(), "NCT00000002");
  EXPECT_EQ(*DeleteTrial(*intake_, "NCT00000001"), 4u);
}

TEST_F(IntakeTest, WhatAnOlderParserReadIsParsedAgainBeforeItIsCompared) {
  SubmitOne(Record("NCT00000001", 2021, Title("a")));
  Start({}, /*parser_version=*/2);
  // The same record as before: the newer reading of it is news, the record is not.
  const auto same = SubmitOne(Record("NCT00000001", 2021, Title("a")));
  EXPECT_EQ(same.outcome(), kUnchanged);
  EXPECT_EQ(same.position(), 2u);
  EXPECT_EQ(Current("NCT00000001").unknown_fields_size(), 1);
  EXPECT_EQ(SubmitOne(Record("NCT00000001", 2021, Title("a"))).position(), 2u);
  EXPECT_EQ(log_->last_position(), 2u);
}

TEST_F(IntakeTest, UnknownFieldsAreCountedOverAcceptedVersions) {
  Start({}, /*parser_version=*/2);
  SubmitOne(Record("NCT00000001", 2020, Title("a")));
  SubmitOne(Record("NCT00000001", 2021, Title("b")));
  SubmitOne(Record("NCT00000001", 2021, Title("b")));
  const auto fields = *log_->ListUnknownFields("", 10);
  ASSERT_EQ(fields.size(), 1u);
  EXPECT_EQ(fields[0].version_count(), 2);
}

}  // namespace
}  // namespace trialdex
