#include "libs/index/index_writer.h"

#include <filesystem>
#include <string>
#include <thread>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/base/errors.h"
#include "libs/index/document/trial_codec.h"
#include "libs/index/index_fields.h"
#include "libs/index/positions/position.h"
#include "libs/index/testing/commit_view.h"
#include "libs/index/testing/decoded_column_row.h"
#include "libs/index/testing/titled_trial.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace trialdex {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;

ptrdiff_t CountFiles(const std::string& directory) {
  return std::distance(std::filesystem::directory_iterator(directory), {});
}

class IndexWriterTest : public ::testing::Test {
 protected:
  IndexWriterOptions Options() const {
    return {.directory = path_, .fingerprint = "abc", .ram_buffer_mb = 4};
  }
  std::unique_ptr<IndexWriter> Open() {
    auto writer = OpenIndexWriter(Options());
    EXPECT_OK(writer);
    return *std::move(writer);
  }

  const TempDir temp_;
  const std::string path_ = temp_.path() + "/abc-1";
};

TEST_F(IndexWriterTest, ACommitIsFoundAgainWithItsLogPoint) {
  auto writer = Open();
  EXPECT_EQ(writer->committed().position, 0u);
  EXPECT_EQ(writer->committed().entry_time, absl::InfinitePast());
  ASSERT_OK(writer->Upsert(TitledTrial("NCT00000001", "One")));
  const absl::Time time = absl::FromUnixNanos(1577836800123456789);
  ASSERT_OK(writer->Commit({"log-a", 7, time}));
  writer.reset();

  writer = Open();
  EXPECT_EQ(writer->committed().position, 7u);
  EXPECT_EQ(writer->committed().log_id, "log-a");
  EXPECT_EQ(writer->committed().entry_time, time);
  EXPECT_EQ(writer->Statistics().document_count, 1);
  EXPECT_EQ(writer->Statistics().segment_count, 1);
  EXPECT_GT(writer->Statistics().bytes, 0);
  const CommitView reader(path_);
  EXPECT_THAT(reader.Titles(), ElementsAre(Pair("NCT00000001", "One")));
  EXPECT_EQ(reader.CommitData(index_fields::kPosition), "7");
  EXPECT_EQ(reader.CommitData(index_fields::kLogId), "log-a");
  EXPECT_EQ(reader.CommitData(index_fields::kFingerprint), "abc");
}

TEST_F(IndexWriterTest, TheLogPointCanBeReadBesideAWriter) {
  EXPECT_THAT(ReadLogPoint(path_), StatusIs(absl::StatusCode::kNotFound));
  const auto writer = Open();
  EXPECT_THAT(ReadLogPoint(path_), StatusIs(absl::StatusCode::kNotFound));
  ASSERT_OK(writer->Commit({"log-a", 7}));
  const auto point = ReadLogPoint(path_);
  ASSERT_OK(point);
  EXPECT_EQ(point->log_id, "log-a");
  EXPECT_EQ(point->position, 7u);
}

TEST_F(IndexWriterTest, TheNewestUpsertOfAnIdWins) {
  auto writer = Open();
  ASSERT_OK(writer->Upsert(TitledTrial("NCT00000001", "Old")));
  ASSERT_OK(writer->Upsert(TitledTrial("NCT00000001", "Newer")));
  ASSERT_OK(writer->Commit({"log", 2}));
  EXPECT_THAT(CommitView(path_).Titles(), ElementsAre(Pair("NCT00000001", "Newer")));

  ASSERT_OK(writer->Upsert(TitledTrial("NCT00000001", "Newest")));
  ASSERT_OK(writer->Commit({"log", 3}));
  EXPECT_THAT(CommitView(path_).Titles(), ElementsAre(Pair("NCT00000001", "Newest")));
  EXPECT_EQ(writer->Statistics().document_count, 1);
}

TEST_F(IndexWriterTest, APackedTrialBecomesTheSameDocument) {
  const v1::Trial trial = TitledTrial("NCT00000001", "One of Many");
  v1::PackedTrial packed;
  packed.set_id(trial.id());
  packed.set_frames(TrialEncoder().Encode(trial));
  auto writer = Open();
  ASSERT_OK(writer->Upsert(v1::PackedTrial(packed)));
  ASSERT_OK(writer->Commit({"log", 1}));
  const CommitView index(path_);
  EXPECT_THAT(index.Titles(), ElementsAre(Pair("NCT00000001", "One of Many")));
  EXPECT_EQ(index.Positions("many").size(), 1u);
}

