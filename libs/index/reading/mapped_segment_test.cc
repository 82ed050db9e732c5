#include "libs/index/reading/mapped_segment.h"

#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/index/index_fields.h"
#include "libs/index/index_writer.h"
#include "libs/index/lucene/guard.h"
#include "libs/index/positions/position.h"
#include "libs/index/writing/inverted_buffer.h"
#include "libs/index/writing/segment_output.h"
#include "libs/index/writing/write_postings.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

struct FieldName {
  TermField field;
  const wchar_t* name;
};
const std::vector<FieldName> kFields = {{TermField::kId, index_fields::kId},
                                        {TermField::kAlias, index_fields::kAlias},
                                        {TermField::kKeyword, index_fields::kKeyword},
                                        {TermField::kText, index_fields::kText}};

// Words of very unequal frequency: long posting lists and short ones, with numbers of
// one, two and three bytes between documents and positions; now and then a long one.
v1::Trial RandomTrial(size_t number, std::mt19937& random) {
  v1::Trial trial;
  trial.set_id(absl::StrCat("NCT", 10000000 + number));
  std::string text;
  for (int i = 0; i < 200; ++i) {
    absl::StrAppend(&text, "w", random() % (1 + random() % 3000), " ");
  }
  trial.mutable_identification()->set_brief_title(text);
  if (random() % 2 == 0) trial.mutable_identification()->add_aliases(absl::StrCat("A", number));
  trial.mutable_description()->set_brief_summary(text);
  for (size_t i = random() % 3; i > 0; --i) {
    trial.mutable_contacts_locations()->add_locations()->set_city(
        std::string(1 + random() % 3000, static_cast<char>('a' + random() % 26)));
  }
  return trial;
}

// Where a term stands.
using PositionsByDoc = std::map<uint32_t, std::vector<uint32_t>>;

PositionsByDoc AllPositions(const SegmentFiles& files, const std::string& term) {
  PositionsByDoc all;
  const auto cursor = files.OpenPositions(term);
  EXPECT_OK(cursor);
  for (uint32_t doc = 0; doc < files.doc_count(); ++doc) {
    const absl::Span<const uint32_t> positions = (*cursor)->Read(doc);
    if (!positions.empty()) all[doc] = {positions.begin(), positions.end()};
  }
  EXPECT_OK((*cursor)->status());
  return all;
}

// Reads some documents only, some of them twice, near and far apart.
void ExpectSomePositions(const SegmentFiles& files, const std::string& term,
                         const PositionsByDoc& all, std::mt19937& random) {
  const auto cursor = files.OpenPositions(term);
  ASSERT_OK(cursor);
  const uint32_t stride = 1 + static_cast<uint32_t>(random()) % files.doc_count();
  for (uint32_t doc = static_cast<uint32_t>(random()) % stride; doc < files.doc_count();
       doc += static_cast<uint32_t>(random()) % stride) {
    const absl::Span<const uint32_t> positions = (*cursor)->Read(doc);
    const auto expected = all.find(doc);
    ASSERT_EQ(std::vector<uint32_t>(positions.begin(), positions.end()),
              expected == all.end() ? std::vector<uint32_t>() : expected->second)
        << term << " in " << doc;
    if (stride == 1) ++doc;
  }
  ASSERT_OK((*cursor)->status());
}

class Reference {
 public:
  explicit Reference(Lucene::SegmentReaderPtr reader) : reader_(std::move(reader)) {}

