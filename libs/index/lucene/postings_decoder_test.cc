#include "libs/index/lucene/postings_decoder.h"

#include <random>
#include <string>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "libs/index/index_fields.h"
#include "libs/index/index_writer.h"
#include "libs/index/lucene/guard.h"
#include "tests/support/status_matchers.h"
#include "tests/support/temp_dir.h"

namespace trialdex::lucene {
namespace {

// Words of very unequal frequency: long posting lists and short ones, with
// numbers of one, two and three bytes between documents and positions.
v1::Trial RandomTrial(int number, std::mt19937& random) {
  v1::Trial trial;
  trial.set_id(absl::StrCat("NCT", 10000000 + number));
  std::string text;
  for (int i = 0; i < 200; ++i) {
    absl::StrAppend(&text, "w", random() % (1 + random() % 3000), " ");
  }
  trial.mutable_identification()->set_brief_title(text);
  trial.mutable_description()->set_brief_summary(text);
  return trial;
}

// What Lucene++'s own reader says.
PositionPostings ReadSlowly(Lucene::SegmentReader& reader, const Lucene::TermPtr& term) {
  PositionPostings postings;
  const auto positions = reader.termPositions();
  positions->seek(term);
  while (positions->next()) {
    postings.docs.push_back(static_cast<uint32_t>(positions->doc()));
    for (int32_t i = 0; i < positions->freq(); ++i) {
      postings.positions.push_back(static_cast<uint32_t>(positions->nextPosition()));
    }
    postings.ends.push_back(static_cast<uint32_t>(postings.positions.size()));
  }
  return postings;
}

TEST(PostingsDecoderTest, AgreesWithLucenesOwnReaderOnEveryTerm) {
  const TempDir temp;
  IndexWriterOptions options;
  options.directory = temp.path();
  options.fingerprint = "test";
  auto writer = OpenIndexWriter(options);
  ASSERT_OK(writer);
  std::mt19937 random(1);
  for (int i = 0; i < 400; ++i) ASSERT_OK((*writer)->Upsert(RandomTrial(i, random)));
  ASSERT_OK((*writer)->Commit({"log", 1}));

  const auto reader = Lucene::IndexReader::open(
      Lucene::newLucene<Lucene::MMapDirectory>(*ToWide(temp.path())), true);
  int terms_seen = 0;
  for (const auto& child : reader->getSequentialSubReaders()) {
    const auto segment = boost::dynamic_pointer_cast<Lucene::SegmentReader>(child);
    const auto terms = segment->terms(
        Lucene::newLucene<Lucene::Term>(Lucene::String(index_fields::kText), Lucene::String()));
    for (auto term = terms->term(); term && term->field() == index_fields::kText;
         term = terms->next() ? terms->term() : Lucene::TermPtr()) {
      PositionPostings postings;
      ASSERT_OK(DecodePostings(segment, term, postings));
      const PositionPostings expected = ReadSlowly(*segment, term);
      ASSERT_EQ(postings.docs, expected.docs) << FromWide(term->text());
      ASSERT_EQ(postings.ends, expected.ends) << FromWide(term->text());
      ASSERT_EQ(postings.positions, expected.positions) << FromWide(term->text());
      ++terms_seen;
    }
    PositionPostings none;
    ASSERT_OK(DecodePostings(segment,
                             Lucene::newLucene<Lucene::Term>(Lucene::String(index_fields::kText),
                                                             Lucene::String(L"not there")),
                             none));
    EXPECT_TRUE(none.docs.empty());
  }
  EXPECT_GT(terms_seen, 1000);
}

}  // namespace
}  // namespace trialdex::lucene
