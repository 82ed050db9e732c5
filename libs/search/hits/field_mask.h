// Field masks of requests.
#ifndef TRIALDEX_LIBS_SEARCH_HITS_FIELD_MASK_H_
#define TRIALDEX_LIBS_SEARCH_HITS_FIELD_MASK_H_

#include "absl/status/status.h"
#include "google/protobuf/field_mask.pb.h"
#include "trialdex/v1/trial.pb.h"

namespace trialdex {

// OK if every path names a field of Trial; a path ends at a repeated field
// ("contacts_locations.locations"). "*" names everything.
//
// INVALID_ARGUMENT for the field "read_mask" with the first path that does not.
absl::Status CheckReadMask(const google::protobuf::FieldMask& mask);

// True if `mask` names everything: it is empty or has "*".
bool MasksNothing(const google::protobuf::FieldMask& mask);

// Clears what `mask`, which has been checked, does not name. An empty mask names everything.
void ApplyReadMask(const google::protobuf::FieldMask& mask, v1::Trial& trial);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_HITS_FIELD_MASK_H_