  // All terms of a field, with their document frequencies.
  std::map<std::string, uint32_t> Terms(const wchar_t* field) const {
    std::map<std::string, uint32_t> found;
    const auto terms = reader_->terms(TermOf(field, ""));
    for (auto term = terms->term(); term && term->field() == field;
         term = terms->next() ? terms->term() : Lucene::TermPtr()) {
      found[lucene::FromWide(term->text())] = static_cast<uint32_t>(terms->docFreq());
    }
    return found;
  }
  // Documents that are not deleted.
  std::vector<uint32_t> LiveDocs(const wchar_t* field, const std::string& term) const {
    std::vector<uint32_t> docs;
    const auto found = reader_->termDocs(TermOf(field, term));
    while (found->next()) docs.push_back(static_cast<uint32_t>(found->doc()));
    return docs;
  }
  // Of those.
  PositionsByDoc LivePositions(const std::string& term) const {
    PositionsByDoc positions;
    const auto found = reader_->termPositions(TermOf(index_fields::kText, term));
    while (found->next()) {
      std::vector<uint32_t>& of_doc = positions[static_cast<uint32_t>(found->doc())];
      for (int32_t i = 0; i < found->freq(); ++i) {
        of_doc.push_back(static_cast<uint32_t>(found->nextPosition()));
      }
    }
    return positions;
  }
  std::map<uint32_t, std::string> LiveRows() const {
    std::map<uint32_t, std::string> rows;
    const auto found =
        reader_->termPositions(TermOf(index_fields::kColumns, index_fields::kColumnTerm));
    while (found->next()) {
      found->nextPosition();
      const auto size = static_cast<size_t>(found->getPayloadLength());
      const Lucene::ByteArray bytes = found->getPayload(Lucene::ByteArray(), 0);
      rows[static_cast<uint32_t>(found->doc())] =
          std::string(reinterpret_cast<const char*>(bytes.get()), size);
    }
    return rows;
  }
  std::string Stored(uint32_t doc, const wchar_t* field) const {
    const Lucene::ByteArray bytes =
        reader_->document(static_cast<int32_t>(doc))->getBinaryValue(field);
    return std::string(reinterpret_cast<const char*>(bytes.get()),
                       static_cast<size_t>(bytes.size()));
  }
  bool IsDeleted(uint32_t doc) const { return reader_->isDeleted(static_cast<int32_t>(doc)); }
  uint32_t doc_count() const { return static_cast<uint32_t>(reader_->maxDoc()); }

 private:
  static Lucene::TermPtr TermOf(const wchar_t* field, const std::string& text) {
    return Lucene::newLucene<Lucene::Term>(Lucene::String(field), *lucene::ToWide(text));
  }

  const Lucene::SegmentReaderPtr reader_;
};

class MappedSegmentTest : public testing::Test {
 protected:
  std::vector<Reference> References() const {
    std::vector<Reference> references;
    const auto reader = Lucene::IndexReader::open(
        Lucene::newLucene<Lucene::MMapDirectory>(*lucene::ToWide(temp_.path())), true);
    for (const auto& child : reader->getSequentialSubReaders()) {
      references.emplace_back(boost::dynamic_pointer_cast<Lucene::SegmentReader>(child));
    }
    return references;
  }

  static PositionsByDoc Live(PositionsByDoc positions, const DocSet* deleted) {
    for (auto at = positions.begin(); at != positions.end();) {
      at = deleted != nullptr && deleted->Contains(at->first) ? positions.erase(at) : ++at;
    }
    return positions;
  }

  // Counts without positions are those that positions have.
  static void ExpectCounted(const SegmentFiles& files, const std::string& term,
                            const PositionsByDoc& positions) {
    for (const OccurrenceFilter filter : {OccurrenceFilter{}, {kBeginsValue, kBeginsValue}}) {
      std::map<std::pair<uint32_t, uint32_t>, uint32_t> expected;
      for (const auto& [doc, of_doc] : positions) {
        for (const uint32_t position : of_doc) {
          if (filter.Passes(position)) ++expected[{doc, FieldOfPosition(position)}];
        }
      }
      std::map<std::pair<uint32_t, uint32_t>, uint32_t> counted;
      std::vector<std::pair<uint32_t, uint32_t>> order;
      const auto add = [&](absl::Span<const FieldCount> counts) {
        for (const FieldCount& of : counts) {
          order.emplace_back(of.doc, of.field);
          counted[order.back()] = of.count;
        }
      };
      ASSERT_OK(files.CountOccurrences(term, filter, add));
      EXPECT_TRUE(std::is_sorted(order.begin(), order.end())) << term;
      ASSERT_EQ(counted, expected) << term;
    }
  }

