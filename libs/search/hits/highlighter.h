// Shows where the words of a query stand in a trial.
#ifndef TRIALDEX_LIBS_SEARCH_HITS_HIGHLIGHTER_H_
#define TRIALDEX_LIBS_SEARCH_HITS_HIGHLIGHTER_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "libs/query/query_node.h"
#include "libs/schema/text_fields.h"
#include "libs/text/analyzer.h"
#include "trialdex/v1/trial.pb.h"
#include "trialdex/v1/trial_hit.pb.h"

namespace trialdex {

struct HighlighterOptions {
  // Longest text of a highlight, in bytes; spans are never cut off by it.
  size_t max_text_bytes = 200;
  // Most highlights of one trial.
  size_t max_highlights = 5;
  // So much text of a trial is looked at: the largest records would take longer
  // than the search.
  size_t max_scanned_bytes = size_t{512} << 10;
};

// The words of one query, wanted or nice to have, not those under NOT. Not
// thread-safe.
class Highlighter {
 public:
  // `analyzer` must outlive the highlighter.
  Highlighter(const QueryNode& query, Analyzer& analyzer, const HighlighterOptions& options = {});

  // The best piece of each field that the query looked into and that has one of
  // its words (in any form that matches), those with more different words first.
  std::vector<v1::Highlight> Highlights(const v1::Trial& trial);

 private:
  // Words that are looked for in the same fields: of hundreds of patterns these are tens of
  // thousands, and there may be fifty fields.
  struct Words {
    std::shared_ptr<const FieldWeights> weights;
    // Number of the word, by term.
    absl::flat_hash_map<std::string, size_t> numbers;
  };
  // A place of a text where a word stands.
  struct Match {
    uint32_t begin;
    uint32_t end;
    size_t word;
  };
  // Matches of one piece of a text, by where they begin.
  struct Run {
    absl::Span<const Match> matches;
    // Different words among them.
    size_t words = 0;
  };
  struct Candidate {
    size_t words = 0;
    float weight = 0;
    v1::Highlight highlight;
  };

  void Collect(const QueryNode& node);
  Words& WordsIn(const std::shared_ptr<const FieldWeights>& weights);
  // What a word counts in `field` at most; 0 if none is looked for there.
  float WeightOf(TextField field) const;
  std::vector<Match> FindMatches(TextField field, absl::string_view text);
  // What fits into a highlight and has the most different words, then the most words.
  Run BestRun(absl::Span<const Match> matches) const;
  Candidate MakeCandidate(TextField field, absl::string_view text, const Run& run) const;

  Analyzer& analyzer_;
  const HighlighterOptions options_;
  size_t word_count_ = 0;
  std::vector<Words> words_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_HITS_HIGHLIGHTER_H_
