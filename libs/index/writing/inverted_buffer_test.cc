#include "libs/index/writing/inverted_buffer.h"

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "libs/index/reading/byte_input.h"

namespace trialdex {
namespace {

// Positions by document, by field and text.
using Terms =
    std::map<std::pair<SegmentField, std::string>, std::map<uint32_t, std::vector<uint32_t>>>;

// Positions of `term` by document; of a field without positions, none.
std::map<uint32_t, std::vector<uint32_t>> Postings(const InvertedBuffer& buffer,
                                                   const BufferedTerm& term) {
  std::map<uint32_t, std::vector<uint32_t>> postings;
  std::string scratch;
  ByteInput in(buffer.arena().Contents(term.postings, scratch));
  uint64_t doc = 0;
  while (!in.AtEnd()) {
    const uint64_t code = in.Vint();
    if (InfoOf(term.key.field).postings == PostingsKind::kDocuments) {
      doc += code;
      postings[static_cast<uint32_t>(doc)] = {};
      continue;
    }
    doc += code >> 1;
    uint64_t position = 0;
    for (uint64_t left = (code & 1) != 0 ? 1 : in.Vint(); left > 0; --left) {
      position += in.Vint();
      postings[static_cast<uint32_t>(doc)].push_back(static_cast<uint32_t>(position));
    }
  }
  EXPECT_TRUE(in.ok());
  EXPECT_EQ(postings.size(), term.document_frequency);
  return postings;
}

// In the order in which the buffer has them, which has to be that of the map.
void ExpectTerms(const InvertedBuffer& buffer, const Terms& expected) {
  const std::vector<const BufferedTerm*> sorted = buffer.Sorted();
  ASSERT_EQ(sorted.size(), expected.size());
  auto next = expected.begin();
  for (const BufferedTerm* term : sorted) {
    EXPECT_EQ(term->key.field, next->first.first);
    EXPECT_EQ(buffer.text(*term), next->first.second);
    EXPECT_EQ(Postings(buffer, *term), next->second) << next->first.second;
    ++next;
  }
}

// Words of one to forty bytes; every third is its own stem, two have one together.
std::string Word(uint32_t number) {
  return std::string(number % 4 * (number % 11), 'w') + absl::StrCat(number);
}
std::string Stem(uint32_t number) {
  return number % 3 == 0 ? "" : absl::StrCat("~", Word(number - number % 3));
}

TEST(InvertedBufferTest, HoldsEachTermOnceWithAllItsPlacesAndThoseOfItsStem) {
  std::mt19937 random(5);
  InvertedBuffer buffer;
  for (int round = 0; round < 2; ++round) {
    Terms expected;
    std::map<std::string, std::string> stems;
    for (uint32_t i = 0; i < 3000; ++i) stems[Word(i)] = Stem(i);
    for (uint32_t doc = 0; doc < 300; ++doc) {
      buffer.BeginDocument();
      uint32_t position = 0;
      // A few documents are far longer than the others.
      for (size_t left = doc % 100 == 7 ? 20000 : random() % 300; left > 0; --left) {
        position += static_cast<uint32_t>(random()) >> (16 + random() % 16);
        const auto number = static_cast<uint32_t>(random() % 3000 * (random() % 3000) / 3000);
        const bool stemmed = random() % 5 != 0;
        const uint32_t stem_position = stemmed ? position | 1 : 0;
        buffer.Add(SegmentField::kText, Word(number), position, stem_position);
        expected[{SegmentField::kText, Word(number)}][doc].push_back(position);
        if (stemmed && !Stem(number).empty()) {
          expected[{SegmentField::kText, Stem(number)}][doc].push_back(stem_position);
        }
      }
      for (const char* keyword : {"a", "a", "b"}) buffer.Add(SegmentField::kKeyword, keyword, 0);
      expected[{SegmentField::kKeyword, "a"}][doc] = {};
      expected[{SegmentField::kKeyword, "b"}][doc] = {};
      buffer.EndDocument(
          [&stems](absl::string_view word) { return absl::string_view(stems[std::string(word)]); });
    }
    for (auto& [term, postings] : expected) {
      for (auto& [doc, positions] : postings) std::sort(positions.begin(), positions.end());
    }
    ExpectTerms(buffer, expected);
    buffer.Clear();
  }
}

TEST(InvertedBufferTest, APositionThatGoesBackCountsAsTheOneBefore) {
  InvertedBuffer buffer;
  buffer.BeginDocument();
  for (const uint32_t position : {7, 3, 9}) buffer.Add(SegmentField::kText, "w", position);
  buffer.EndDocument();
  ExpectTerms(buffer, {{{SegmentField::kText, "w"}, {{0, {7, 7, 9}}}}});
}

TEST(InvertedBufferTest, PayloadsStandWithTheirDocuments) {
  InvertedBuffer buffer;
  for (int doc = 0; doc < 3; ++doc) {
    buffer.BeginDocument();
    if (doc != 1) buffer.AddPayload(SegmentField::kColumns, "c", std::string(100, 'x'));
    buffer.EndDocument();
  }
  const BufferedTerm& term = *buffer.Sorted().front();
  std::string scratch;
  ByteInput in(buffer.arena().Contents(term.postings, scratch));
  for (const uint64_t distance : {0, 2}) {
    EXPECT_EQ(in.Vint(), distance);
    EXPECT_EQ(in.Bytes(in.Vint()), std::string(100, 'x'));
  }
  EXPECT_TRUE(in.AtEnd());
}

}  // namespace
}  // namespace trialdex
