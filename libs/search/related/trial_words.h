// Which words tell what a trial is about.
#ifndef TRIALDEX_LIBS_SEARCH_RELATED_TRIAL_WORDS_H_
#define TRIALDEX_LIBS_SEARCH_RELATED_TRIAL_WORDS_H_

#include <cstddef>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/index/snapshot.h"
#include "libs/query/query_node.h"
#include "libs/text/analyzer.h"

namespace trialdex {

// A word of a trial.
struct TrialWord {
  // As the trial has it first: "HER2".
  std::string shown;
  // The terms that stand for it.
  Place place;
  // How much the trial speaks of it: above 0, below 1.
  double weight = 0;
  // weight * how rare it is among trials.
  double significance = 0;
  // True if no other trial has it.
  bool is_own = false;
};

// Gathers the words of texts, counts them, and picks those that say most. Function
// words and single letters are none. Not thread-safe.
class TrialWords {
 public:
  // `analyzer` must outlive it.
  explicit TrialWords(Analyzer& analyzer) : analyzer_(analyzer) {}

  // Counts each word of `text` as `weight` words. Numbers count with `numbers` only.
  void Add(absl::string_view text, double weight, bool numbers = false);

  // The `limit` most significant words among the trials of `snapshot`, best first; at most a
  // third of them are words that no other trial has. Errors as SegmentFiles.
  absl::StatusOr<std::vector<TrialWord>> Best(const IndexSnapshot& snapshot, size_t limit) const;

 private:
  struct Counted {
    std::string shown;
    Place place;
    double count = 0;
  };

  Analyzer& analyzer_;
  // By the normal form.
  absl::flat_hash_map<std::string, Counted> words_;
};

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_RELATED_TRIAL_WORDS_H_