TEST_F(IndexWriterTest, ADamagedPackedTrialFailsTheCommit) {
  v1::PackedTrial packed;
  packed.set_id("NCT00000001");
  packed.set_frames(TrialEncoder().Encode(TitledTrial("NCT00000002", "Another")));
  auto writer = Open();
  ASSERT_OK(writer->Upsert(std::move(packed)));
  EXPECT_THAT(writer->Commit({"log", 1}), StatusIs(absl::StatusCode::kDataLoss));
}

TEST_F(IndexWriterTest, ADeletedTrialIsGoneAndMayComeBack) {
  auto writer = Open();
  ASSERT_OK(writer->Upsert(TitledTrial("NCT00000001", "One")));
  ASSERT_OK(writer->Commit({"log", 1}));
  ASSERT_OK(writer->Delete("NCT00000001"));
  ASSERT_OK(writer->Delete("NCT00000009"));
  ASSERT_OK(writer->Commit({"log", 2}));
  EXPECT_THAT(CommitView(path_).Titles(), IsEmpty());
  EXPECT_EQ(writer->Statistics().document_count, 0);

  writer.reset();
  writer = Open();
  ASSERT_OK(writer->Upsert(TitledTrial("NCT00000001", "Again")));
  ASSERT_OK(writer->Commit({"log", 3}));
  EXPECT_THAT(CommitView(path_).Titles(), ElementsAre(Pair("NCT00000001", "Again")));
}

TEST_F(IndexWriterTest, ACommitWithoutDocumentsMovesThePosition) {
  auto writer = Open();
  for (uint64_t position = 1; position <= 5; ++position) {
    ASSERT_OK(writer->Commit({"log", position}));
    EXPECT_EQ(CommitView(path_).CommitData(index_fields::kPosition), absl::StrCat(position));
  }
  ASSERT_OK(writer->Delete("NCT00000009"));
  ASSERT_OK(writer->Commit({"log", 6}));
  EXPECT_EQ(CommitView(path_).CommitData(index_fields::kPosition), "6");
  EXPECT_EQ(writer->Statistics().document_count, 0);
  writer.reset();
  EXPECT_EQ(Open()->Statistics().document_count, 0);
}

TEST_F(IndexWriterTest, WhatWasNotCommittedIsGone) {
  auto writer = Open();
  ASSERT_OK(writer->Upsert(TitledTrial("NCT00000001", "One")));
  ASSERT_OK(writer->Commit({"log", 1}));
  ASSERT_OK(writer->Upsert(TitledTrial("NCT00000001", "Lost")));
  ASSERT_OK(writer->Upsert(TitledTrial("NCT00000002", "Lost")));
  writer.reset();

  writer = Open();
  EXPECT_EQ(writer->committed().position, 1u);
  EXPECT_EQ(writer->Statistics().document_count, 1);
  EXPECT_THAT(CommitView(path_).Titles(), ElementsAre(Pair("NCT00000001", "One")));
}

TEST_F(IndexWriterTest, FilesThatACrashLeftAreRemoved) {
  {
    auto writer = Open();
    ASSERT_OK(writer->Upsert(TitledTrial("NCT00000001", "One")));
    ASSERT_OK(writer->Commit({"log", 1}));
    const auto committed_files = CountFiles(path_);
    // Flushed by size, but never committed.
    for (int i = 0; i < 8; ++i) {
      v1::Trial trial = TitledTrial(absl::StrCat("NCT1000000", i), "Lost");
      for (int j = 0; j < 30000; ++j) {
        absl::StrAppend(trial.mutable_description()->mutable_detailed_description(), " w", i, "x",
                        j);
      }
      ASSERT_OK(writer->Upsert(v1::Trial(trial)));
    }
    // Segments are written in the background.
    while (CountFiles(path_) == committed_files) std::this_thread::yield();
    // What kill -9 leaves: a copy of the directory at this moment.
    std::filesystem::copy(path_, temp_.path() + "/def-1");
  }
  const std::string crashed = temp_.path() + "/def-1";
  IndexWriterOptions options = Options();
  options.directory = crashed;
  const auto before = CountFiles(crashed);
  auto writer = OpenIndexWriter(options);
  ASSERT_OK(writer);
  EXPECT_LT(CountFiles(crashed), before);
  EXPECT_THAT(CommitView(crashed).Titles(), ElementsAre(Pair("NCT00000001", "One")));
  ASSERT_OK((*writer)->Upsert(TitledTrial("NCT00000002", "Two")));
  ASSERT_OK((*writer)->Commit({"log", 2}));
  EXPECT_EQ(CommitView(crashed).Titles().size(), 2u);
}

