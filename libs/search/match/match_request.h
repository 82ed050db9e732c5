// A request for a patient's trials, understood.
#ifndef TRIALDEX_LIBS_SEARCH_MATCH_MATCH_REQUEST_H_
#define TRIALDEX_LIBS_SEARCH_MATCH_MATCH_REQUEST_H_

#include <cstddef>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "libs/eligibility/patient_facts.h"
#include "libs/query/filter_node.h"
#include "trialdex/v1/match.pb.h"

namespace trialdex {

struct CheckedMatch {
  // Of the fields of the request and, where those are not set, of its note.
  PatientFacts facts;
  // What to rank by: conditions, each several times, so that they outweigh single words of
  // the note that follows them.
  std::string text;
  FilterNode filter;
  size_t limit = 0;
  // SINK, DROP or KEEP.
  v1::ContradictionPolicy contradictions = v1::CONTRADICTION_POLICY_SINK;
  bool with_items = true;
  // As asked for; infinite if nothing was.
  absl::Duration time_limit;
};

// INVALID_ARGUMENT if a field is wrong, with reason NO_PATIENT if there is neither a note
// nor a condition, TEXT_TOO_LARGE if the note is too long.
absl::StatusOr<CheckedMatch> CheckMatch(const v1::MatchTrialsRequest& request);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_MATCH_MATCH_REQUEST_H_
