// What a search means: the trees that libs/index runs. Made by query_parser.h,
// filter_parser.h and order_parser.h; holds no text to parse any more.
#ifndef TRIALDEX_LIBS_QUERY_PLAN_H_
#define TRIALDEX_LIBS_QUERY_PLAN_H_

#include <cstdint>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "libs/schema/areas.h"
#include "libs/schema/columns.h"
#include "libs/schema/keywords.h"

namespace trialdex {

// Selects without ranking. What a node does not name is ignored by its kind.
struct FilterNode {
  enum class Kind : uint8_t {
    kAll,             // every trial
    kNone,            // no trial
    kAnd,             // all children; at least one child
    kOr,              // at least one child; at least one child
    kNot,             // not children[0]
    kKeyword,         // `keyword` has one of `values`
    kDayRange,        // `column` lies in [first_day, last_day]
    kNumberRange,     // `column` lies between `min` and `max`
    kPresent,         // `column` has a value
    kKeywordPresent,  // `keyword` has a value
    kTextPresent,     // `text_field` has a word
    kIds,             // canonical id or alias is one of `values`
  };
  Kind kind = Kind::kAll;
  std::vector<FilterNode> children;

  KeywordField keyword = {};
  // Of kKeyword in normal form (NormalKeyword); of kIds canonical. Not empty.
  std::vector<std::string> values;

  TextField text_field = {};

  // Trials without a value are in no range.
  Column column = {};
  // Of kDayRange, both inclusive; the type's own ends mean unbounded.
  int32_t first_day = std::numeric_limits<int32_t>::min();
  int32_t last_day = std::numeric_limits<int32_t>::max();
  // False: a date of which at least one possible day lies in the range matches.
  // True: all its possible days must.
  bool certain = false;
  // Of kNumberRange, integer and real columns alike.
  double min = -std::numeric_limits<double>::infinity();
  double max = std::numeric_limits<double>::infinity();
  bool min_inclusive = true;
  bool max_inclusive = true;
};

// A term of the `text` field and what one occurrence of it counts. At a place of a
// document the weights of the alternatives that stand there add up.
struct Alternative {
  std::string term;
  float weight = 1.0F;
};

// One place of a phrase.
struct Place {
  // Positions after the first place of the phrase: 0, 1, 2 … may skip.
  uint32_t offset = 0;
  // Not empty.
  std::vector<Alternative> alternatives;
};

// Selects and ranks. What a node does not name is ignored by its kind.
struct QueryNode {
  enum class Kind : uint8_t {
    kAll,     // every trial; score 0
    kNone,    // no trial
    kWord,    // places[0] stands in a field of positive weight
    kPhrase,  // all places stand in one field, each `offset` after the first, give or take `slop`
    kAnd,     // all children; at least one is no kNot. Score: sum, plus that of `optional`
    kOr,      // at least one child. Score: sum
    kBest,    // at least one child. Score: the highest (spellings of the same thing)
    kNot,     // only as child of kAnd: not children[0]; score 0
    kFilter,  // filter[0]; score 0
  };
  Kind kind = Kind::kAll;
  std::vector<QueryNode> children;
  // Of kAnd: matching is not asked for, but adds its score (words that stand side by side).
  std::vector<QueryNode> optional;

  // Of kWord exactly one; of kPhrase two or more, by offset.
  std::vector<Place> places;
  // Of kPhrase: how many positions, in total, the places may be off their offsets,
  // order kept. 0: exactly.
  uint32_t slop = 0;
  // Of kWord and kPhrase: where to look; never null there.
  std::shared_ptr<const FieldWeights> weights;
  // Factor of the node's own score.
  float boost = 1.0F;

  // Of kFilter: exactly one.
  std::vector<FilterNode> filter;

  // Bytes [begin, end) of the query text that this node is from.
  uint32_t begin = 0;
  uint32_t end = 0;
};

// One key to sort by. Trials without a value come last in either direction.
struct SortKey {
  enum class Kind : uint8_t { kRelevance, kId, kColumn };
  Kind kind = Kind::kRelevance;
  // Of kColumn. Days sort by their earliest, then by their latest day.
  Column column = {};
  bool descending = false;
};

// A whole search.
struct ParsedSearch {
  QueryNode query;
  // False if the query text was empty: nothing to rank by.
  bool ranked = false;
  FilterNode filter;
  // Not empty; ends in kId (ascending unless asked otherwise), and has nothing after it.
  std::vector<SortKey> order;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_QUERY_PLAN_H_
