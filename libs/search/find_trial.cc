#include "libs/search/find_trial.h"

#include "absl/strings/str_cat.h"
#include "libs/base/errors.h"
#include "libs/trial/trial_id.h"

namespace trialdex {

absl::StatusOr<std::string> ReadTrialId(absl::string_view field, absl::string_view id) {
  auto canonical = CanonicalTrialId(id);
  if (!canonical.ok()) return FieldError(field, canonical.status().message());
  return canonical;
}

absl::StatusOr<DocAddress> FindTrial(const std::string& id, const IndexSnapshot& snapshot) {
  auto address = snapshot.Find(id);
  if (absl::IsNotFound(address.status())) {
    return ReasonedError(absl::StatusCode::kNotFound, "TRIAL_NOT_FOUND",
                         absl::StrCat("there is no trial ", id), {{"id", id}});
  }
  return address;
}

}  // namespace trialdex
