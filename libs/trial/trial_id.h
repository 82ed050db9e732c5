// Registry ids of trials.
#ifndef TRIALDEX_LIBS_TRIAL_TRIAL_ID_H_
#define TRIALDEX_LIBS_TRIAL_TRIAL_ID_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace trialdex {

// The canonical form of a trial id: "NCT" and eight digits. Case, surrounding
// white space and missing leading zeros after "NCT" are forgiven ("nct4199520").
//
// INVALID_ARGUMENT if the text has another shape.
absl::StatusOr<std::string> CanonicalTrialId(absl::string_view text);

// True if `text` is already in canonical form.
bool IsCanonicalTrialId(absl::string_view text);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_TRIAL_TRIAL_ID_H_
