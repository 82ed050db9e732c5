// SearchEngine: what is typed, completed.
#include "libs/base/status_macros.h"
#include "libs/search/search_engine.h"
#include "libs/search/suggest/completer.h"

namespace trialdex {

absl::StatusOr<v1::SuggestResponse> SearchEngine::Suggest(const v1::SuggestRequest& request) {
  RETURN_IF_ERROR(Ready(request.min_position(), request.log_id()).status());
  ASSIGN_OR_RETURN(const auto completions, completions_.Current(request.min_position()));
  return Complete(*completions, request);
}

}  // namespace trialdex