TEST_F(IndexWriterTest, ASecondWriterIsRefused) {
  const auto writer = Open();
  EXPECT_THAT(OpenIndexWriter(Options()), StatusIs(absl::StatusCode::kFailedPrecondition));
}

TEST_F(IndexWriterTest, AnotherFingerprintIsRefused) {
  ASSERT_OK(Open()->Commit({"log", 1}));
  IndexWriterOptions options = Options();
  options.fingerprint = "def";
  const auto writer = OpenIndexWriter(options);
  EXPECT_THAT(writer, StatusIs(absl::StatusCode::kFailedPrecondition, HasSubstr("abc")));
  EXPECT_EQ(ErrorReason(writer.status()), "FINGERPRINT_MISMATCH");
}

TEST_F(IndexWriterTest, ADamagedIndexIsDataLoss) {
  {
    auto writer = Open();
    ASSERT_OK(writer->Upsert(TitledTrial("NCT00000001", "One")));
    ASSERT_OK(writer->Commit({"log", 1}));
  }
  for (const auto& file : std::filesystem::directory_iterator(path_)) {
    if (file.path().filename().string().rfind("segments_", 0) == 0) {
      std::filesystem::resize_file(file.path(), file.file_size() / 2);
    }
  }
  EXPECT_THAT(OpenIndexWriter(Options()), StatusIs(absl::StatusCode::kDataLoss));
}

TEST_F(IndexWriterTest, APositionThatWouldGoBackIsRefused) {
  auto writer = Open();
  ASSERT_OK(writer->Commit({"log", 5}));
  EXPECT_THAT(writer->Commit({"log", 4}), StatusIs(absl::StatusCode::kInvalidArgument));
  EXPECT_OK(writer->Commit({"log", 5}));
}

TEST_F(IndexWriterTest, ATrialThatCannotBeADocumentLeavesTheWriterUsable) {
  auto writer = Open();
  for (const std::string& id : {std::string(), std::string(65, 'N')}) {
    EXPECT_THAT(writer->Upsert(TitledTrial(id, "Bad")),
                StatusIs(absl::StatusCode::kInvalidArgument));
  }
  ASSERT_OK(writer->Upsert(TitledTrial("NCT00000001", "Good")));
  ASSERT_OK(writer->Commit({"log", 1}));
  EXPECT_THAT(CommitView(path_).Titles(), ElementsAre(Pair("NCT00000001", "Good")));
}

TEST_F(IndexWriterTest, AWordStandsAtItsFieldPlaceAndSite) {
  v1::Trial trial = TitledTrial("NCT00000001", "quokka");
  trial.mutable_conditions()->add_conditions("first quokka");
  trial.mutable_conditions()->add_conditions("quokka");
  for (int i = 0; i < 3; ++i) {
    trial.mutable_contacts_locations()->add_locations()->set_city(i == 1 ? "Perth" : "New Quokka");
  }
  auto writer = Open();
  ASSERT_OK(writer->Upsert(v1::Trial(trial)));
  ASSERT_OK(writer->Commit({"log", 1}));

  const auto at = [](TextField field, uint32_t place, uint32_t flags) {
    return MakePosition(static_cast<uint32_t>(field), place, flags);
  };
  const auto capital = static_cast<uint32_t>(WrittenCase::kCapitalized);
  EXPECT_THAT(CommitView(path_).Positions("quokka"),
              ElementsAre(at(TextField::kBriefTitle, 0, kBeginsValue | kEndsValue),
                          at(TextField::kCondition, 1, kEndsValue),
                          at(TextField::kCondition, 33, kBeginsValue | kEndsValue),
                          at(TextField::kLocationCity, 1, kEndsValue | capital),
                          at(TextField::kLocationCity, 2 * 64 + 1, kEndsValue | capital)));
}

