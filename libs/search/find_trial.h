// Finds the trial that a request names.
#ifndef TRIALDEX_LIBS_SEARCH_FIND_TRIAL_H_
#define TRIALDEX_LIBS_SEARCH_FIND_TRIAL_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "libs/index/snapshot.h"

namespace trialdex {

// `id`, which `field` of a request holds, in canonical form. INVALID_ARGUMENT if it has
// not the shape of an id.
absl::StatusOr<std::string> ReadTrialId(absl::string_view field, absl::string_view id);

// The live trial of that canonical id or alias. NOT_FOUND, reason TRIAL_NOT_FOUND, if there
// is none; other errors as Segment.
absl::StatusOr<DocAddress> FindTrial(const std::string& id, const IndexSnapshot& snapshot);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_FIND_TRIAL_H_
