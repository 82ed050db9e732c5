// Which records are of one trial, or of trials that only their number tells apart.
#ifndef TRIALDEX_LIBS_SEARCH_RELATED_NEAR_DUPLICATES_H_
#define TRIALDEX_LIBS_SEARCH_RELATED_NEAR_DUPLICATES_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "trialdex/v1/trial.pb.h"
#include "trialdex/v1/trial_hit.pb.h"

namespace trialdex {

// What of a trial tells whether it is nearly another.
struct TrialFace {
  std::string id;
  // Ids under which it names itself or others: aliases and secondary ids, in capitals.
  // Known only if it was made of the whole trial.
  std::vector<std::string> named_ids;
  std::string sponsor_family;
  std::vector<int> phases;
  // Different words, sorted.
  std::vector<std::string> title;
  std::vector<std::string> summary;
};

// Without named ids.
TrialFace MakeTrialFace(const v1::TrialSummary& summary);
// Fills in the named ids.
void AddNamedIds(const v1::Trial& trial, TrialFace& face);

// True if one names the other, or if they are of one family of sponsors and of the same phases
// and their titles are nearly the same, or their summaries are and their titles not far
// from it. `a` and `b` change places freely.
bool AreNearDuplicates(const TrialFace& a, const TrialFace& b);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_RELATED_NEAR_DUPLICATES_H_
