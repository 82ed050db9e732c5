#include "services/ingest/dead_letter_page.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "libs/base/errors.h"
#include "libs/base/request_limit.h"
#include "libs/base/status_macros.h"
#include "libs/log/keys.h"

namespace trialdex {
namespace {

constexpr RequestLimit kPageSize = {.usual = 50, .most = 1000};

// "<log id>:<id of the last letter on the page before>".
std::string MakeToken(const TrialLog& log, const std::string& last_id) {
  return absl::StrCat(log.log_id(), ":", last_id);
}

absl::StatusOr<uint64_t> ParseToken(const TrialLog& log, const std::string& token) {
  if (token.empty()) return 0;
  const std::vector<std::string> parts = absl::StrSplit(token, ':');
  if (parts.size() == 2 && parts[0] == log.log_id()) {
    const absl::StatusOr<uint64_t> id = ParseDeadLetterId(parts[1]);
    if (id.ok()) return id;
  }
  return FieldError("page_token", "is not from a page of this list; start over without one",
                    "PAGE_TOKEN_MISMATCH");
}

}  // namespace

absl::StatusOr<v1::ListDeadLettersResponse> ListDeadLetters(
    const TrialLog& log, const v1::ListDeadLettersRequest& request) {
  ASSIGN_OR_RETURN(const size_t page_size,
                   ReadRequestLimit("page_size", request.page_size(), kPageSize));
  ASSIGN_OR_RETURN(const uint64_t after_id, ParseToken(log, request.page_token()));
  // One more than asked for tells whether there is another page.
  ASSIGN_OR_RETURN(std::vector<v1::DeadLetter> letters,
                   log.ListDeadLetters(after_id, static_cast<int>(page_size) + 1));
  v1::ListDeadLettersResponse response;
  if (letters.size() > page_size) {
    letters.pop_back();
    response.set_next_page_token(MakeToken(log, letters.back().id()));
  }
  for (v1::DeadLetter& letter : letters) *response.add_dead_letters() = std::move(letter);
  response.set_total_size(log.counters().dead_letter_count());
  return response;
}

}  // namespace trialdex
