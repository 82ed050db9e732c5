// What a Trial says, as bytes and as a digest: how versions are told apart.
#ifndef TRIALDEX_LIBS_TRIAL_CONTENT_DIGEST_H_
#define TRIALDEX_LIBS_TRIAL_CONTENT_DIGEST_H_

#include <string>

#include "absl/strings/string_view.h"
#include "trialdex/v1/trial.pb.h"

namespace trialdex {

// The canonical bytes of a Trial: its deterministic serialisation without
// `provenance`, which says where it comes from and not what it says. Unknown
// fields and unrecognised values are part of it. They are a valid serialised
// Trial, and stay one when serialised fields are appended.
std::string CanonicalBytes(const v1::Trial& trial);

// XXH3 128-bit of `bytes`, 32 lower-case hex digits.
std::string Digest128(absl::string_view bytes);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_TRIAL_CONTENT_DIGEST_H_
