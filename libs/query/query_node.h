// What a query means: the tree that selects and ranks.
#ifndef TRIALDEX_LIBS_QUERY_QUERY_NODE_H_
#define TRIALDEX_LIBS_QUERY_QUERY_NODE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "libs/query/filter_node.h"
#include "libs/schema/areas.h"
#include "libs/schema/columns.h"

namespace trialdex {

// How a word must be written where it stands.
enum class LetterCase : uint8_t {
  kAny,
  kLower,        // "sle"
  kCapitalized,  // "Sle"
  kUpper,        // "SLE"
  // As the term has it, letter by letter: the term is "=mTOR".
  kAsTerm,
};

// A term of the `text` field and what one occurrence of it counts. At a place of a
// document the weights of the alternatives that stand there add up.
struct Alternative {
  std::string term;
  float weight = 1.0F;
  // Other than kAny: written just so, accents included.
  LetterCase letter_case = LetterCase::kAny;
};

// Terms of the dictionary that a place stands for beside its alternatives. The index
// turns it into alternatives when it runs the query.
struct TermPattern {
  enum class Kind : uint8_t {
    kPrefix,    // terms that begin with `text`
    kFuzzy,     // terms at most `max_edits` edits away (Damerau-Levenshtein, code points)
    kWildcard,  // `*` any run, `?` one code point
  };
  Kind kind = Kind::kPrefix;
  // In the normal form of the analysis; not empty.
  std::string text;
  // Of kFuzzy: 1 or 2.
  int max_edits = 1;
};

// One place of a phrase.
struct Place {
  // Positions after the first place of the phrase: 0, 1, 2 … may skip.
  uint32_t offset = 0;
  // Not empty, unless there is a pattern.
  std::vector<Alternative> alternatives;
  std::optional<TermPattern> pattern;
};

// How much of a field's value a word or phrase must be.
enum class Coverage : uint8_t { kContains, kFullMatch, kStartsWith, kEndsWith };

// Where a node comes from, for those who ask how a query was understood.
enum class NodeOrigin : uint8_t {
  kWritten,    // the user's words
  kSpelling,   // another way to write them: "pdl1" for "pd-l1"
  kSynonym,    // a synonym; `source` says whose
  kNeighbour,  // words that stand side by side
  kFeedback,   // taken from the best trials
};

// Selects and ranks. What a node does not name is ignored by its kind.
struct QueryNode {
  enum class Kind : uint8_t {
    kAll,       // every trial; score 0
    kNone,      // no trial
    kWord,      // places[0] stands in a field of positive weight
    kPhrase,    // all places stand in one field, each `offset` after the first, give or take `slop`
    kAnd,       // all children; at least one is no kNot. Score: sum, plus that of `optional`
    kOr,        // at least one child. Score: sum
    kBest,      // at least one child. Score: the highest (spellings of the same thing)
    kNot,       // only as child of kAnd: not children[0]; score 0
    kFilter,    // filter[0]; score 0
    kSameSite,  // one and the same site has children[0]; score: that of children[0]
    kTilt,      // children[0]; score: times 1 for the highest value of `tilt`, down to
                // kTiltFloor for the lowest or for none
    kSink,      // children[0]; score: times `sink` for trials that filter[0] selects
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
  // Of kWord and kPhrase.
  Coverage coverage = Coverage::kContains;
  // Of kWord and kPhrase: where to look; never null there.
  std::shared_ptr<const FieldWeights> weights;
  // Factor of the node's own score, of any kind.
  float boost = 1.0F;

  // Of kFilter and kSink: exactly one. Inside kSameSite: of fields of sites only.
  std::vector<FilterNode> filter;

  // Of kTilt.
  Column tilt = {};
  // Of kSink: not negative.
  float sink = 1.0F;

  // Bytes [begin, end) of the query text that this node is from.
  uint32_t begin = 0;
  uint32_t end = 0;
  NodeOrigin origin = NodeOrigin::kWritten;
  // Of kSynonym: where the synonym is from ("clinical.txt", "index: other names").
  std::string source;
};

// What a tilted score is multiplied by where the value is lowest.
inline constexpr double kTiltFloor = 0.5;

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_QUERY_QUERY_NODE_H_
