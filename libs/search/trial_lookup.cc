// SearchEngine: trials by id.
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "libs/base/errors.h"
#include "libs/base/status_macros.h"
#include "libs/search/find_trial.h"
#include "libs/search/hits/field_mask.h"
#include "libs/search/search_engine.h"
#include "libs/search/wire/serialized.h"

namespace trialdex {
namespace {

constexpr int kMaxIds = 1000;

// The trial at `address` in wire form, with what `mask` names.
absl::StatusOr<std::string> MaskedTrial(const IndexSnapshot& snapshot, DocAddress address,
                                        const google::protobuf::FieldMask& mask) {
  if (MasksNothing(mask)) return snapshot.TrialBytes(address);
  ASSIGN_OR_RETURN(v1::Trial trial, snapshot.ReadTrial(address));
  ApplyReadMask(mask, trial);
  return trial.SerializeAsString();
}

}  // namespace

absl::StatusOr<Serialized<v1::GetTrialResponse>> SearchEngine::GetSerialized(
    const v1::GetTrialRequest& request) const {
  RETURN_IF_ERROR(CheckReadMask(request.read_mask()));
  ASSIGN_OR_RETURN(const std::string id, ReadTrialId("id", request.id()));
  ASSIGN_OR_RETURN(const Snapshot snapshot, Ready(request.min_position(), request.log_id()));
  ASSIGN_OR_RETURN(const DocAddress address, FindTrial(id, *snapshot));
  Serialized<v1::GetTrialResponse> serialized;
  ASSIGN_OR_RETURN(const std::string trial, MaskedTrial(*snapshot, address, request.read_mask()));
  AppendField(v1::GetTrialResponse::kTrialFieldNumber, trial, serialized.bytes);
  v1::GetTrialResponse response;
  response.set_position(snapshot->position());
  response.set_log_id(snapshot->log_id());
  response.AppendToString(&serialized.bytes);
  return serialized;
}

absl::StatusOr<Serialized<v1::BatchGetTrialsResponse>> SearchEngine::BatchGetSerialized(
    const v1::BatchGetTrialsRequest& request) const {
  RETURN_IF_ERROR(CheckReadMask(request.read_mask()));
  if (request.ids().empty()) return FieldError("ids", "is empty");
  if (request.ids_size() > kMaxIds) {
    return FieldError("ids", absl::StrCat("has ", request.ids_size(), " ids, more than ", kMaxIds));
  }
  std::vector<std::string> canonical_ids;
  for (int i = 0; i < request.ids_size(); ++i) {
    ASSIGN_OR_RETURN(std::string id, ReadTrialId(absl::StrCat("ids[", i, "]"), request.ids(i)));
    canonical_ids.push_back(std::move(id));
  }
  ASSIGN_OR_RETURN(const Snapshot snapshot, Ready(request.min_position(), request.log_id()));

  v1::BatchGetTrialsResponse response;
  response.set_position(snapshot->position());
  response.set_log_id(snapshot->log_id());
  Serialized<v1::BatchGetTrialsResponse> serialized;
  size_t bytes = 0;
  bool full = false;
  for (int i = 0; i < request.ids_size(); ++i) {
    if (full) {
      response.add_unread_ids(request.ids(i));
      continue;
    }
    const auto address = snapshot->Find(canonical_ids[static_cast<size_t>(i)]);
    if (absl::IsNotFound(address.status())) {
      response.add_missing_ids(request.ids(i));
      continue;
    }
    RETURN_IF_ERROR(address.status());
    ASSIGN_OR_RETURN(const std::string trial,
                     MaskedTrial(*snapshot, *address, request.read_mask()));
    bytes += trial.size();
    full = bytes > options_.max_page_bytes && !serialized.bytes.empty();
    if (full) {
      response.add_unread_ids(request.ids(i));
    } else {
      AppendField(v1::BatchGetTrialsResponse::kTrialsFieldNumber, trial, serialized.bytes);
    }
  }
  response.AppendToString(&serialized.bytes);
  return serialized;
}

}  // namespace trialdex
