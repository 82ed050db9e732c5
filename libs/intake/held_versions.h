// What a trial's state says of the newest version of each format.
#ifndef TRIALDEX_LIBS_INTAKE_HELD_VERSIONS_H_
#define TRIALDEX_LIBS_INTAKE_HELD_VERSIONS_H_

#include "libs/intake/record_preparer.h"
#include "trialdex/storage/v1/log_storage.pb.h"
#include "trialdex/v1/record.pb.h"

namespace trialdex {

// The version held of `format`, or null; lives in `state`.
storage::v1::HeldVersion* FindHeld(storage::v1::TrialState& state, v1::SourceFormat format);
const storage::v1::HeldVersion* FindHeld(const storage::v1::TrialState& state,
                                         v1::SourceFormat format);

// Whether the trial holds what the record says: the same content, from the same format.
bool IsHeld(const storage::v1::TrialState& state, const PreparedRecord& record);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_INTAKE_HELD_VERSIONS_H_
