#include "libs/index/writing/segment_merger.h"

#include <map>
#include <random>
#include <set>
#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "libs/index/reading/byte_input.h"
#include "libs/index/reading/term_cursor.h"
#include "libs/index/writing/inverted_buffer.h"
#include "libs/index/writing/write_postings.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace trialdex {
namespace {

// A document as the test thinks of it.
struct Document {
  std::map<std::string, std::vector<uint32_t>> words;
  std::set<std::string> keywords;
  std::string row;
  std::string stored;
};

// All of a segment, read back: "field term doc" and what is there.
using Content = std::map<std::string, std::string>;

std::string Key(SegmentField field, absl::string_view term, uint64_t doc) {
  return absl::StrCat(static_cast<int>(field), " ", term, " ", doc);
}

Content ContentOf(const std::vector<const Document*>& documents) {
  Content content;
  for (size_t doc = 0; doc < documents.size(); ++doc) {
    for (const auto& [word, positions] : documents[doc]->words) {
      std::string& text = content[Key(SegmentField::kText, word, doc)];
      for (const uint32_t position : positions) absl::StrAppend(&text, position, " ");
    }
    for (const std::string& keyword : documents[doc]->keywords) {
      content[Key(SegmentField::kKeyword, keyword, doc)] = "";
    }
    content[Key(SegmentField::kColumns, "c", doc)] = documents[doc]->row;
    content[Key(SegmentField::kTrial, "", doc)] = documents[doc]->stored;
  }
  return content;
}

Content ContentOf(const SegmentInput& segment) {
  Content content;
  TermCursor cursor(segment);
  ByteInput documents(segment.file(SegmentFile::kDocuments));
  ByteInput positions(segment.file(SegmentFile::kPositions));
  while (cursor.Next()) {
    const PostingsKind kind = InfoOf(cursor.field()).postings;
    documents.Seek(cursor.postings().documents);
    positions.Seek(cursor.postings().positions);
    uint64_t doc = 0;
    uint64_t payload = 0;
    for (uint32_t i = 0; i < cursor.postings().document_frequency; ++i) {
      const uint64_t code = documents.Vint();
      doc += kind == PostingsKind::kDocuments ? code : code >> 1;
      uint64_t frequency = 1;
      if (kind != PostingsKind::kDocuments && (code & 1) == 0) frequency = documents.Vint();
      std::string& text = content[Key(cursor.field(), cursor.text(), doc)];
      uint64_t position = 0;
      for (; kind == PostingsKind::kPositions && frequency > 0; --frequency) {
        position += positions.Vint();
        absl::StrAppend(&text, position, " ");
      }
      if (kind == PostingsKind::kPayloads) {
        if ((positions.Vint() & 1) != 0) payload = positions.Vint();
        text = std::string(positions.Bytes(payload));
      }
    }
  }
  EXPECT_OK(cursor.status());
  EXPECT_TRUE(documents.ok() && positions.ok());
  for (uint32_t doc = 0; doc < segment.doc_count(); ++doc) {
    ByteInput stored(segment.StoredBytes(doc));
    EXPECT_EQ(stored.Vint(), 1u);
    stored.Vint();
    stored.Byte();
    content[Key(SegmentField::kTrial, "", doc)] = std::string(stored.Bytes(stored.Vint()));
  }
  return content;
}

class SegmentMergerTest : public ::testing::Test {
 protected:
  Document RandomDocument() {
    Document document;
    for (int i = 0; i < 30; ++i) {
      uint32_t position = 0;
      auto& positions = document.words[absl::StrCat("w", random_() % 200)];
      positions.clear();
      for (size_t k = 1 + random_() % 4; k > 0; --k) {
        positions.push_back(position += static_cast<uint32_t>(random_()) >> (10 + random_() % 20));
      }
    }
    document.keywords = {"all=of them", absl::StrCat("k=", random_() % 7)};
    document.row = std::string(random_() % 3 * 50, static_cast<char>('a' + random_() % 26));
    document.stored = absl::StrCat("stored ", random_());
    return document;
  }

  SegmentInput Write(const std::string& name, const std::vector<const Document*>& documents) {
    InvertedBuffer buffer;
    SegmentOutput output = SegmentOutput::Compound(temp_.path(), name);
    for (const Document* document : documents) {
      buffer.BeginDocument();
      for (const auto& [word, positions] : document->words) {
        for (const uint32_t position : positions) buffer.Add(SegmentField::kText, word, position);
      }
      for (const std::string& keyword : document->keywords) {
        buffer.Add(SegmentField::kKeyword, keyword, 0);
      }
      buffer.AddPayload(SegmentField::kColumns, "c", document->row);
      buffer.EndDocument();
      output.AddStored("", document->stored);
    }
    WritePostings(buffer, output);
    EXPECT_OK(output.Finish());
    return *SegmentInput::Open(temp_.path(), name, true, static_cast<uint32_t>(documents.size()));
  }