  void ExpectSame(const IndexCommit::Segment& segment, const Reference& reference) {
    const SegmentFiles& files = *segment.files;
    ASSERT_EQ(files.doc_count(), reference.doc_count());
    const auto live = [&](const std::vector<uint32_t>& docs) {
      std::vector<uint32_t> kept;
      for (const uint32_t doc : docs) {
        if (segment.deleted == nullptr || !segment.deleted->Contains(doc)) kept.push_back(doc);
      }
      return kept;
    };
    for (const FieldName& field : kFields) {
      std::map<std::string, uint32_t> terms;
      ASSERT_OK(files.ForEachTermDocs(
          field.field, "", [&](absl::string_view term, absl::Span<const uint32_t> docs) {
            terms[std::string(term)] = static_cast<uint32_t>(docs.size());
            return true;
          }));
      ASSERT_EQ(terms, reference.Terms(field.name));
      terms_seen_ += terms.size();
      for (const auto& [term, frequency] : terms) {
        ASSERT_EQ(*files.DocumentFrequency(field.field, term), frequency) << term;
        ASSERT_EQ(live(*files.Docs(field.field, term)), reference.LiveDocs(field.name, term));
        // Neighbours that are not there.
        for (const std::string& other : {term + '\1', term.substr(0, term.size() - 1) + '\1'}) {
          ASSERT_EQ(*files.DocumentFrequency(field.field, other), terms.count(other) > 0 ? 1 : 0);
        }
        if (field.field != TermField::kText) continue;
        const PositionsByDoc positions = AllPositions(files, term);
        ExpectSomePositions(files, term, positions, random_);
        ASSERT_EQ(Live(positions, segment.deleted.get()), reference.LivePositions(term)) << term;
        ExpectCounted(files, term, positions);
      }
    }
    std::map<uint32_t, std::string> rows;
    ASSERT_OK(files.ForEachColumnRow([&](uint32_t doc, absl::string_view bytes) {
      if (!reference.IsDeleted(doc)) rows[doc] = std::string(bytes);
      return absl::OkStatus();
    }));
    EXPECT_EQ(rows, reference.LiveRows());
    for (uint32_t doc = 0; doc < files.doc_count(); ++doc) {
      ASSERT_EQ(segment.deleted != nullptr && segment.deleted->Contains(doc),
                reference.IsDeleted(doc));
      if (reference.IsDeleted(doc)) continue;
      EXPECT_EQ(*files.Stored(doc, StoredField::kTrial),
                reference.Stored(doc, index_fields::kTrial));
      EXPECT_EQ(*files.Stored(doc, StoredField::kSummary),
                reference.Stored(doc, index_fields::kSummary));
    }
  }

  const TempDir temp_;
  std::mt19937 random_{11};
  size_t terms_seen_ = 0;
};

TEST_F(MappedSegmentTest, AgreesWithLucenesOwnReaderOnEverything) {
  // A buffer that one commit overflows, and segments that merge.
  IndexWriterOptions options;
  options.directory = temp_.path();
  options.fingerprint = "test";
  auto writer = OpenIndexWriter(options);
  ASSERT_OK(writer);
  const auto commits = OpenCommits(temp_.path());
  std::mt19937 random(1);
  for (uint64_t commit = 1; commit <= 6; ++commit) {
    for (int i = 0; i < 60; ++i) ASSERT_OK((*writer)->Upsert(RandomTrial(random() % 200, random)));
    ASSERT_OK((*writer)->Commit({"log", commit}));
    const auto newest = commits->ReadNewest();
    ASSERT_OK(newest);
    const std::vector<Reference> references = References();
    ASSERT_EQ((*newest)->segments.size(), references.size());
    for (size_t i = 0; i < references.size(); ++i) {
      ExpectSame((*newest)->segments[i], references[i]);
    }
  }
  EXPECT_GT(terms_seen_, 10000u);
}

