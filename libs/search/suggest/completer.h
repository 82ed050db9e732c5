// Completes what a user is typing.
#ifndef TRIALDEX_LIBS_SEARCH_SUGGEST_COMPLETER_H_
#define TRIALDEX_LIBS_SEARCH_SUGGEST_COMPLETER_H_

#include "absl/status/statusor.h"
#include "libs/search/suggest/live_completions.h"
#include "trialdex/v1/suggest.pb.h"

namespace trialdex {

// Answers `request` from `completions`. Values that differ in case, accents and signs
// only are one suggestion, as most trials write it; so are a state and a city of one name.
// Counts are exact, over the live trials of the snapshot.
//
// In order: what begins with the words typed; what has them, side by side, at the
// beginning of a word; what has each of them at the beginning of a word; titles of
// trials. If these are fewer than asked for, and four letters have been typed, so is
// what is one edit away. Among equals the one that more trials have comes first.
//
// INVALID_ARGUMENT if `prefix` is empty or longer than 256 bytes, `limit` is negative or a
// kind is unknown; other errors as Segment. Thread-safe.
absl::StatusOr<v1::SuggestResponse> Complete(const Completions& completions,
                                             const v1::SuggestRequest& request);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_SUGGEST_COMPLETER_H_
