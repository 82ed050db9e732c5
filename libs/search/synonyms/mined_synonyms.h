// Synonyms that the trials of an index teach.
#ifndef TRIALDEX_LIBS_SEARCH_SYNONYMS_MINED_SYNONYMS_H_
#define TRIALDEX_LIBS_SEARCH_SYNONYMS_MINED_SYNONYMS_H_

#include <cstddef>
#include <cstdint>
#include <memory>

#include "absl/status/statusor.h"
#include "libs/index/snapshot.h"
#include "libs/text/analyzer.h"
#include "libs/text/synonyms/synonym_set.h"

namespace trialdex {

// A pair of names is believed by what the trials do with it. The defaults were set by
// reading samples of what 9,400 trials give.
struct MiningOptions {
  // A pair of one trial may be a slip of its author.
  uint32_t min_trials = 2;
  // Of the trials that explain a name, so many explain it this way.
  double min_dominance = 0.6;
  // Of the trials that write an abbreviation at all, so many explain it: "all" is an
  // abbreviation in a few trials and a word in all others.
  double min_explained_abbreviation = 0.05;
  // The same of other names: "control" is another name of placebo, somewhere.
  double min_explained_other_name = 0.1;
  // And of both where fewer trials than that give the pair: "hit" is explained by three
  // trials in a hundred, and a verb in the others.
  uint32_t few_trials = 5;
  double min_explained_by_few = 0.15;
  // Of the trials with a MeSH term, so many write the condition this way: then who
  // asks for the term finds the condition.
  double min_mesh_share = 0.1;
  // And so many, so that who asks for the condition finds the term, too: rarer ones are
  // narrower conditions, most of the time ("stage IV" of something).
  double min_mesh_equal_share = 0.5;
  uint32_t min_mesh_equal_trials = 3;
  // Longer names are lists, or sentences.
  size_t max_words = 6;
  // The best supported are kept.
  size_t max_rules = 50'000;
  // What finding them counts; below what people have put into files.
  float abbreviation_weight = 0.5F;
  float other_name_weight = 0.5F;
  float mesh_weight = 0.4F;
};

// Learns from the pairs of names (libs/index/document/term_pairs.h) in `snapshot`: from some
// 100 ms on, growing with the number of different pairs. `analyzer` is used during
// the call. Errors as Segment.
absl::StatusOr<std::shared_ptr<const SynonymSet>> MineSynonyms(const IndexSnapshot& snapshot,
                                                               const MiningOptions& options,
                                                               Analyzer& analyzer);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_SYNONYMS_MINED_SYNONYMS_H_