TEST_F(MappedSegmentTest, FilesApartReadAsOneCompoundFile) {
  for (const bool compound : {true, false}) {
    const std::string name = compound ? "_a" : "_b";
    SegmentOutput output = compound ? SegmentOutput::Compound(temp_.path(), name)
                                    : *SegmentOutput::Apart(temp_.path(), name);
    InvertedBuffer buffer;
    buffer.BeginDocument();
    // More than one stretch of the dictionary, and a term that is longer than all others.
    const std::string longest(InvertedBuffer::kMaxTermBytes, 'z');
    for (int i = 0; i < 300; ++i) buffer.Add(SegmentField::kText, absl::StrCat("w", i), 16);
    buffer.Add(SegmentField::kText, longest, 32);
    buffer.AddPayload(SegmentField::kColumns, "c", "row");
    buffer.EndDocument();
    output.AddStored("summary", "trial");
    WritePostings(buffer, output);
    ASSERT_OK(output.Finish());

    const auto files = OpenMappedSegment(temp_.path(), name, compound, 1);
    ASSERT_OK(files);
    EXPECT_EQ(*(*files)->Stored(0, StoredField::kSummary), "summary");
    EXPECT_EQ(*(*files)->Stored(0, StoredField::kTrial), "trial");
    for (int i = 0; i < 300; ++i) {
      EXPECT_THAT(AllPositions(**files, absl::StrCat("w", i)),
                  ElementsAre(Pair(0, ElementsAre(16))));
    }
    EXPECT_THAT(AllPositions(**files, longest), ElementsAre(Pair(0, ElementsAre(32))));
    EXPECT_THAT(AllPositions(**files, longest + "z"), IsEmpty());
    EXPECT_THAT(AllPositions(**files, ""), IsEmpty());
  }
}

TEST_F(MappedSegmentTest, PositionsAreReadOverSkipListsOfSeveralLevels) {
  constexpr uint32_t kDocs = 20000;
  SegmentOutput output = SegmentOutput::Compound(temp_.path(), "_0");
  InvertedBuffer buffer;
  std::map<std::string, PositionsByDoc> expected;
  for (uint32_t doc = 0; doc < kDocs; ++doc) {
    buffer.BeginDocument();
    for (const uint32_t share : {1U, 3U, 40U, 1300U}) {
      if (random_() % share != 0) continue;
      const std::string term = absl::StrCat("one in ", share);
      uint32_t position = 0;
      for (size_t i = 1 + random_() % 5 * (random_() % 4); i > 0; --i) {
        position += 16 * (1 + static_cast<uint32_t>(random_() % (i % 2 == 0 ? 20000 : 5)));
        buffer.Add(SegmentField::kText, term, position);
        expected[term][doc].push_back(position);
      }
    }
    buffer.EndDocument();
    output.AddStored("summary", "trial");
  }
  WritePostings(buffer, output);
  ASSERT_OK(output.Finish());
  const auto files = OpenMappedSegment(temp_.path(), "_0", true, kDocs);
  ASSERT_OK(files);
  ASSERT_EQ(expected.size(), 4u);
  for (const auto& [term, positions] : expected) {
    ASSERT_EQ(AllPositions(**files, term), positions);
    for (int i = 0; i < 200; ++i) ExpectSomePositions(**files, term, positions, random_);
  }
}

TEST_F(MappedSegmentTest, ASegmentWithoutTermsHasNone) {
  SegmentOutput output = SegmentOutput::Compound(temp_.path(), "_0");
  InvertedBuffer buffer;
  WritePostings(buffer, output);
  ASSERT_OK(output.Finish());
  const auto files = OpenMappedSegment(temp_.path(), "_0", true, 0);
  ASSERT_OK(files);
  EXPECT_THAT(*(*files)->DocumentFrequency(TermField::kText, "a"), 0u);
  EXPECT_OK((*files)->ForEachTerm(TermField::kText, "", [](absl::string_view, uint32_t) {
    ADD_FAILURE() << "a term";
    return true;
  }));
}

}  // namespace
}  // namespace trialdex
