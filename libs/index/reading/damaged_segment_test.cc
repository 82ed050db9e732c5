#include <algorithm>
#include <cstdint>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "libs/index/byte_cache.h"
#include "libs/index/columns/column_row.h"
#include "libs/index/positions/position.h"
#include "libs/index/reading/mapped_segment.h"
#include "libs/index/segment.h"
#include "libs/index/writing/inverted_buffer.h"
#include "libs/index/writing/segment_output.h"
#include "libs/index/writing/write_postings.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace trialdex {
namespace {

constexpr uint32_t kDocCount = 40;

// Reads a segment whose bytes are not what was written.
class DamagedSegmentTest : public testing::Test {
 protected:
  DamagedSegmentTest() {
    Write(SegmentOutput::Compound(temp_.path(), "_0"));
    Write(*SegmentOutput::Apart(temp_.path(), "_1"));
  }

  void Write(SegmentOutput output) {
    InvertedBuffer buffer;
    std::string row;
    for (uint32_t doc = 0; doc < kDocCount; ++doc) {
      buffer.BeginDocument();
      const std::string id = absl::StrCat("T", doc);
      buffer.Add(SegmentField::kId, id, 0);
      for (uint32_t i = 0; i < 20; ++i) {
        buffer.Add(SegmentField::kText, absl::StrCat("w", random_() % 300),
                   MakePosition(3, i * 50));
      }
      buffer.Add(SegmentField::kText, "every", MakePosition(4, 7));
      buffer.Add(SegmentField::kKeyword, absl::StrCat("phase=PHASE", doc % 3), 0);
      buffer.Add(SegmentField::kKeyword, std::string("country=china\0China", 19), 0);
      EncodeColumnRow({id, {}, {{static_cast<TextField>(3), 20}}, {{0, 1, 2}}}, &row);
      buffer.AddPayload(SegmentField::kColumns, "c", row);
      buffer.EndDocument();
      output.AddStored("summary", "trial");
    }
    WritePostings(buffer, output);
    EXPECT_OK(output.Finish());
  }

  // Asks everything of the segment of a file that reads as `bytes`. What it answers is not
  // looked at: that it does answer is the test. True if nothing was found wrong.
  bool ReadWith(const std::string& file, const std::string& bytes) {
    std::ofstream(PathOf(file), std::ios::binary) << bytes;
    const bool compound = file[1] == '0';
    auto files = OpenMappedSegment(temp_.path(), file.substr(0, 2), compound, kDocCount);
    absl::Status status = files.status();
    if (status.ok()) status = ReadSegment(*files);
    EXPECT_TRUE(status.ok() || absl::IsDataLoss(status)) << status;
    return status.ok();
  }

  std::string PathOf(const std::string& file) const { return temp_.path() + "/" + file; }

  std::string Read(const std::string& file) const {
    std::ifstream in(PathOf(file), std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  absl::Status ReadSegment(const std::shared_ptr<const SegmentFiles>& files) {
    absl::Status status;
    for (const TermField field :
         {TermField::kId, TermField::kAlias, TermField::kKeyword, TermField::kText}) {
      status.Update(files->DocumentFrequency(field, "w150").status());
      status.Update(files->Docs(field, "every").status());
      status.Update(files->DocsWithPrefix(field, "w1").status());
      std::vector<std::string> terms;
      const auto collect = [&terms](absl::string_view term, uint32_t) {
        terms.emplace_back(term);
        return true;
      };
      status.Update(files->ForEachTerm(field, "", collect));
      if (field != TermField::kText) continue;
      for (const std::string& term : terms) {
        const auto positions = files->OpenPositions(term);
        status.Update(positions.status());
        if (!positions.ok()) continue;
        for (uint32_t doc = 0; doc < kDocCount; doc += 1 + doc % 7) (*positions)->Read(doc);
        status.Update((*positions)->status());
      }
    }
    for (uint32_t doc = 0; doc < kDocCount; ++doc) {
      status.Update(files->Stored(doc, StoredField::kTrial).status());
    }
    ByteCache cache(1 << 20);
    const auto segment = Segment::Load(files, cache);
    status.Update(segment.status());
    if (!segment.ok()) return status;
    for (const absl::string_view word : {"every", "w0", "w299", "w150"}) {
      status.Update(files->CountOccurrences(word, {}, [](absl::Span<const FieldCount>) {}));
    }
    for (const KeywordField field : {KeywordField::kPhase, KeywordField::kCountry}) {
      status.Update((*segment)->Ordinals(field).status());
    }
    return status;
  }

  const TempDir temp_;
  std::mt19937 random_{5};
  const std::vector<std::string> files_ = {"_0.cfs", "_1.fnm", "_1.fdt", "_1.fdx",
                                           "_1.tis", "_1.tii", "_1.frq", "_1.prx"};
};

TEST_F(DamagedSegmentTest, PositionsThatGoRoundAreDamage) {
  {
    SegmentOutput output = *SegmentOutput::Apart(temp_.path(), "_2");
    InvertedBuffer buffer;
    buffer.BeginDocument();
    for (uint32_t i = 0; i < 20; ++i) {
      buffer.Add(SegmentField::kText, "first", MakePosition(3, i * 50));
      buffer.Add(SegmentField::kText, "second", MakePosition(3, i * 50 + 1));
    }
    buffer.EndDocument();
    output.AddStored("summary", "trial");
    WritePostings(buffer, output);
    ASSERT_OK(output.Finish());
  }
  // The first position is the last of 64 bits; with the next it is a small one again.
  const std::string bytes = Read("_2.prx");
  std::ofstream(PathOf("_2.prx"), std::ios::binary)
      << std::string(9, '\xff') << '\x01' << bytes.substr(10);
  const auto files = *OpenMappedSegment(temp_.path(), "_2", /*compound=*/false, 1);
  const auto positions = *files->OpenPositions("first");
  EXPECT_TRUE(positions->Read(0).empty());
  EXPECT_THAT(positions->status(), StatusIs(absl::StatusCode::kDataLoss));
}

TEST_F(DamagedSegmentTest, WhatIsIntactIsRead) {
  for (const std::string& file : files_) EXPECT_TRUE(ReadWith(file, Read(file))) << file;
}

TEST_F(DamagedSegmentTest, ATruncatedFileIsFoundToBeDamaged) {
  for (const std::string& file : files_) {
    const std::string intact = Read(file);
    for (int i = 0; i < 40; ++i) {
      const size_t size = i < 20 ? static_cast<size_t>(i) : random_() % intact.size();
      EXPECT_FALSE(ReadWith(file, intact.substr(0, size))) << file << " of " << size;
    }
    EXPECT_TRUE(ReadWith(file, intact));
  }
}

TEST_F(DamagedSegmentTest, WrongBytesCrashNothing) {
  int found = 0;
  for (const std::string& file : files_) {
    const std::string intact = Read(file);
    for (int i = 0; i < 120; ++i) {
      std::string damaged = intact;
      for (size_t k = 0; k < 1 + random_() % 3; ++k) {
        damaged[random_() % std::min(damaged.size(), i % 2 == 0 ? damaged.size() : 64)] =
            static_cast<char>(i % 3 == 0 ? 0xFF : random_());
      }
      found += ReadWith(file, damaged) ? 0 : 1;
    }
    EXPECT_TRUE(ReadWith(file, intact));
  }
  EXPECT_GT(found, 100);
}

}  // namespace
}  // namespace trialdex
