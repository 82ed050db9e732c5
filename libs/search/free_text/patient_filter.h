// Trials that are not for the patient of a note.
#ifndef TRIALDEX_LIBS_SEARCH_FREE_TEXT_PATIENT_FILTER_H_
#define TRIALDEX_LIBS_SEARCH_FREE_TEXT_PATIENT_FILTER_H_

#include "absl/strings/string_view.h"
#include "libs/query/filter_node.h"

namespace trialdex {

// The trials whose age limits or sex contradict what `text` says of its patient; kNone
// if it says neither. Trials without a limit contradict nobody.
FilterNode TrialsForOthers(absl::string_view text);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_FREE_TEXT_PATIENT_FILTER_H_
