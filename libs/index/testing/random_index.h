// Random documents and random queries, for comparing with a reference.
#ifndef TRIALDEX_LIBS_INDEX_TESTING_RANDOM_INDEX_H_
#define TRIALDEX_LIBS_INDEX_TESTING_RANDOM_INDEX_H_

#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "libs/index/positions/position.h"
#include "libs/index/testing/memory_segment.h"
#include "libs/index/testing/query_nodes.h"

namespace trialdex {

// Makes the same of everything for the same seed. Documents are short and have few words,
// so that random queries find some.
class RandomIndex {
 public:
  explicit RandomIndex(uint32_t seed) : random_(seed) {}

  size_t Below(size_t bound) { return random_() % bound; }

  uint32_t Flags() { return static_cast<uint32_t>(Below(kFlagMask + 1)); }

  std::string Term() {
    std::string term(1, static_cast<char>('a' + Below(6)));
    while (Below(4) == 0) term.push_back(static_cast<char>('a' + Below(3)));
    return term;
  }

  std::vector<MemoryDocument> Documents(size_t count, bool with_deletes) {
    const TextField fields[] = {TextField::kBriefTitle, TextField::kCondition,
                                TextField::kBriefSummary, TextField::kKeyword};
    std::vector<MemoryDocument> documents;
    for (size_t i = 0; i < count; ++i) {
      MemoryDocument document{"T" + std::to_string(i)};
      for (const TextField field : fields) {
        const size_t words = Below(8);
        for (uint32_t place = 0; place < words; ++place) {
          document.words.push_back({field, place, Term(), Flags()});
          if (Below(3) == 0) document.words.push_back({field, place, "~" + Term(), Flags()});
        }
      }
      const size_t sites = Below(4);
      for (uint32_t site = 0; site < sites; ++site) {
        for (const TextField field : {TextField::kLocationCity, TextField::kLocationStatus}) {
          const size_t words = Below(3);
          for (uint32_t place = 0; place < words; ++place) {
            document.words.push_back({field, site * 64 + place, Term(), Flags()});
          }
        }
      }
      document.columns[static_cast<size_t>(Column::kLocationCount)] = static_cast<int64_t>(sites);
      if (Below(3) != 0) {
        document.columns[static_cast<size_t>(Column::kEnrollment)] =
            static_cast<int64_t>(Below(500));
      }
      for (uint32_t site = 0; site < sites; ++site) {
        if (Below(2) == 0) continue;
        document.points.push_back({site, static_cast<int32_t>(Below(180'000'000)) - 90'000'000,
                                   static_cast<int32_t>(Below(360'000'000)) - 180'000'000});
      }
      document.deleted = with_deletes && Below(5) == 0;
      documents.push_back(std::move(document));
    }
    return documents;
  }

  Place RandomPlace(uint32_t offset) {
    Place place{offset, {{Term(), 1.0F}}};
    if (Below(2) == 0) {
      place.alternatives[0].weight = 0.25F;
      place.alternatives.push_back({"~" + Term(), 0.75F});
    }
    for (Alternative& alternative : place.alternatives) {
      if (Below(6) == 0) alternative.letter_case = static_cast<LetterCase>(Below(5));
    }
    const size_t pattern = Below(8);
    if (pattern == 0) place.pattern = {TermPattern::Kind::kPrefix, Term(), 0};
    if (pattern == 1) place.pattern = {TermPattern::Kind::kFuzzy, Term(), 1};
    if (pattern == 2) place.pattern = {TermPattern::Kind::kWildcard, "*" + Term(), 0};
    if (pattern < 3 && Below(2) == 0) place.alternatives.clear();
    return place;
  }

  QueryNode Query(int depth, bool of_site = false) {
    QueryNode node;
    node.weights =
        of_site ? Weights({{TextField::kLocationCity, 1.0F}, {TextField::kLocationStatus, 0.5F}})
                : Weights();
    node.boost = Below(4) == 0 ? 2.5F : 1.0F;
    const size_t kind = Below(depth > 0 ? (of_site ? 5 : 7) : 2);
    if (kind <= 1) {
      node.kind = kind == 0 ? QueryNode::Kind::kWord : QueryNode::Kind::kPhrase;
      for (uint32_t i = 0; i < (kind == 0 ? 1 : 2 + Below(2)); ++i) {
        node.places.push_back(RandomPlace(i));
      }
      if (Below(3) == 0) node.coverage = static_cast<Coverage>(Below(4));
      if (kind == 1 && Below(2) == 0) node.slop = static_cast<uint32_t>(Below(4));
      return node;
    }
    if (kind >= 5) {
      node.kind = kind == 5 ? QueryNode::Kind::kSameSite : QueryNode::Kind::kTilt;
      node.tilt = Column::kEnrollment;
      node.children.push_back(Query(depth - 1, of_site || kind == 5));
      return node;
    }
    node.kind = kind == 2   ? QueryNode::Kind::kAnd
                : kind == 3 ? QueryNode::Kind::kOr
                            : QueryNode::Kind::kBest;
    for (size_t i = 0; i < 1 + Below(3); ++i) node.children.push_back(Query(depth - 1, of_site));
    if (kind == 2 && Below(2) == 0) node.children.push_back(Not(Query(depth - 1, of_site)));
    if (kind == 2 && Below(2) == 0) node.optional.push_back(Query(depth - 1, of_site));
    return node;
  }

 private:
  std::mt19937 random_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INDEX_TESTING_RANDOM_INDEX_H_