TEST_F(IndexWriterTest, TheHighestFieldsKeepTheirPositions) {
  v1::Trial trial = TitledTrial("NCT00000001", "");
  trial.mutable_ipd_sharing()->set_description("quokka");
  auto writer = Open();
  ASSERT_OK(writer->Upsert(v1::Trial(trial)));
  ASSERT_OK(writer->Commit({"log", 1}));
  EXPECT_THAT(CommitView(path_).Positions("quokka"),
              ElementsAre(MakePosition(static_cast<uint32_t>(TextField::kIpdSharingDescription), 0,
                                       kBeginsValue | kEndsValue)));
}

TEST_F(IndexWriterTest, AWordKeepsHowItIsWrittenAndWhereItsValueEnds) {
  auto writer = Open();
  ASSERT_OK(writer->Upsert(TitledTrial("NCT00000001", "mTOR and PD-L1 of Treated T-cells")));
  ASSERT_OK(writer->Commit({"log", 1}));
  const CommitView reader(path_);
  const auto flags = [&reader](const std::string& term) {
    const std::vector<uint32_t> positions = reader.Positions(term);
    return positions.size() == 1 ? positions[0] & kFlagMask : 99;
  };
  const auto written = [](WrittenCase written_case) { return static_cast<uint32_t>(written_case); };
  EXPECT_EQ(flags("mtor"), kBeginsValue | written(WrittenCase::kOther));
  EXPECT_EQ(flags("=mTOR"), kBeginsValue | written(WrittenCase::kOther));
  EXPECT_EQ(flags("and"), written(WrittenCase::kNormal));
  EXPECT_EQ(flags("pd-l1"), written(WrittenCase::kUpper));
  EXPECT_EQ(flags("treated"), written(WrittenCase::kCapitalized));
  // Other forms are written in no way that could be asked for.
  EXPECT_EQ(flags("pdl1"), written(WrittenCase::kOther));
  EXPECT_EQ(flags("~treat"), written(WrittenCase::kOther));
  // Joined words reach as far as their last.
  EXPECT_EQ(flags("t"), written(WrittenCase::kUpper));
  EXPECT_EQ(flags("cells"), kEndsValue | written(WrittenCase::kNormal));
  EXPECT_EQ(flags("tcells"), kEndsValue | written(WrittenCase::kOther));
}

TEST_F(IndexWriterTest, AWordPastTheLastPlaceIsStillFound) {
  v1::Trial trial = TitledTrial("NCT00000001", "x");
  std::string* text = trial.mutable_description()->mutable_detailed_description();
  for (uint32_t i = 0; i <= kMaxPlace; ++i) text->append("a ");
  text->append("quokka wombat");
  trial.mutable_contacts_locations()->add_locations()->set_city("quokka");
  auto writer = Open();
  ASSERT_OK(writer->Upsert(v1::Trial(trial)));
  ASSERT_OK(writer->Commit({"log", 1}));
  EXPECT_THAT(
      CommitView(path_).Positions("quokka"),
      ElementsAre(MakePosition(static_cast<uint32_t>(TextField::kDetailedDescription), kMaxPlace),
                  MakePosition(static_cast<uint32_t>(TextField::kLocationCity), 0,
                               kBeginsValue | kEndsValue)));
}

TEST_F(IndexWriterTest, WordsThatShareAPlaceKeepTheirOrder) {
  v1::Trial trial = TitledTrial("NCT00000001", "x");
  // All but the first 63 of a city's words share its last place.
  std::string city;
  for (int i = 0; i < 80; ++i) city += i % 2 == 0 ? "Rome " : "romE ";
  trial.mutable_contacts_locations()->add_locations()->set_city(city + "rome");
  auto writer = Open();
  ASSERT_OK(writer->Upsert(v1::Trial(trial)));
  ASSERT_OK(writer->Commit({"log", 1}));
  EXPECT_EQ(CommitView(path_).Positions("rome").size(), 81U);
  EXPECT_EQ(CommitView(path_).Positions("=romE").size(), 40U);
}

