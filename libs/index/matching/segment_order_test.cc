#include "libs/index/matching/segment_order.h"

#include <cstdint>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "libs/index/testing/memory_segment.h"
#include "tests/support/status_matchers.h"

namespace trialdex {
namespace {

using ::testing::ElementsAre;

class SegmentOrderTest : public testing::Test {
 protected:
  void Add(const std::string& id) { documents_.push_back({id}); }
  void AddWith(const std::string& id, int64_t enrollment) {
    MemoryDocument document{id};
    document.columns[static_cast<size_t>(Column::kEnrollment)] = enrollment;
    documents_.push_back(std::move(document));
  }

  std::vector<std::string> InOrder(const SortKey& key, bool ids_descend) {
    const auto segment = Segment::Load(MakeMemorySegment(documents_), cache_).value();
    const auto order = SegmentOrder::Of(*segment, key, ids_descend);
    EXPECT_OK(order);
    std::vector<std::string> ids;
    for (const uint32_t doc : (*order)->docs()) {
      ids.emplace_back(std::string(segment->columns().id(doc)));
    }
    return ids;
  }

  std::vector<MemoryDocument> documents_;
  ByteCache cache_{size_t{1} << 20};
};

SortKey ById() {
  SortKey key;
  key.kind = SortKey::Kind::kId;
  return key;
}

TEST_F(SegmentOrderTest, IdsOfAnyLengthComeInOrderOfTheirBytes) {
  for (const char* id : {"EUCTR2004-000001-20", "NCT00000010", "EUCTR2004-000001-01", "NCT0000001",
                         "A", "EUCTR2004-000001", "ISRCTN12345678", "\xC3\x84", "EUCTR200"}) {
    Add(id);
  }
  EXPECT_THAT(
      InOrder(ById(), false),
      ElementsAre("A", "EUCTR200", "EUCTR2004-000001", "EUCTR2004-000001-01", "EUCTR2004-000001-20",
                  "ISRCTN12345678", "NCT0000001", "NCT00000010", "\xC3\x84"));
}

TEST_F(SegmentOrderTest, IdsDescendAsAWhole) {
  for (const char* id : {"NCT00000002", "EUCTR2004-000001-01", "EUCTR2004-000001-20"}) Add(id);
  EXPECT_THAT(InOrder(ById(), true),
              ElementsAre("NCT00000002", "EUCTR2004-000001-20", "EUCTR2004-000001-01"));
}

TEST_F(SegmentOrderTest, IdsDecideBetweenEqualValues) {
  AddWith("NCT00000003", 10);
  AddWith("NCT00000001", 20);
  AddWith("NCT00000002", 10);
  Add("NCT00000000");
  SortKey key;
  key.kind = SortKey::Kind::kColumn;
  key.column = Column::kEnrollment;
  EXPECT_THAT(InOrder(key, false),
              ElementsAre("NCT00000002", "NCT00000003", "NCT00000001", "NCT00000000"));
  key.descending = true;
  EXPECT_THAT(InOrder(key, true),
              ElementsAre("NCT00000001", "NCT00000003", "NCT00000002", "NCT00000000"));
}

}  // namespace
}  // namespace trialdex
