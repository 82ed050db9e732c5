// What two trials have in common, in words for people.
#ifndef TRIALDEX_LIBS_SEARCH_RELATED_COMMON_GROUND_H_
#define TRIALDEX_LIBS_SEARCH_RELATED_COMMON_GROUND_H_

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "absl/container/flat_hash_set.h"
#include "absl/status/statusor.h"
#include "libs/index/snapshot.h"
#include "libs/search/related/trial_words.h"
#include "trialdex/v1/related.pb.h"
#include "trialdex/v1/trial.pb.h"

namespace trialdex {

// Most that is said of one reason.
inline constexpr size_t kMaxCommon = 5;

// The values of one trial, to be found in others. Immutable, thread-safe.
class CommonGround {
 public:
  explicit CommonGround(const v1::Trial& trial);

  // What `other` has of the trial, as `other` writes it, at most kMaxCommon for each
  // part: conditions and MeSH terms, names of interventions, the registry's words of the
  // design, sponsors of one family, cities and countries. Parts without are left out.
  std::map<v1::RelatedBy, std::vector<std::string>> With(const v1::Trial& other) const;

 private:
  absl::flat_hash_set<std::string> keys_;
};

// Those of `words` that stand in the trial at `address`, at most kMaxCommon. Errors as Segment.
absl::StatusOr<std::vector<std::string>> CommonWords(const std::vector<TrialWord>& words,
                                                     const IndexSnapshot& snapshot,
                                                     DocAddress address);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_RELATED_COMMON_GROUND_H_
