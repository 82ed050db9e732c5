#include "libs/intake/record_preparer.h"

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/intake/testing/text_parser.h"
#include "libs/sources/all_parsers.h"
#include "libs/trial/content_digest.h"
#include "libs/trial/field_path.h"
#include "tests/support/fake_clock.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr auto kJson = v1::SOURCE_FORMAT_CTGOV_V2_JSON;

class RecordPreparerTest : public testing::Test {
 protected:
  PreparedRecord Prepare(const std::string& content, int64_t fetched = 7) {
    v1::RawRecord record;
    record.set_content(content);
    record.set_format(kJson);
    record.set_source_uri("https://example.org/1");
    record.mutable_fetch_time()->set_seconds(fetched);
    PreparedRecord prepared = preparer_.Prepare(std::move(record));
    Pack(prepared, compressor_);
    return prepared;
  }

  const TextParser parser_{kJson};
  const RecordParser* const parsers_[1] = {&parser_};
  FakeClock clock_;
  const RecordPreparer preparer_{parsers_, 1000, clock_};
  Compressor compressor_;
};

TEST_F(RecordPreparerTest, TheStoredTrialSaysWhereItComesFrom) {
  const std::string content = "id: 'NCT00000001' unknown_fields { path: 'a.b' }";
  const PreparedRecord prepared = Prepare(content);
  ASSERT_FALSE(prepared.rejection.has_value());
  v1::Trial trial;
  ASSERT_TRUE(DecompressMessage(prepared.trial_frame, trial).ok());
  EXPECT_EQ(trial.provenance_size(), 0);
  const v1::Provenance& source = prepared.provenance;
  EXPECT_EQ(source.format(), kJson);
  EXPECT_EQ(source.source_uri(), "https://example.org/1");
  EXPECT_EQ(source.fetch_time().seconds(), 7);
  EXPECT_EQ(source.raw_digest(), Digest128(content));
  EXPECT_EQ(source.content_digest(), Digest128(CanonicalBytes(trial)));
  EXPECT_EQ(source.content_digest(), prepared.key.content_digest());
  EXPECT_EQ(prepared.unknown.unknown_fields(0).path(), "a.b");
  EXPECT_EQ(*DecompressAfter(*Decompress(prepared.trial_frame), prepared.raw_frame), content);
}

TEST_F(RecordPreparerTest, PackingASecondTimeChangesNothing) {
  PreparedRecord prepared = Prepare("id: 'NCT00000001'");
  EXPECT_TRUE(prepared.trial_bytes.empty());
  EXPECT_TRUE(prepared.record.content().empty());
  const std::string trial_frame = prepared.trial_frame;
  const std::string raw_frame = prepared.raw_frame;
  Pack(prepared, compressor_);
  EXPECT_EQ(prepared.trial_frame, trial_frame);
  EXPECT_EQ(prepared.raw_frame, raw_frame);
}

TEST_F(RecordPreparerTest, ARejectedRecordIsPackedByItselfEvenIfItIsEmpty) {
  for (const std::string content : {"no trial", ""}) {
    const PreparedRecord prepared = Prepare(content);
    ASSERT_TRUE(prepared.rejection.has_value());
    EXPECT_EQ(*Decompress(prepared.raw_frame), content);
  }
}

TEST_F(RecordPreparerTest, ARecordThatIsTooLargeIsNotKept) {
  const PreparedRecord prepared = Prepare(std::string(1001, ' '));
  EXPECT_EQ(prepared.rejection->reason(), "TOO_LARGE");
  EXPECT_FALSE(prepared.keep_content);
  EXPECT_TRUE(prepared.raw_frame.empty());
  EXPECT_TRUE(prepared.record.content().empty());
}

TEST_F(RecordPreparerTest, ARecordFetchedInTheFutureIsRejectedForItWouldStandBeforeAllUntilThen) {
  const int64_t now = absl::ToUnixSeconds(clock_.Now());
  const auto rejection = [&](absl::Duration ahead) {
    return Prepare("id: 'NCT00000001'", now + absl::ToInt64Seconds(ahead)).rejection;
  };
  // Clocks differ.
  EXPECT_FALSE(rejection(absl::Minutes(10)).has_value());
  ASSERT_TRUE(rejection(absl::Minutes(11)).has_value());
  EXPECT_EQ(rejection(absl::Minutes(11))->reason(), "INVALID_FIELD");
  EXPECT_EQ(rejection(absl::Minutes(11))->field(), "fetch_time");
  EXPECT_THAT(rejection(absl::Minutes(11))->message(),
              HasSubstr("2020-01-01T00:11:00+00:00 is in the future"));
  // Taken when its time has come.
  clock_.Advance(absl::Minutes(1));
  EXPECT_FALSE(rejection(absl::Minutes(10)).has_value());
}

TEST_F(RecordPreparerTest, HowItIsWrittenDoesNotChangeTheDigest) {
  EXPECT_EQ(Prepare("id: 'NCT00000001' description { brief_summary: 'x' }").key.content_digest(),
            Prepare("description {brief_summary: 'x'}  id: 'nct1'").key.content_digest());
  EXPECT_NE(Prepare("id: 'NCT00000001'").key.content_digest(),
            Prepare("id: 'NCT00000001' unknown_fields { path: 'x' }").key.content_digest());
}

TEST_F(RecordPreparerTest, AliasesAreCanonicalAndDoNotNameTheTrialItself) {
  EXPECT_THAT(Prepare("id: 'NCT00000001' identification { aliases: 'nct2' aliases: 'NCT00000001' "
                      "aliases: 'no id' }")
                  .aliases,
              ElementsAre("NCT00000002"));
}

TEST(ParserSetTest, WhatParsersCannotSeeAreFieldsOfATrial) {
  const ParserSet set;
  for (const auto& parser : set.parsers()) {
    for (const absl::string_view path : parser->unseen_fields()) {
      EXPECT_FALSE(ParseFieldPath(path).empty()) << parser->format() << ": " << path;
    }
  }
}

}  // namespace
}  // namespace trialdex