TEST_F(IndexWriterTest, IdsAliasesKeywordsAndColumnsAreThere) {
  v1::Trial trial = TitledTrial("NCT00000001", "one two three");
  trial.mutable_identification()->add_aliases("NCT00000005");
  trial.mutable_design()->add_phases(v1::PHASE_PHASE2);
  trial.mutable_design()->mutable_enrollment()->set_count(40);
  auto* point = trial.mutable_contacts_locations()->add_locations()->mutable_geo_point();
  point->set_latitude(-35.5);
  point->set_longitude(149.25);
  auto writer = Open();
  ASSERT_OK(writer->Upsert(v1::Trial(trial)));
  ASSERT_OK(writer->Commit({"log", 1}));

  const CommitView reader(path_);
  EXPECT_EQ(reader.DocFreq(index_fields::kId, "NCT00000001"), 1);
  EXPECT_EQ(reader.DocFreq(index_fields::kAlias, "NCT00000005"), 1);
  EXPECT_EQ(reader.DocFreq(index_fields::kKeyword, "phase=PHASE2"), 1);
  ASSERT_EQ(reader.Rows().size(), 1u);
  const std::string bytes = reader.Rows()[0];
  const auto row = DecodeColumnRow(bytes);
  ASSERT_OK(row);
  EXPECT_EQ(row->id, "NCT00000001");
  EXPECT_EQ(row->columns[static_cast<size_t>(Column::kEnrollment)], ColumnValue(int64_t{40}));
  EXPECT_THAT(row->lengths, Contains(FieldLength{TextField::kBriefTitle, 3}));
  EXPECT_THAT(row->points, ElementsAre(SitePoint{0, -35'500'000, 149'250'000}));
}

TEST_F(IndexWriterTest, MergesGoOnBesideCommits) {
  IndexWriterOptions options = Options();
  options.merge_factor = 2;
  auto opened = OpenIndexWriter(options);
  ASSERT_OK(opened);
  IndexWriter& writer = **opened;
  for (uint64_t i = 1; i <= 30; ++i) {
    v1::Trial trial = TitledTrial(absl::StrCat("NCT", 10000000 + i), "merged");
    for (int j = 0; j < 500; ++j) {
      absl::StrAppend(trial.mutable_description()->mutable_brief_summary(), " word", (i * j) % 97);
    }
    ASSERT_OK(writer.Upsert(v1::Trial(trial)));
    if (i > 8) {
      ASSERT_OK(writer.Delete(absl::StrCat("NCT", 10000000 + i - 8)));
    }
    // Each commit is readable and complete, whatever the merge thread is at.
    ASSERT_OK(writer.Commit({"log", i}));
    ASSERT_EQ(CommitView(path_).Titles().size(), std::min<size_t>(i, 8));
  }
  // A merge may make another one due.
  do {
    ASSERT_OK(writer.WaitForMerges());
    ASSERT_OK(writer.Commit({"log", 30}));
  } while (writer.HasUncommittedMerge());
  EXPECT_LT(writer.Statistics().segment_count, 10);
  EXPECT_EQ(CommitView(path_).Titles().size(), 8u);
}

TEST_F(IndexWriterTest, ACommitDoesNotWaitForAMerge) {
  IndexWriterOptions options = Options();
  options.merge_factor = 2;
  auto opened = OpenIndexWriter(options);
  ASSERT_OK(opened);
  IndexWriter& writer = **opened;
  uint64_t position = 0;
  const auto add_segment = [&] {
    v1::Trial trial = TitledTrial(absl::StrCat("NCT", 10000000 + ++position), "large");
    std::string* text = trial.mutable_description()->mutable_detailed_description();
    for (uint64_t i = 0; i < 50000; ++i) absl::StrAppend(text, " ", position, "x", i);
    ASSERT_OK(writer.Upsert(v1::Trial(trial)));
    ASSERT_OK(writer.Commit({"log", position}));
  };
  bool overtook = false;
  for (int round = 0; round < 5 && !overtook; ++round) {
    add_segment();
    add_segment();  // A merge is due now, and takes far longer than a commit.
    ASSERT_OK(writer.Commit({"log", ++position}));
    ASSERT_OK(writer.WaitForMerges());
    overtook = writer.HasUncommittedMerge();
  }
  EXPECT_TRUE(overtook) << "no merge was still running when a commit had ended";
}

}  // namespace
}  // namespace trialdex
