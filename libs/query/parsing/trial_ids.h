// Ids of trials as people paste them.
#ifndef TRIALDEX_LIBS_QUERY_PARSING_TRIAL_IDS_H_
#define TRIALDEX_LIBS_QUERY_PARSING_TRIAL_IDS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace trialdex {

// The ids that `text` is a list of, in canonical form: between them stand white space,
// commas or semicolons. An id may be the address of its page at the registry
// ("https://clinicaltrials.gov/study/NCT00000102") and have a space after "NCT".
// Empty if anything else stands in the text.
std::vector<std::string> TrialIdsOf(absl::string_view text);

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_QUERY_PARSING_TRIAL_IDS_H_
