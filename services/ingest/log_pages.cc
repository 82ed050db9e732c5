#include "services/ingest/log_pages.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "libs/base/list_page.h"
#include "libs/base/status_macros.h"
#include "libs/log/keys.h"

namespace trialdex {
namespace {

std::string ListOf(absl::string_view items, const TrialLog& log) {
  return absl::StrCat(items, "/", log.log_id());
}

// Id of the last letter on the page before; 0 if there is none.
absl::StatusOr<uint64_t> LastLetter(const std::string& list, const std::string& token) {
  ASSIGN_OR_RETURN(const std::string last, ReadListToken(list, token));
  if (last.empty()) return 0;
  const absl::StatusOr<uint64_t> id = ParseDeadLetterId(last);
  if (!id.ok()) return TokenMismatch();
  return id;
}

// Key of the last field on the page before, which a token has in Base64 because it begins
// with a byte that is no text; empty if there is none.
absl::StatusOr<std::string> LastField(const std::string& list, const std::string& token) {
  ASSIGN_OR_RETURN(const std::string last, ReadListToken(list, token));
  std::string key;
  if (!absl::WebSafeBase64Unescape(last, &key)) return TokenMismatch();
  return key;
}

}  // namespace

absl::StatusOr<v1::ListDeadLettersResponse> ListDeadLetters(
    const TrialLog& log, const v1::ListDeadLettersRequest& request) {
  const std::string list = ListOf("dead_letters", log);
  ASSIGN_OR_RETURN(const size_t page_size,
                   ReadRequestLimit("page_size", request.page_size(), kListPageSize));
  ASSIGN_OR_RETURN(const uint64_t after_id, LastLetter(list, request.page_token()));
  // One more than asked for tells whether there is another page.
  ASSIGN_OR_RETURN(std::vector<v1::DeadLetter> letters,
                   log.ListDeadLetters(after_id, page_size + 1));
  v1::ListDeadLettersResponse response;
  if (letters.size() > page_size) {
    letters.pop_back();
    response.set_next_page_token(MakeListToken(list, letters.back().id()));
  }
  for (v1::DeadLetter& letter : letters) *response.add_dead_letters() = std::move(letter);
  response.set_total_size(log.counters().dead_letter_count());
  return response;
}

absl::StatusOr<v1::ListUnknownFieldsResponse> ListUnknownFields(
    const TrialLog& log, const v1::ListUnknownFieldsRequest& request) {
  const std::string list = ListOf("unknown_fields", log);
  ASSIGN_OR_RETURN(const size_t page_size,
                   ReadRequestLimit("page_size", request.page_size(), kListPageSize));
  ASSIGN_OR_RETURN(const std::string after_key, LastField(list, request.page_token()));
  ASSIGN_OR_RETURN(std::vector<v1::UnknownFieldCount> fields,
                   log.ListUnknownFields(after_key, page_size + 1));
  v1::ListUnknownFieldsResponse response;
  if (fields.size() > page_size) {
    fields.pop_back();
    const std::string last = UnknownFieldKey(fields.back().format(), fields.back().path());
    response.set_next_page_token(MakeListToken(list, absl::WebSafeBase64Escape(last)));
  }
  for (v1::UnknownFieldCount& field : fields) *response.add_fields() = std::move(field);
  return response;
}

}  // namespace trialdex
