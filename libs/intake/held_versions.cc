#include "libs/intake/held_versions.h"

namespace trialdex {

using storage::v1::HeldVersion;
using storage::v1::TrialState;

const HeldVersion* FindHeld(const TrialState& state, v1::SourceFormat format) {
  for (const HeldVersion& held : state.held()) {
    if (held.format() == format) return &held;
  }
  return nullptr;
}

HeldVersion* FindHeld(TrialState& state, v1::SourceFormat format) {
  return const_cast<HeldVersion*>(FindHeld(static_cast<const TrialState&>(state), format));
}

bool IsHeld(const TrialState& state, const PreparedRecord& record) {
  const HeldVersion* held = FindHeld(state, record.format);
  return held != nullptr && held->key().content_digest() == record.key.content_digest();
}

}  // namespace trialdex
