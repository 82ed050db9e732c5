// What a free text means on the trials that there are.
#ifndef TRIALDEX_LIBS_SEARCH_FREE_TEXT_FREE_TEXT_PLAN_H_
#define TRIALDEX_LIBS_SEARCH_FREE_TEXT_FREE_TEXT_PLAN_H_

#include <memory>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "libs/base/clock.h"
#include "libs/index/snapshot.h"
#include "libs/query/query_node.h"
#include "libs/schema/areas.h"
#include "libs/search/free_text/free_text_options.h"
#include "libs/text/analyzer.h"

namespace trialdex {

// Reads `text` as words of which any may match, each worth what it tells among the trials
// of `snapshot`; adds words of the conditions of the trials that match best; sinks
// trials that are not for a patient of the age or sex that the text tells. kNone if no
// word is found. Depends on the arguments only, as long as there is time until
// `deadline`. `weights` says where to look; `analyzer` is used during the call.
// Errors as Segment.
absl::StatusOr<QueryNode> PlanFreeText(absl::string_view text, const IndexSnapshot& snapshot,
                                       const std::shared_ptr<const FieldWeights>& weights,
                                       Analyzer& analyzer, absl::Time deadline, const Clock& clock,
                                       const FreeTextOptions& options = {});

}  // namespace trialdex

#endif  // TRIALDEX_LIBS_SEARCH_FREE_TEXT_FREE_TEXT_PLAN_H_