  const TempDir temp_;
  std::mt19937 random_{11};
};

TEST_F(SegmentMergerTest, ASegmentIsReadBackAsItWasWritten) {
  std::vector<Document> documents;
  for (int i = 0; i < 300; ++i) documents.push_back(RandomDocument());
  std::vector<const Document*> all;
  for (const Document& document : documents) all.push_back(&document);
  EXPECT_EQ(ContentOf(Write("_0", all)), ContentOf(all));
}

TEST_F(SegmentMergerTest, AMergeIsTheSegmentOfWhatIsNotDeleted) {
  std::vector<Document> documents;
  for (int i = 0; i < 500; ++i) documents.push_back(RandomDocument());
  std::vector<SegmentInput> segments;
  std::vector<DocSet> deleted;
  std::vector<const Document*> kept;
  const std::vector<size_t> sizes = {200, 1, 299};
  size_t next = 0;
  for (size_t i = 0; i < sizes.size(); ++i) {
    std::vector<const Document*> part;
    DocSet& gone = deleted.emplace_back(static_cast<uint32_t>(sizes[i]));
    for (uint32_t doc = 0; doc < sizes[i]; ++doc) {
      part.push_back(&documents[next++]);
      if (i != 1 && random_() % 3 == 0) {
        gone.Add(doc);
      } else {
        kept.push_back(part.back());
      }
    }
    segments.push_back(Write(absl::StrCat("_", i), part));
  }
  std::vector<MergeInput> inputs;
  for (size_t i = 0; i < segments.size(); ++i) inputs.push_back({&segments[i], &deleted[i]});
  inputs[1].deleted = nullptr;
  for (const bool compound : {true, false}) {
    const std::string name = compound ? "_a" : "_b";
    auto output = compound ? SegmentOutput::Compound(temp_.path(), name)
                           : *SegmentOutput::Apart(temp_.path(), name);
    ASSERT_OK(MergeSegments(inputs, NumberDocuments(inputs), false, output));
    const auto merged =
        SegmentInput::Open(temp_.path(), name, compound, static_cast<uint32_t>(kept.size()));
    ASSERT_OK(merged);
    EXPECT_EQ(ContentOf(*merged), ContentOf(kept));
  }
}

TEST_F(SegmentMergerTest, AMergeHasTheBytesOfASegmentWrittenAtOnce) {
  std::vector<Document> documents;
  for (int i = 0; i < 700; ++i) documents.push_back(RandomDocument());
  // Whole, with a deletion, alone, and larger than two levels of skips.
  const std::vector<size_t> sizes = {40, 50, 1, 609};
  std::vector<SegmentInput> segments;
  std::vector<const Document*> kept;
  DocSet gone(50);
  gone.Add(7);
  size_t next = 0;
  for (size_t i = 0; i < sizes.size(); ++i) {
    std::vector<const Document*> part;
    for (uint32_t doc = 0; doc < sizes[i]; ++doc) {
      part.push_back(&documents[next++]);
      if (i != 1 || !gone.Contains(doc)) kept.push_back(part.back());
    }
    segments.push_back(Write(absl::StrCat("_", i), part));
  }
  std::vector<MergeInput> inputs;
  for (const SegmentInput& segment : segments) inputs.push_back({&segment, nullptr});
  inputs[1].deleted = &gone;
  auto output = SegmentOutput::Compound(temp_.path(), "_a");
  ASSERT_OK(MergeSegments(inputs, NumberDocuments(inputs), false, output));
  const auto merged =
      SegmentInput::Open(temp_.path(), "_a", true, static_cast<uint32_t>(kept.size()));
  ASSERT_OK(merged);
  const SegmentInput at_once = Write("_b", kept);
  for (size_t i = 0; i < kSegmentExtensions.size(); ++i) {
    const auto which = static_cast<SegmentFile>(i);
    EXPECT_TRUE(merged->file(which) == at_once.file(which)) << kSegmentExtensions[i];
  }
}

TEST_F(SegmentMergerTest, ACancelledMergeSaysSo) {
  const Document document = RandomDocument();
  const SegmentInput segment = Write("_0", {&document});
  const std::vector<MergeInput> inputs = {{&segment, nullptr}};
  SegmentOutput output = SegmentOutput::Compound(temp_.path(), "_1");
  EXPECT_THAT(MergeSegments(inputs, NumberDocuments(inputs), true, output),
              StatusIs(absl::StatusCode::kCancelled));
}

}  // namespace
}  // namespace trialdex
