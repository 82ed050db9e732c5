#include "libs/intake/history.h"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "libs/base/errors.h"
#include "libs/base/list_page.h"
#include "libs/base/status_macros.h"
#include "libs/trial/trial_id.h"
#include "libs/trial/version_order.h"

namespace trialdex {
namespace {

using storage::v1::StoredVersion;
using storage::v1::TrialState;

absl::Status NotFound(absl::string_view what) {
  return ReasonedError(absl::StatusCode::kNotFound, "TRIAL_NOT_FOUND", what);
}

bool IsHeld(const TrialState& state, const StoredVersion& version) {
  return std::any_of(state.held().begin(), state.held().end(), [&](const auto& held) {
    return held.format() == version.format() && held.version() == version.version();
  });
}

v1::TrialVersion Describe(const TrialState& state, const StoredVersion& stored) {
  v1::TrialVersion version;
  version.set_version(stored.version());
  version.set_position(stored.position());
  version.set_format(stored.format());
  if (stored.key().has_last_update_date()) {
    *version.mutable_last_update_date() = stored.key().last_update_date();
  }
  if (stored.key().has_fetch_time()) *version.mutable_fetch_time() = stored.key().fetch_time();
  *version.mutable_create_time() = stored.create_time();
  version.set_content_digest(stored.key().content_digest());
  version.set_raw_bytes(stored.raw_bytes());
  version.set_newest_of_format(IsHeld(state, stored));
  return version;
}

// A trial by any of its ids.
struct Subject {
  std::string id;
  TrialState state;
};

absl::StatusOr<Subject> Find(const TrialLog& log, const std::string& trial_id) {
  const auto canonical = CanonicalTrialId(trial_id);
  if (!canonical.ok()) return FieldError("trial_id", canonical.status().message());
  Subject subject;
  ASSIGN_OR_RETURN(subject.id, log.ResolveAlias(*canonical));
  ASSIGN_OR_RETURN(auto state, log.GetTrialState(subject.id));
  if (!state.has_value()) return NotFound(absl::StrCat("trial ", subject.id, " was never held"));
  subject.state = *std::move(state);
  return subject;
}

// Where `versions` go on after the page that `token` was given with. A version that came
// later may stand anywhere in their order: those on earlier pages then are not sent.
absl::StatusOr<std::vector<StoredVersion>::const_iterator> BeginOfPage(
    const std::vector<StoredVersion>& versions, const std::string& list, const std::string& token) {
  ASSIGN_OR_RETURN(const std::string last, ReadListToken(list, token));
  if (last.empty()) return versions.begin();
  int64_t number = 0;
  if (!absl::SimpleAtoi(last, &number)) return TokenMismatch();
  const auto found =
      std::find_if(versions.begin(), versions.end(),
                   [number](const StoredVersion& version) { return version.version() == number; });
  if (found == versions.end()) return TokenMismatch();
  return found + 1;
}

// The version that leads a merged Trial: its first provenance names its content.
absl::StatusOr<StoredVersion> LeadingVersionOf(const TrialLog& log, const std::string& id,
                                               const v1::Trial& merged) {
  ASSIGN_OR_RETURN(const std::vector<StoredVersion> versions, log.ListVersions(id));
  const v1::Provenance& leading = merged.provenance(0);
  // The newest of them that is not younger than the merge.
  const auto found =
      std::find_if(versions.rbegin(), versions.rend(), [&](const StoredVersion& version) {
        return version.format() == leading.format() &&
               version.key().content_digest() == leading.content_digest() &&
               version.position() <= leading.position();
      });
  if (found == versions.rend()) {
    return absl::DataLossError(absl::StrCat("the leading version of ", id, " is lost"));
  }
  return *found;
}

}  // namespace

absl::StatusOr<v1::ListTrialVersionsResponse> ListTrialVersions(
    const TrialLog& log, const v1::ListTrialVersionsRequest& request) {
  ASSIGN_OR_RETURN(const size_t page_size,
                   ReadRequestLimit("page_size", request.page_size(), kListPageSize));
  ASSIGN_OR_RETURN(const Subject subject, Find(log, request.trial_id()));
  ASSIGN_OR_RETURN(std::vector<StoredVersion> versions, log.ListVersions(subject.id));
  std::stable_sort(versions.begin(), versions.end(),
                   [](const StoredVersion& a, const StoredVersion& b) {
                     return CompareVersions(a.key(), b.key()) < 0;
                   });
  const std::string list = absl::StrCat("versions/", log.log_id(), "/", subject.id);
  ASSIGN_OR_RETURN(auto version, BeginOfPage(versions, list, request.page_token()));
  v1::ListTrialVersionsResponse response;
  for (size_t i = 0; i < page_size && version != versions.end(); ++i, ++version) {
    *response.add_versions() = Describe(subject.state, *version);
  }
  if (version != versions.end()) {
    response.set_next_page_token(MakeListToken(list, absl::StrCat((version - 1)->version())));
  }
  return response;
}

absl::StatusOr<v1::GetTrialVersionResponse> GetTrialVersion(
    const TrialLog& log, const v1::GetTrialVersionRequest& request) {
  ASSIGN_OR_RETURN(const Subject subject, Find(log, request.trial_id()));
  v1::GetTrialVersionResponse response;
  StoredVersion version;
  if (request.selector_case() == v1::GetTrialVersionRequest::kVersion) {
    if (request.version() < 1) {
      return FieldError("version", absl::StrCat(request.version(), " is below 1, the first"));
    }
    ASSIGN_OR_RETURN(version, log.GetVersion(subject.id, request.version()));
    ASSIGN_OR_RETURN(*response.mutable_trial(), log.GetParsedTrial(subject.id, version));
  } else {
    const uint64_t as_of = request.selector_case() == v1::GetTrialVersionRequest::kAsOfPosition
                               ? request.as_of_position()
                               : std::numeric_limits<uint64_t>::max();
    ASSIGN_OR_RETURN(const uint64_t position, log.FindChange(subject.id, as_of));
    if (position == 0) {
      return NotFound(absl::StrCat("trial ", subject.id, " was not yet held at position ", as_of));
    }
    ASSIGN_OR_RETURN(v1::FeedEntry entry, log.ReadEntry(position));
    if (!entry.has_upsert()) {
      return NotFound(absl::StrCat("trial ", subject.id, " is deleted since position ", position));
    }
    *response.mutable_trial() = std::move(*entry.mutable_upsert());
    ASSIGN_OR_RETURN(version, LeadingVersionOf(log, subject.id, response.trial()));
  }
  *response.mutable_version() = Describe(subject.state, version);
  if (request.include_raw()) {
    ASSIGN_OR_RETURN(*response.mutable_raw(), log.GetRaw(subject.id, version.version()));
  }
  return response;
}

}  // namespace trialdex
